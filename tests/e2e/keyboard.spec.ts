import type { Page } from "@playwright/test";
import { textOf } from "../support/pages/controls";
import { expect, test } from "../support/pages/desk";

/** Presses a key until it works: the page is read before its script has come, and until then the keys are the browser's. */
async function pressUntil(page: Page, key: string, works: (timeout: number) => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await works(2_000);
  }).toPass();
}

test("the first stop of the keyboard leads past the navigation to the content", async ({ desk }) => {
  const { page, say } = await desk("commander");
  await page.goto("/decision/plans");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: say("ui.frame.skip") });
  await expect(skip).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("J and K move from row to row, Enter opens", async ({ desk }) => {
  const { page } = await desk("commander");
  await page.goto("/management/catalogue");
  const rows = page.getByRole("main").getByRole("row").getByRole("link");
  await rows.nth(0).focus();
  await pressUntil(page, "j", (timeout) => expect(rows.nth(1)).toBeFocused({ timeout }));
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(2)).toBeFocused();
  await page.keyboard.press("k");
  await expect(rows.nth(1)).toBeFocused();
  const name = await textOf(rows.nth(1));
  await page.keyboard.press("Enter");
  await page.waitForURL(/catalogue\/[0-9a-f-]{36}/);
  await expect(page.getByRole("main")).toContainText(name);
});

test("Ctrl-K finds pages and documents without the mouse", async ({ desk }) => {
  const { page, say } = await desk("commander");
  await page.goto("/decision/plans");
  await page.getByRole("heading", { level: 1 }).waitFor();
  const box = page.getByRole("dialog").getByPlaceholder(say("ui.palette.placeholder"));
  await pressUntil(page, "Control+k", (timeout) => expect(box).toBeFocused({ timeout }));
  await page.keyboard.type("护目镜");
  const found = page.getByRole("option").filter({ hasText: "护目镜" }).first();
  await expect(found).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.waitForURL(/\/(management|operation)\//);
});

test("a dialog keeps the keyboard, and Escape gives it back", async ({ desk }) => {
  const { page, say } = await desk("commander");
  await page.goto("/decision/plans");
  await page
    .getByRole("button", { name: new RegExp(say("ui.frame.search")) })
    .first()
    .focus();
  const dialog = page.getByRole("dialog");
  await pressUntil(page, "Enter", (timeout) => expect(dialog).toBeVisible({ timeout }));
  for (let stop = 0; stop < 4; stop += 1) {
    await page.keyboard.press("Tab");
    expect(await dialog.evaluate((box) => box.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: new RegExp(say("ui.frame.search")) }).first()).toBeFocused();
});
