import fs from "node:fs";
import path from "node:path";
import { test as base, type BrowserContext, devices, expect, type Page } from "@playwright/test";
import { THEME_COOKIE } from "@/components/ui/theme";
import { type Locale, LOCALE_COOKIE } from "@/lib/platform/i18n/locale";
import { type Say, saying } from "./words";

/** What a story on a phone uses in place of a desktop window. */
export const PHONE = devices["Pixel 7"];

/** The scenario's simulated people all have this one. */
export const PASSWORD = "changping-2020";

/** What a person works with: a page of their own, signed in, and the words of its language. */
export interface Desk {
  page: Page;
  say: Say;
  locale: Locale;
  context: BrowserContext;
}

/** Where a person's session is kept for the rest of the run; what an earlier run left there is swept before the first test. */
const sessionFile = (username: string) => path.join(test.info().project.outputDir, "sessions", `${username}.json`);

/** Keeps a session in one stroke: another worker may be reading. */
async function keepSession(context: BrowserContext, file: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(draft, JSON.stringify(await context.storageState()));
  fs.renameSync(draft, file);
}

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
      const session = sessionFile(username);
      const known = fs.existsSync(session);
      const context = await browser.newContext({ storageState: known ? session : undefined });
      open.push(context);
      const page = await context.newPage();
      page.on("pageerror", (error) => complaints.push(`${username}: ${error}`));
      page.on("console", (message) => {
        if (/content.security.policy|hydrat/i.test(message.text())) complaints.push(`${username}: ${message.text()}`);
      });
      if (!known) {
        await signIn(page, username);
        await keepSession(context, session);
      }
      const own = [{ name: LOCALE_COOKIE, value: locale }, ...(theme ? [{ name: THEME_COOKIE, value: theme }] : [])];
      await context.addCookies(own.map((cookie) => ({ ...cookie, url: baseURL ?? "" })));
      return { page, context, locale, say: saying(locale) };
    });
    for (const context of open) await context.close();
  },
});

export { expect };
