import { expect } from "@playwright/test";
import { act, onDocument } from "./controls";
import type { Desk } from "./desk";

/** A line as a requester writes it. */
export interface Wanted {
  goods: string;
  quantity: number;
}

/** Files a request from the form; returns its id. */
export async function fileDemand(
  { page, say }: Desk,
  wanted: Wanted[],
  priority: "lifeSaving" | "urgent" | "routine" = "urgent",
): Promise<string> {
  await page.goto("/operation/demand/new");
  for (const line of wanted) {
    const box = page.getByLabel(say("demand.form.searchGoods"));
    await box.click();
    await box.fill(line.goods);
    await page.getByRole("option").filter({ hasText: line.goods }).first().click();
    await page.getByLabel(`${line.goods} · ${say("demand.fields.quantity")}`).fill(String(line.quantity));
  }
  await page.getByRole("radio", { name: say(`demand.priorities.${priority}`) }).check();
  await page.getByRole("button", { name: say("demand.form.submit") }).click();
  const id = await onDocument(page, "/operation/demand");
  await expect(stateOfDemand({ page, say }, "submitted")).toBeVisible();
  return id;
}

/** The chip that shows the approval state. */
export const stateOfDemand = (
  { page, say }: Pick<Desk, "page" | "say">,
  state: "submitted" | "verified" | "approved" | "returned",
) =>
  page
    .getByRole("main")
    .getByText(say(`demand.states.${state}`), { exact: true })
    .first();

/** The information officer verifies. */
export async function verifyDemand(desk: Desk, id: string): Promise<void> {
  const { page, say } = desk;
  await page.goto(`/operation/demand/${id}`);
  const verify = say("demand.moves.verify");
  await act(page, verify, say("workflow.done", { move: verify }));
  await expect(page.getByRole("button", { name: verify, exact: true })).toHaveCount(0);
}

/** The commander approves what was asked, as it stands in the form. */
export async function approveDemand(desk: Desk, id: string): Promise<void> {
  const { page, say } = desk;
  await page.goto(`/operation/demand/${id}`);
  await page.getByRole("button", { name: say("demand.approval.submit"), exact: true }).click();
  await expect(page.getByText(say("demand.fulfilments.none"), { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: say("demand.approval.submit"), exact: true })).toHaveCount(0);
}

/** A request filed, verified and approved by the people whose work that is. */
export async function approvedDemand(
  desk: (username: string) => Promise<Desk>,
  wanted: Wanted[],
  priority?: "lifeSaving" | "urgent" | "routine",
): Promise<string> {
  const id = await fileDemand(await desk("hospital"), wanted, priority);
  await verifyDemand(await desk("information"), id);
  await approveDemand(await desk("commander"), id);
  return id;
}
