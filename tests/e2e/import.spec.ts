import path from "node:path";
import { type Desk, expect, test } from "../support/pages/desk";
import { figuresOf, runImport, uploadSheet } from "../support/pages/imports";
import { HUB } from "../support/pages/transfers";

const RAW = path.join(import.meta.dirname, "../support/data/raw-xlsx/wuhan_redcross_issued_0201-0202.xlsx");

/** Waits until an import tells these figures: the server follows an answer by itself, within seconds. */
async function comesTo(officer: Desk, importPage: string, figures: Awaited<ReturnType<typeof figuresOf>>) {
  await expect(async () => {
    await officer.page.goto(importPage);
    expect(await figuresOf(officer, "done")).toEqual(figures);
  }).toPass({ timeout: 45_000 });
}

test("a raw workbook of 2020 is previewed, brought in, and brings nothing a second time", async ({ desk }) => {
  test.setTimeout(180_000);
  const officer = await desk("reserve");
  const { page, say } = officer;
  await uploadSheet(officer, "issued", RAW, HUB);
  await expect(page.getByRole("heading", { name: say("exchange.preview.tables") })).toBeVisible();
  const before = await figuresOf(officer, "report");
  expect(before.rows).toBe(88);
  expect((before.imported ?? 0) + (before.queued ?? 0) + (before.rejected ?? 0)).toBe(before.rows);

  await test.step("the columns found can be read and changed", async () => {
    const table = page
      .locator("details")
      .filter({ has: page.getByLabel(say("exchange.fields.goods")) })
      .first();
    if (!(await table.getAttribute("open"))) await table.locator("summary").click();
    const goods = table.getByLabel(say("exchange.fields.goods"));
    await expect(goods.locator("option:checked")).toHaveText(/名|物资|品/);
    await table.getByRole("button", { name: say("exchange.mapping.submit") }).click();
    await expect(page.getByText(say("exchange.mapping.saved"))).toBeVisible();
    expect(await figuresOf(officer, "report")).toEqual(before);
  });

  await runImport(officer);
  const after = await figuresOf(officer, "done");
  expect(after.rows).toBe(before.rows);
  expect((after.imported ?? 0) + (after.queued ?? 0) + (after.rejected ?? 0)).toBe(after.rows);
  await expect(page.getByRole("heading", { name: say("exchange.preview.rows") })).toBeVisible();

  await test.step("again", async () => {
    await uploadSheet(officer, "issued", RAW, HUB);
    // Rows that wait for their day are the same rows: none is there twice, none came in anew.
    expect(await figuresOf(officer, "report")).toMatchObject({ rows: before.rows, imported: 0 });
  });
});

test("an unknown spelling is taught in one click, an unknown pack is resolved, and the waiting row comes in", async ({
  desk,
}) => {
  test.setTimeout(180_000);
  const officer = await desk("reserve");
  const { page, say } = officer;
  const run = String(Date.now()).slice(-6);
  const spelling = `丁睛检查手套加厚${run}`;
  const donor = `模拟企业 ${run}`;
  const csv = [
    "日期,捐赠方,物资名称,单位,数量",
    `2020-01-29,${donor},${spelling},只,300`,
    `2020-01-29,${donor},丁腈检查手套,箱,12`,
  ].join("\n");
  await uploadSheet(
    officer,
    "received",
    { name: `gloves-${run}.csv`, mimeType: "text/csv", buffer: Buffer.from(csv) },
    HUB,
  );
  await runImport(officer);
  const importPage = page.url();
  expect(await figuresOf(officer, "done")).toEqual({ rows: 2, imported: 0, queued: 2, rejected: 0 });

  await test.step("one click teaches it", async () => {
    await page.goto("/management/aliases");
    const card = page.getByRole("listitem").filter({ hasText: spelling });
    await card.getByRole("button", { name: say("catalogue.alias.teach", { name: "丁腈检查手套" }) }).click();
    await expect(page.getByText(say("catalogue.alias.taught"))).toBeVisible();
    await expect(card).toHaveCount(0);
  });
  await test.step("the row that waited comes in by itself", () =>
    comesTo(officer, importPage, { rows: 2, imported: 1, queued: 1, rejected: 0 }));
  await test.step("tried once more by hand, nothing is left that could come in", async () => {
    await page.goto("/management/imports/waiting");
    await page.getByRole("button", { name: say("exchange.waiting.retry") }).click();
    await expect(page.getByText("没有新的行可以导入", { exact: true })).toBeVisible({ timeout: 45_000 });
  });
  await test.step("twelve cases of unknown size become gloves", async () => {
    await page.goto("/management/packs");
    const card = page.getByRole("listitem").filter({ hasText: donor });
    await card.getByLabel(say("storage.packs.baseUnits", { unit: "箱", base: "只" })).fill("1000");
    await card.getByLabel(say("storage.packs.reason")).fill("开箱清点（模拟）");
    await card.getByRole("button", { name: say("storage.packs.resolve"), exact: true }).click();
    await expect(page.getByText(say("storage.packs.done"))).toBeVisible();
    await expect(card).toHaveCount(0);
    await page.goto("/management/packs?state=resolved");
    await expect(page.getByRole("listitem").filter({ hasText: donor })).toContainText("1000");
    await comesTo(officer, importPage, { rows: 2, imported: 2, queued: 0, rejected: 0 });
  });
});
