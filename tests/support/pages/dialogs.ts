import { expect, type Locator, type Page } from "@playwright/test";
import { faultsOf } from "./axe";

/** More of one kind in a list are the same dialog with another row's values. */
const MOST_OPENERS = 12;

const OPENERS = "button[aria-haspopup=dialog]:not([disabled]), button[aria-haspopup=menu]:not([disabled])";

const OPENED = "[role=dialog], [role=menu]";

/** What a button is called, without the row it stands in. */
const nameOf = async (button: Locator): Promise<string> =>
  (await button.evaluate((one) => one.getAttribute("aria-label") ?? one.textContent ?? "")).trim();

/** Opens what the page folds away (`details`), so that the forms in it are looked at with the rest. */
export async function unfold(page: Page): Promise<void> {
  await page.getByRole("main").evaluate((main) => {
    for (const fold of main.querySelectorAll("details")) fold.open = true;
  });
}

/**
 * Opens each dialog, panel and menu the content of the page offers, and returns what is wrong with them: what axe finds, a dialog the
 * keyboard is not led into, one that Escape does not close or that does not give the focus back to the button that opened it.
 */
export async function faultsBehindButtons(page: Page, where: string): Promise<string[]> {
  const faults: string[] = [];
  const seen = new Set<string>();
  const openers = page.getByRole("main").locator(OPENERS);
  for (let index = 0; index < (await openers.count()) && seen.size < MOST_OPENERS; index += 1) {
    const opener = openers.nth(index);
    const name = await nameOf(opener);
    if (seen.has(name) || !(await opener.isVisible())) continue;
    seen.add(name);
    const title = `${where} » ${name}`;
    await opener.click();
    const box = page.locator(OPENED).last();
    await expect(box, title).toBeVisible();
    // Its own entry must have ended, or half-faded text is measured.
    await box.evaluate((one) => Promise.all(one.getAnimations({ subtree: true }).map((each) => each.finished)));
    // The page behind has been looked at already.
    faults.push(...(await faultsOf(page, title, OPENED)));
    if (!(await box.evaluate((one) => one.contains(document.activeElement))))
      faults.push(`${title}: the focus stays outside`);
    await page.keyboard.press("Escape");
    const closed = await box.waitFor({ state: "hidden", timeout: 3_000 }).then(
      () => true,
      () => false,
    );
    if (!closed) return [...faults, `${title}: Escape does not close it`];
    const back = await expect(opener)
      .toBeFocused({ timeout: 2_000 })
      .then(
        () => true,
        () => false,
      );
    if (!back) faults.push(`${title}: the focus does not come back to its button`);
  }
  return faults;
}
