import { approveDemand, fileDemand, stateOfDemand, verifyDemand } from "../support/pages/demand";
import { expect, test } from "../support/pages/desk";

test("what one person decides, another sees without reloading", async ({ desk }) => {
  const hospital = await desk("hospital");
  const id = await fileDemand(hospital, [{ goods: "消毒湿巾", quantity: 60 }], "routine");
  const { page, say } = hospital;
  await page.evaluate(() => document.body.setAttribute("data-kept", "yes"));

  await verifyDemand(await desk("information"), id);
  await expect(stateOfDemand(hospital, "verified")).toBeVisible();
  await approveDemand(await desk("commander"), id);
  await expect(page.getByText(say("demand.fulfilments.none"), { exact: true }).first()).toBeVisible();
  await expect(stateOfDemand(hospital, "approved")).toBeVisible();
  // A reload would have taken the mark away.
  await expect(page.locator("body")).toHaveAttribute("data-kept", "yes");
});
