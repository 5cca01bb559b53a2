import { expect, type Locator, type Page } from "@playwright/test";

type Scope = Page | Locator;

/** Types into a search box and takes the first choice that reads like `wanted`. */
export async function choose(box: Locator, text: string, wanted: string | RegExp = text): Promise<void> {
  const page = box.page();
  await box.click();
  await box.fill(text);
  const choices = page.getByRole("listbox").getByRole("option");
  await choices.filter({ hasText: wanted }).first().click();
  await expect(choices).toHaveCount(0);
}

/** Presses a button that makes a change and waits for what the page says when the server has done it. */
export async function act(scope: Scope, button: string | RegExp, said: string | RegExp): Promise<void> {
  const page = "page" in scope ? scope.page() : scope;
  await scope.getByRole("button", { name: button, exact: typeof button === "string" }).click();
  await expect(page.getByText(said).first()).toBeVisible();
}

/** Presses a move that asks first, and confirms in the dialog, with a reason where one is wanted. */
export async function moveAsking(page: Page, label: string, said: string, reason?: string): Promise<void> {
  await page.getByRole("button", { name: label, exact: true }).click();
  const dialog = page.getByRole("dialog");
  if (reason !== undefined) await dialog.getByRole("textbox").fill(reason);
  await dialog.getByRole("button", { name: label, exact: true }).click();
  await expect(page.getByText(said).first()).toBeVisible();
}

/** The identifier at the end of the address. */
export const idOf = (page: Page): string => new URL(page.url()).pathname.split("/").at(-1) ?? "";

/** Waits until the address is that of one document. */
export async function onDocument(page: Page, folder: string): Promise<string> {
  await page.waitForURL(new RegExp(`${folder}/[0-9a-f-]{36}$`));
  return idOf(page);
}

/** What a thing on the page says. */
export const textOf = async (place: Locator): Promise<string> => ((await place.textContent()) ?? "").trim();

/** The number of the document whose page is open: the first word of its headline. */
export const numberOf = async (page: Page): Promise<string> =>
  (await textOf(page.getByRole("heading", { level: 1 }))).split(" ")[0] ?? "";

/** A field by its whole label, with or without the word for "required" behind it. */
export const fieldOf = (scope: Scope, label: string): Locator =>
  scope.getByLabel(new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*(必填|required)?$`, "i"));
