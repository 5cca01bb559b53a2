import { expect } from "@playwright/test";
import { act, choose, onDocument } from "./controls";
import type { Desk } from "./desk";

/** Has a plan computed for some goods and waits for its result; `chooseMore` sets what else the form asks. */
export async function computePlan(
  { page, say }: Desk,
  name: string,
  goods: string[],
  chooseMore?: () => Promise<void>,
): Promise<string> {
  await page.goto("/decision/plans/new");
  for (const one of goods) {
    await choose(page.getByRole("combobox", { name: say("allocation.fields.goods") }), one);
    await expect(page.getByRole("button", { name: new RegExp(`${say("ui.common.remove")} ${one}`) })).toBeVisible();
  }
  await chooseMore?.();
  await page.getByLabel(say("allocation.fields.name"), { exact: true }).fill(name);
  await page.getByRole("button", { name: say("allocation.compute") }).click();
  const id = await onDocument(page, "/decision/plans");
  await expect(page.getByRole("heading", { name: say("allocation.compare.title") })).toBeVisible({ timeout: 45_000 });
  return id;
}

/** In the form of a new plan: fair, with one weight stated of a kind of site. */
export async function weighKind({ page, say }: Desk, kind: string, weight: number): Promise<void> {
  await page.getByRole("radio", { name: say("allocation.objectives.fair.label"), exact: true }).check();
  await page.getByRole("radio", { name: say("allocation.weighing.by.stated.label"), exact: true }).check();
  await page.getByLabel(say("allocation.weighing.of"), { exact: true }).selectOption({ label: kind });
  await page.getByLabel(say("allocation.weighing.weight"), { exact: true }).fill(String(weight));
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
