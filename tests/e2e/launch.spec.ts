import { expect, test } from "@playwright/test";

test("answers for its health without a session", async ({ request }) => {
  const live = await request.get("/api/health/live");
  expect(await live.json()).toEqual({ status: "live" });
  const ready = await request.get("/api/health/ready");
  expect(ready.status()).toBe(200);
  expect(await ready.json()).toEqual({ status: "ready" });
});

test("gives every answer a request id of its own, whatever the client claims", async ({ request }) => {
  const ids = new Set<string>();
  for (const claimed of ["", "chosen-by-client"]) {
    const answer = await request.get("/api/health/live", { headers: claimed ? { "x-request-id": claimed } : {} });
    ids.add(answer.headers()["x-request-id"]!);
  }
  expect(ids.size).toBe(2);
  expect(ids).not.toContain("chosen-by-client");
});

test("sends pages under a strict policy that the pages themselves keep", async ({ page }) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (/content.security.policy/i.test(message.text())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  const response = await page.goto("/");
  const policy = response!.headers()["content-security-policy"]!;
  const nonce = policy.match(/'nonce-([^']+)'/)?.[1];
  expect(nonce).toBeTruthy();
  expect(policy).toContain("frame-ancestors 'none'");
  expect(response!.headers()["x-content-type-options"]).toBe("nosniff");
  await page.waitForLoadState("networkidle");
  // Browsers hide the attribute of a nonce and keep the property.
  const unsigned = await page.evaluate(() => [...document.scripts].filter((script) => !script.nonce).map((s) => s.src));
  expect(unsigned).toEqual([]);
  expect(complaints).toEqual([]);
});

test("an unknown page is not found, under the same policy", async ({ page }) => {
  const response = await page.goto("/no-such-page");
  expect(response!.status()).toBe(404);
  expect(response!.headers()["content-security-policy"]).toContain("'nonce-");
});

test("an address with a null character leads to the page without it", async ({ request }) => {
  const answer = await request.get("/operation/demand?q=a%00b", { maxRedirects: 0 });
  expect(answer.status()).toBe(307);
  expect(answer.headers().location).toMatch(/\/operation\/demand\?q=ab$/);
});
