import { expect } from "@playwright/test";
import { choose, onDocument, textOf } from "./controls";
import type { Desk } from "./desk";

/** A sheet as a person drags it in. */
export interface Sheet {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Uploads a sheet and waits for its preview; returns the import's id. */
export async function uploadSheet(
  { page, say }: Desk,
  kind: "issued" | "received" | "needs" | "stock",
  sheet: Sheet | string,
  site?: string,
): Promise<string> {
  await page.goto("/management/imports/new");
  await page.getByRole("radio", { name: say(`exchange.kinds.${kind}`) }).check();
  await page.locator("input[type=file]").setInputFiles(sheet);
  if (site) await choose(page.getByRole("combobox", { name: say("exchange.upload.site") }), site, /./);
  await page.getByRole("button", { name: say("exchange.upload.submit") }).click();
  const id = await onDocument(page, "/management/imports");
  await expect(page.getByText(say("exchange.states.previewed"), { exact: true }).first()).toBeVisible();
  return id;
}

/** Starts a previewed import and waits for its end. */
export async function runImport({ page, say }: Desk): Promise<void> {
  await page.getByRole("button", { name: say("exchange.moves.start"), exact: true }).click();
  await expect(page.getByText(say("exchange.states.done"), { exact: true }).first()).toBeVisible({ timeout: 60_000 });
}

/** The report's sentence: what was read, imported, left waiting, turned away. */
export async function figuresOf({ page, say }: Desk, stage: "report" | "done") {
  const pattern = say(`exchange.preview.${stage}`, { rows: "#", imported: "#", queued: "#", rejected: "#" })
    .replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("#", "([\\d,]+)");
  const sentence = page.getByText(new RegExp(`^${pattern}$`));
  await expect(sentence).toBeVisible();
  const [, ...found] = new RegExp(pattern).exec(await textOf(sentence)) ?? [];
  const [rows, imported, queued, rejected] = found.map((text) => Number(text.replaceAll(",", "")));
  return { rows, imported, queued, rejected };
}
