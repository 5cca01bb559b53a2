import fs from "node:fs";
import path from "node:path";
import { type Browser, chromium, devices, type Page } from "@playwright/test";
import { freePort } from "@/lib/platform/launch/embedded";
import { inCheckout } from "@/lib/platform/launch/folders";
import { runCommand, say } from "@/lib/platform/launch/say";
import { LOCALE_COOKIE, type Locale } from "@/lib/platform/i18n/locale";
import { THEME_COOKIE } from "@/components/ui/theme";
import { browserFlags, findBrowser } from "../support/browser";
import { startedProduct } from "../support/product";
import { PASSWORD } from "../support/pages/desk";
import { saying } from "../support/pages/words";

/** `npm run screenshots`: the README's pictures, taken from the product itself on the scenario. */

interface Shot {
  name: string;
  as: string;
  path: string;
  locale?: Locale;
  dark?: boolean;
  phone?: boolean;
  /** Brings the page to what the picture shows. */
  until?: (page: Page) => Promise<void>;
}

const MOST_BYTES = 300_000;
const folder = inCheckout("public/screenshots");

/** A plan computed in this run, for the pictures of the plan page. */
async function aPlan(page: Page, locale: Locale): Promise<void> {
  const words = saying(locale);
  await page.getByRole("button", { name: words("allocation.compute") }).click();
  await page.getByRole("heading", { name: words("allocation.compare.title") }).waitFor({ timeout: 120_000 });
}

async function firstRow(page: Page): Promise<void> {
  const href = await page.getByRole("main").getByRole("row").getByRole("link").first().getAttribute("href");
  const id = /[0-9a-f-]{36}(?!.*[0-9a-f-]{36})/.exec(href ?? "")?.[0];
  await page.goto(`${new URL(page.url()).pathname}/${id}`);
}

const SHOTS: Shot[] = [
  { name: "situation", as: "commander", path: "/decision/situation" },
  { name: "situation-en-dark", as: "commander", path: "/decision/situation", locale: "en", dark: true },
  { name: "plan", as: "commander", path: "/decision/plans/new", until: (page) => aPlan(page, "zh-CN") },
  { name: "plan-en", as: "commander", path: "/decision/plans", locale: "en", until: firstRow },
  { name: "comparison", as: "commander", path: "/decision/comparison" },
  { name: "demand", as: "information", path: "/operation/demand?view=verification" },
  { name: "work-phone", as: "commander", path: "/operation/work", phone: true },
  { name: "demand-new-phone-en", as: "community", path: "/operation/demand/new", phone: true, locale: "en" },
];

async function take(browser: Browser, base: string, shot: Shot): Promise<void> {
  const size = shot.phone ? devices["Pixel 7"] : { viewport: { width: 1440, height: 900 } };
  const context = await browser.newContext({ ...size, baseURL: base, timezoneId: "Asia/Shanghai" });
  try {
    const page = await context.newPage();
    const words = saying("zh-CN");
    await page.goto("/sign-in");
    await page.getByLabel(words("account.signIn.username")).fill(shot.as);
    await page.getByLabel(words("account.signIn.password")).fill(PASSWORD);
    await page.getByRole("button", { name: words("account.signIn.submit"), exact: true }).click();
    await page.waitForURL(/\/(decision|operation)\//);
    await context.addCookies([
      { name: LOCALE_COOKIE, value: shot.locale ?? "zh-CN", url: base },
      { name: THEME_COOKIE, value: shot.dark ? "dark" : "light", url: base },
    ]);
    await page.goto(shot.path);
    await shot.until?.(page);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    await page.waitForFunction(() => [...document.images].every((image) => image.complete));
    await page.evaluate(() => window.scrollTo(0, 0));
    const file = path.join(folder, `${shot.name}.png`);
    await page.screenshot({ path: file, scale: "css", animations: "disabled" });
    const { size: bytes } = fs.statSync(file);
    if (bytes > MOST_BYTES) throw new Error(`${shot.name}.png is ${bytes} bytes, more than ${MOST_BYTES}`);
    say(`${shot.name}.png`, `${Math.round(bytes / 1000)} kB`);
  } finally {
    await context.close();
  }
}

await runCommand(async () => {
  fs.mkdirSync(folder, { recursive: true });
  const executablePath = await findBrowser();
  const product = await startedProduct(await freePort());
  const browser = await chromium.launch({ executablePath, args: browserFlags });
  try {
    for (const shot of SHOTS) await take(browser, product.base, shot);
  } finally {
    await browser.close();
    await product.stop();
  }
});
process.exit();
