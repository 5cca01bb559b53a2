import { expect } from "@playwright/test";
import { act, choose, onDocument } from "./controls";
import type { Desk } from "./desk";

/** Has a plan computed for some goods and waits for its result. */
export async function computePlan({ page, say }: Desk, name: string, goods: string[]): Promise<string> {
  await page.goto("/decision/plans/new");
  for (const one of goods) {
    await choose(page.getByRole("combobox", { name: say("allocation.fields.goods") }), one);
    await expect(page.getByRole("button", { name: new RegExp(`${say("ui.common.remove")} ${one}`) })).toBeVisible();
  }
  await page.getByLabel(say("allocation.fields.name"), { exact: true }).fill(name);
  await page.getByRole("button", { name: say("allocation.compute") }).click();
  const id = await onDocument(page, "/decision/plans");
  await expect(page.getByRole("heading", { name: say("allocation.compare.title") })).toBeVisible({ timeout: 45_000 });
  return id;
}

/** A cell of the comparison table by its measure and column. */
export async function compared({ page, say }: Desk, measure: "class1" | "class2" | "tonneKm", column: string) {
  const table = page.getByRole("table", { name: say("allocation.compare.title") });
  const heads = await table.getByRole("columnheader").allInnerTexts();
  const at = heads.findIndex((head) => head.trim() === column);
  expect(at, `a column ${column} among ${heads.join("|")}`).toBeGreaterThan(0);
  return table
    .getByRole("row")
    .filter({ hasText: say(`allocation.kpis.${measure}`) })
    .getByRole("cell")
    .nth(at);
}

/** Makes a bare move of a plan. */
export async function movePlan({ page, say }: Desk, id: string, move: "submit" | "approve"): Promise<void> {
  await page.goto(`/decision/plans/${id}`);
  const label = say(`allocation.moves.${move}`);
  await act(page, label, say("workflow.done", { move: label }));
}

/** Adopts an approved plan: stock is reserved and transfers go out. */
export async function adoptPlan({ page, say }: Desk, id: string): Promise<void> {
  await page.goto(`/decision/plans/${id}`);
  await page.getByRole("button", { name: say("allocation.adopt.submit"), exact: true }).click();
  await expect(page.getByRole("link", { name: new RegExp(say("allocation.adopt.transfers")) })).toBeVisible();
}
