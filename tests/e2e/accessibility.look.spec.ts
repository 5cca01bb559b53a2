import { THEME_COOKIE } from "@/components/ui/theme";
import { LOCALE_COOKIE } from "@/lib/platform/i18n/locale";
import { DESKTOP, faultsOf, NARROW } from "../support/pages/axe";
import { CONSOLE_PAGES, openPage, overflowOf, titleOf } from "../support/pages/console";
import { type Desk, expect, test } from "../support/pages/desk";
import { faultsBehindButtons, unfold } from "../support/pages/dialogs";
import { NOT_SHOWN, OUTSIDE_ROUTES, routeOf, routesOfApp } from "../support/pages/routes";

/** Everyone whose pages the console has, in the order of the list. */
const people = [...new Set(CONSOLE_PAGES.map((page) => page.as))];

async function set({ page, context }: Desk, name: string, value: string): Promise<void> {
  await context.addCookies([{ name, value, url: new URL(page.url()).origin }]);
}

test("every page of the product is looked at", () => {
  const looked = new Set([...CONSOLE_PAGES.map(routeOf), ...OUTSIDE_ROUTES, ...Object.keys(NOT_SHOWN)]);
  const routes = routesOfApp();
  expect(
    routes.filter((route) => !looked.has(route)),
    "pages that no visit leads to",
  ).toEqual([]);
  expect(
    [...looked].filter((route) => !routes.includes(route)),
    "visits to pages that are not there",
  ).toEqual([]);
});

for (const person of people) {
  test(`axe finds nothing on the pages of ${person}, narrow and enlarged; on the main ones in English and dark too`, async ({
    desk,
  }) => {
    const pages = CONSOLE_PAGES.filter((page) => page.as === person);
    test.setTimeout(30_000 + pages.length * 20_000);
    const own = await desk(person);
    const { page } = own;
    const faults: string[] = [];
    const missing: string[] = [];
    for (const wanted of pages) {
      const where = titleOf(wanted);
      await page.setViewportSize(DESKTOP);
      if (!(await openPage(page, wanted))) {
        missing.push(where);
        continue;
      }
      await unfold(page);
      faults.push(...(await faultsOf(page, `${where} zh-CN`)), ...(await faultsBehindButtons(page, where)));
      const address = page.url();
      for (const width of NARROW) {
        await page.setViewportSize({ width, height: 844 });
        const over = await overflowOf(page);
        if (over > 0) faults.push(`${where}: ${over} px too wide at ${width}`);
        if (wanted.main && width === 390) faults.push(...(await faultsOf(page, `${where} zh-CN narrow`)));
      }
      await page.setViewportSize(DESKTOP);
      // The other language and the dark theme change texts and colours, not structure: the main pages stand for all.
      if (!wanted.main) continue;
      await set(own, LOCALE_COOKIE, "en");
      await set(own, THEME_COOKIE, "dark");
      await page.goto(address);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      faults.push(...(await faultsOf(page, `${where} en dark`)));
      await set(own, LOCALE_COOKIE, "zh-CN");
      await set(own, THEME_COOKIE, "light");
    }
    expect(missing, "lists without a row to open").toEqual([]);
    expect(faults).toEqual([]);
  });
}
