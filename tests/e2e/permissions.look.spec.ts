import { expect, test } from "../support/pages/desk";
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
