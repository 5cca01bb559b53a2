import { choose, fieldOf, onDocument } from "../support/pages/controls";
import { expect, test } from "../support/pages/desk";

test("a store opens a stocktake of one goods and counts it blind", async ({ desk }) => {
  const { page, say } = await desk("warehouse");
  await page.goto("/operation/stocktakes/new");
  await choose(fieldOf(page, say("storage.fields.goods")), "复印纸", "复印纸");
  await page.getByRole("button", { name: say("storage.stocktakes.create"), exact: true }).click();
  await onDocument(page, "/operation/stocktakes");
  await expect(page.getByText(say("storage.stocktakes.blind")).first()).toBeVisible();
});

test("procurement writes a purchase order of one line", async ({ desk }) => {
  const { page, say } = await desk("procurement");
  await page.goto("/operation/purchase/new");
  await choose(fieldOf(page, say("procurement.fields.supplier")), "三奇", /三奇/);
  await fieldOf(page, say("procurement.fields.site")).selectOption({ index: 1 });
  await choose(page.getByRole("combobox", { name: say("procurement.fields.goods") }), "医用外科口罩");
  await page.getByLabel(say("procurement.fields.quantity")).first().fill("5000");
  await page.getByRole("button", { name: say("procurement.orders.create"), exact: true }).click();
  await onDocument(page, "/operation/purchase");
  await expect(page.getByRole("main")).toContainText("5,000");
});

test("a reserve officer proposes to write off what was lost, for another to approve", async ({ desk }) => {
  const { page, say } = await desk("reserve");
  await page.goto("/operation/stock/lots");
  await page.getByRole("main").getByRole("row").getByRole("link").first().click();
  await onDocument(page, "/operation/stock/lots");
  const fold = page.getByRole("group").filter({ has: page.getByText(say("storage.lot.adjust"), { exact: true }) });
  await fold.getByText(say("storage.lot.adjust"), { exact: true }).click();
  await fieldOf(fold, say("storage.fields.quantity")).fill("1");
  await fieldOf(fold, say("storage.fields.reason")).fill("演练：短少一件（模拟）");
  await fold.getByRole("button", { name: say("storage.adjustments.create"), exact: true }).click();
  await onDocument(page, "/operation/stock/adjustments");
  await expect(page.getByText("演练：短少一件（模拟）").first()).toBeVisible();
});
