import { DESKTOP, faultsOf, NARROW } from "../support/pages/axe";
import { overflowOf } from "../support/pages/console";
import { expect, test } from "../support/pages/desk";
import { invitationLink } from "../support/pages/one-of-each";

test("axe finds nothing on the pages before sign-in and before the first change of a password", async ({
  page,
  desk,
}) => {
  const faults: string[] = [];
  const admin = await desk("admin");
  const outside = [
    { page, address: "/sign-in" },
    { page, address: await invitationLink(admin) },
    { page, address: "/invite/gone" },
    { page: admin.page, address: "/change-password" },
  ];
  for (const { page: shown, address } of outside) {
    await shown.goto(address);
    await shown.getByRole("heading", { level: 1 }).first().waitFor();
    for (const width of [DESKTOP.width, ...NARROW]) {
      await shown.setViewportSize({ width, height: 844 });
      faults.push(...(await faultsOf(shown, `${address} ${width}`)));
      const over = await overflowOf(shown);
      if (over > 0) faults.push(`${address}: ${over} px too wide at ${width}`);
    }
  }
  expect(faults).toEqual([]);
});
