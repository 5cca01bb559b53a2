import { choose, fieldOf, onDocument } from "../support/pages/controls";
import { expect, test } from "../support/pages/desk";

test("a filter that comes by a link is seen as a chip and can be taken off", async ({ desk }) => {
  const { page, say } = await desk("information");
  await page.goto("/operation/deliveries?view=all&batch=00000000-0000-4000-8000-000000000000");
  const chip = page.getByRole("link", {
    name: say("ui.filter.remove", { name: say("procurement.deliveries.oneImport") }),
    exact: true,
  });
  await expect(page.getByText(say("procurement.deliveries.filtered"))).toBeVisible();
  await chip.click();
  await expect(chip).toHaveCount(0);
  await expect(page).toHaveURL(/\/operation\/deliveries\?view=all$/);
  await expect(page.getByRole("main").getByRole("row").getByRole("link").first()).toBeVisible();
});

test("past stock keeps its moment: shown in the box, as a chip, and taken off", async ({ desk }) => {
  const { page, say } = await desk("reserve");
  await page.goto("/operation/stock/past?at=2020-01-29T10:00");
  const moment = page.getByLabel(say("storage.pastPage.moment"), { exact: true });
  await expect(moment).toHaveValue("2020-01-29T10:00");
  const named = `${say("storage.pastPage.moment")} 2020-01-29 10:00`;
  await page.getByRole("link", { name: say("ui.filter.remove", { name: named }), exact: true }).click();
  await expect(page).toHaveURL(/\/operation\/stock\/past$/);
  await expect(moment).not.toHaveValue("2020-01-29T10:00");
});

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
