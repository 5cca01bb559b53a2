import { expect, PASSWORD, signIn, test } from "../support/pages/desk";
import { saying } from "../support/pages/words";

/** Who the scenario has for each role, and short letters for the table below. */
const PEOPLE = {
  C: "commander",
  P: "procurement",
  R: "reserve",
  T: "dispatcher",
  I: "information",
  W: "warehouse",
  D: "driver",
  K: "community",
  H: "hospital",
  S: "supplier",
  U: "auditor",
  A: "admin",
} as const;
type Letter = keyof typeof PEOPLE;
const EVERYONE = "CPRTIWDKHSUA";
const OFFICERS = "CPRTIUA";

/** Policy, written out apart from the permission table: which page is for whom. */
const PAGES: Record<string, string> = {
  "/decision/situation": OFFICERS,
  "/decision/incidents": EVERYONE,
  "/decision/plans": OFFICERS,
  "/decision/comparison": OFFICERS,
  "/management/catalogue": EVERYONE,
  "/management/aliases": "PRI",
  "/management/packs": "RW",
  "/management/parties": "CPRTIWSUA",
  "/management/places": EVERYONE,
  "/management/imports": "PRIWA",
  "/management/checks": "RUA",
  "/management/response": OFFICERS,
  "/management/people": "UA",
  "/management/audit": "CUA",
  "/operation/work": EVERYONE,
  "/operation/demand": `${OFFICERS}KH`,
  "/operation/purchase": "CPRWUA",
  "/operation/deliveries": "CPRIWSUA",
  "/operation/stock": "CPRTIWUA",
  "/operation/stocktakes": "CPRTIWUA",
  "/operation/transfers": "CRTIWKHUA",
  "/operation/shipments": "CRTIWDKHUA",
  "/operation/discrepancies": "CRTIWKHUA",
};
const FORMS: Record<string, string> = {
  "/decision/incidents/new": "C",
  "/decision/plans/new": "CR",
  "/management/catalogue/new": "PR",
  "/management/people/new": "A",
  "/operation/demand/new": "IKH",
  "/operation/purchase/new": "P",
  "/operation/transfers/new": "RT",
  "/operation/shipments/past-issue": "R",
};
const say = saying("zh-CN");

for (const letter of Object.keys(PEOPLE) as Letter[]) {
  test(`${PEOPLE[letter]} is offered their own pages and no other opens by its address`, async ({ desk }) => {
    test.setTimeout(120_000);
    const { page } = await desk(PEOPLE[letter]);
    await page.goto("/account");
    const links = page
      .getByRole("navigation", { name: say("ui.frame.navigation") })
      .first()
      .getByRole("link");
    const offered = await links.evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    const allowed = Object.keys(PAGES).filter((path) => PAGES[path]?.includes(letter));
    expect(offered.sort()).toEqual(allowed.sort());
    for (const [path, letters] of Object.entries({ ...PAGES, ...FORMS })) {
      if (letters.includes(letter)) continue;
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 }), path).toHaveText(say("errors.notFound"));
    }
  });
}

test("records outside a person's reach are not found, like those that do not exist", async ({ desk }) => {
  const commander = await desk("commander");
  await commander.page.goto("/operation/demand?text=同济医院");
  const row = commander.page.getByRole("row").filter({ hasText: "同济医院" }).filter({ hasNotText: "协和" }).first();
  const href = await row.getByRole("link").first().getAttribute("href");
  const id = /[0-9a-f-]{36}/.exec(href ?? "")?.[0];
  expect(id).toBeTruthy();
  const { page } = await desk("hospital");
  for (const path of [`/operation/demand/${id}`, "/operation/demand/00000000-0000-4000-8000-000000000000"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(say("errors.notFound"));
  }
});

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
