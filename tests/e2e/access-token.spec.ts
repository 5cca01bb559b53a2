import { act, fieldOf } from "../support/pages/controls";
import { expect, test } from "../support/pages/desk";

test("another system reads the lists with a token made on the account page, until it is revoked", async ({
  desk,
  playwright,
  baseURL,
}) => {
  const { page, say } = await desk("information");
  const purpose = `市级仓储系统（模拟）${Date.now()}`;
  await page.goto("/account");
  await fieldOf(page, say("people.account.tokens.name")).fill(purpose);
  await act(page, say("people.account.tokens.make"), say("people.link.once"));
  const token = await page.getByLabel(say("people.account.tokens.secret"), { exact: true }).inputValue();

  // Another system: no session, only the token.
  const system = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  const goods = await system.get("/api/v1/goods");
  expect(goods.status()).toBe(200);
  const { data } = (await goods.json()) as { data: unknown[] };
  expect(data.length).toBeGreaterThan(0);

  // Where nothing is, a program is told so in words it can read.
  for (const address of ["/api", "/api/v1/goods/more", "/api/nowhere"]) {
    const nowhere = await system.get(address);
    expect(nowhere.status(), address).toBe(404);
    expect(nowhere.headers()["content-type"], address).toContain("application/problem+json");
    expect(((await nowhere.json()) as { code: string }).code, address).toBe("addressUnknown");
  }

  await page.reload();
  const own = page.getByRole("listitem").filter({ hasText: purpose });
  await act(own, say("people.account.tokens.revoke"), say("people.account.tokens.revoked"));
  await expect(own).toHaveCount(0);
  const after = await system.get("/api/v1/goods");
  expect(after.status()).toBe(401);
  expect(after.headers()["content-type"]).toContain("application/problem+json");
  await system.dispose();
});
