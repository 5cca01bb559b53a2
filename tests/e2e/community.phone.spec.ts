import type { Locator } from "@playwright/test";
import { numberOf, onDocument, textOf } from "../support/pages/controls";
import { stateOfDemand } from "../support/pages/demand";
import { expect, PHONE, test } from "../support/pages/desk";

test.use(PHONE);

/** A thumb needs 44 px. */
async function tapLarge(target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  expect(Math.min(box?.height ?? 0, box?.width ?? 0), await textOf(target)).toBeGreaterThanOrEqual(44);
  await target.tap();
}

test("a community worker files a need with one thumb and later says it is still needed", async ({ desk }) => {
  const { page, say } = await desk("community");
  await page.goto("/operation/work");
  await tapLarge(page.getByRole("link", { name: say("situation.work.newDemand") }).first());
  await page.waitForURL("**/operation/demand/new");

  const usual = page.getByRole("group", { name: say("demand.form.usual") }).getByRole("button");
  await tapLarge(usual.first());
  const line = page
    .getByRole("list", { name: say("demand.fields.lines") })
    .getByRole("listitem")
    .first();
  await tapLarge(line.getByRole("button", { name: say("demand.form.add", { count: 100 }), exact: true }));
  await tapLarge(line.getByRole("button", { name: say("demand.form.add", { count: 10 }), exact: true }));
  await expect(line.getByRole("textbox")).toHaveValue("110");
  await tapLarge(page.getByRole("button", { name: say("demand.form.submit"), exact: true }));
  await onDocument(page, "/operation/demand");
  await expect(stateOfDemand({ page, say }, "submitted")).toBeVisible();
  const number = await numberOf(page);

  await page.goto("/operation/demand/mine");
  const card = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("link", { name: number, exact: true }) })
    .first();
  await tapLarge(card.getByRole("button", { name: say("demand.confirm.still"), exact: true }));
  await expect(page.getByText(say("demand.confirm.done"))).toBeVisible();
  await page.getByRole("link", { name: number, exact: true }).tap();
  await expect(page.getByRole("heading", { name: say("demand.confirm.history") })).toBeVisible();
  await expect(page.getByRole("main").getByText(say("demand.confirm.answers.still")).last()).toBeVisible();
});
