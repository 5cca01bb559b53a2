import { test as base, type BrowserContext, expect, type Page } from "@playwright/test";
import { THEME_COOKIE } from "@/components/ui/theme";
import { type Locale, LOCALE_COOKIE } from "@/lib/platform/i18n/locale";
import { type Say, saying } from "./words";

/** The scenario's simulated people all have this one. */
export const PASSWORD = "changping-2020";

/** What a person works with: a page of their own, signed in, and the words of its language. */
export interface Desk {
  page: Page;
  say: Say;
  locale: Locale;
  context: BrowserContext;
}

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;
const sessions = new Map<string, State>();

/** Signs in by the form and waits for the console. */
export async function signIn(page: Page, username: string, password = PASSWORD, say = saying("zh-CN")): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel(say("account.signIn.username")).fill(username);
  await page.getByLabel(say("account.signIn.password")).fill(password);
  await page.getByRole("button", { name: say("account.signIn.submit"), exact: true }).click();
  await page.waitForURL(/\/(decision|operation)\//);
}

interface Fixtures {
  /**
   * A desk for a person of the scenario. Everybody signs in by the form once a run; afterwards their session is taken up again in a
   * new browser context, so that a story costs no password hashing.
   */
  desk: (username: string, options?: { locale?: Locale; theme?: "light" | "dark" }) => Promise<Desk>;
  /** What browsers complained of during the test; checked to be nothing at its end. */
  complaints: string[];
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from this pattern
  complaints: async ({}, use) => {
    const complaints: string[] = [];
    await use(complaints);
    expect(complaints, "errors in the browser").toEqual([]);
  },
  desk: async ({ browser, baseURL, complaints }, use) => {
    const open: BrowserContext[] = [];
    await use(async (username, { locale = "zh-CN", theme } = {}) => {
      const context = await browser.newContext({ storageState: sessions.get(username) });
      open.push(context);
      const page = await context.newPage();
      page.on("pageerror", (error) => complaints.push(`${username}: ${error}`));
      page.on("console", (message) => {
        if (/content.security.policy|hydrat/i.test(message.text())) complaints.push(`${username}: ${message.text()}`);
      });
      if (!sessions.has(username)) {
        await signIn(page, username);
        sessions.set(username, await context.storageState());
      }
      const own = [{ name: LOCALE_COOKIE, value: locale }, ...(theme ? [{ name: THEME_COOKIE, value: theme }] : [])];
      await context.addCookies(own.map((cookie) => ({ ...cookie, url: baseURL ?? "" })));
      return { page, context, locale, say: saying(locale) };
    });
    for (const context of open) await context.close();
  },
});

export { expect };
