import { expect, PASSWORD, signIn, test } from "../support/pages/desk";
import { saying } from "../support/pages/words";

const say = saying("zh-CN");

test("whoever is not signed in is led to the sign-in page", async ({ page }) => {
  for (const path of ["/", "/decision/plans", "/operation/work", "/management/audit"]) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/sign-in/);
  }
  const events = await page.request.get("/api/events");
  expect([401, 403]).toContain(events.status());
});

test("a disabled person's open session ends at once, and comes back only by signing in again", async ({
  desk,
  browser,
}) => {
  const name = "司机乙（模拟）";
  const own = await browser.newContext();
  const driver = await own.newPage();
  await signIn(driver, "driver2");
  const { page } = await desk("admin");
  const change = async (button: string, reason: string) => {
    await page.goto("/management/people?text=driver2");
    await page.getByRole("link", { name }).click();
    const form = page.locator("form").filter({ has: page.getByRole("button", { name: button, exact: true }) });
    await form.getByLabel(say("people.fields.reason")).fill(reason);
    await form.getByRole("button", { name: button, exact: true }).click();
    await expect(form).toHaveCount(0);
  };
  await change(say("people.disable"), "演练：停用（模拟）");
  await driver.goto("/operation/shipments/trips");
  await expect(driver).toHaveURL(/\/sign-in/);
  await driver.getByLabel(say("account.signIn.username")).fill("driver2");
  await driver.getByLabel(say("account.signIn.password")).fill(PASSWORD);
  await driver.getByRole("button", { name: say("account.signIn.submit"), exact: true }).click();
  await expect(driver.getByText(say("account.signIn.wrong"))).toBeVisible();
  await change(say("people.enable"), "演练：恢复（模拟）");
  await signIn(driver, "driver2");
  await own.close();
});

test("who guesses passwords is paused and told for how long", async ({ page }) => {
  await page.goto("/sign-in");
  const submit = page.getByRole("button", { name: say("account.signIn.submit"), exact: true });
  const guessed = `guess-${Date.now()}`;
  const paused = page.getByText(/尝试次数过多，请 \d+ 秒后再试/);
  const wrong = page.getByText(say("account.signIn.wrong"));
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await page.getByLabel(say("account.signIn.username")).fill(guessed);
    await page.getByLabel(say("account.signIn.password")).fill(`wrong password ${attempt}`);
    const answered = page.waitForResponse((response) => response.url().includes("/callback/credentials"));
    await submit.click();
    await answered;
    await expect(wrong.or(paused)).toBeVisible();
  }
  await page.getByLabel(say("account.signIn.password")).fill("wrong again");
  await submit.click();
  await expect(paused).toBeVisible();
});
