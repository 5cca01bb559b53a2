import { choose, fieldOf, numberOf, onDocument } from "../support/pages/controls";
import { type Desk, expect, test } from "../support/pages/desk";
import { figuresOf, runImport, uploadSheet } from "../support/pages/imports";
import { HUB } from "../support/pages/transfers";

const N95 = "N95 口罩（未注明医用标准）";
const KN95 = "KN95 口罩（GB 2626）";
const PAPER = "物资使用情况公布表（一）第 14 行";

/** The receipt as the paper has it; the donor is simulated and new in every run, since a sheet imported twice brings nothing. */
const receipt = (donor: string) =>
  [
    "武汉市红十字会接收社会捐赠物资（模拟抄录）,,,,",
    "日期,捐赠方,物资名称,单位,数量",
    `2020-01-28,${donor},N95口罩,个,36000`,
  ].join("\n");

async function enterPastIssue({ page, say }: Desk, to: string, lot: RegExp, quantity: number): Promise<string> {
  const field = (key: "issuedOn" | "statement" | "quantity" | "stated") => say(`distribution.handover.past.${key}`);
  await page.goto("/operation/shipments/past-issue");
  await choose(page.getByLabel(say("transport.transfer.fields.from")), HUB, /./);
  await page.getByRole("button", { name: say("distribution.handover.past.next"), exact: true }).click();
  await choose(page.getByLabel(say("transport.transfer.fields.to")), to, /./);
  await fieldOf(page, field("issuedOn")).fill("2020-01-29");
  await fieldOf(page, say("distribution.handover.sign.receiverName")).fill("模拟接收人");
  await fieldOf(page, field("statement")).fill(PAPER);
  await choose(page.getByRole("combobox", { name: say("distribution.handover.past.lot") }), "N95", lot);
  await page.getByRole("textbox", { name: field("quantity") }).fill(String(quantity));
  await page.getByRole("textbox", { name: field("stated") }).fill("36000");
  await page.getByRole("button", { name: say("distribution.handover.past.submit"), exact: true }).click();
  return onDocument(page, "/operation/shipments");
}

test("29 January 2020, line 14: 36,000 in, 32,000 out, 4,000 flagged; reclassified, amended, explained", async ({
  desk,
}) => {
  test.setTimeout(180_000);
  const officer = await desk("reserve");
  const { page, say } = officer;

  await test.step("36,000 came on 28 January, by the import of the paper", async () => {
    const sheet = { name: "receipt.csv", mimeType: "text/csv", buffer: Buffer.from(receipt(`模拟企业 ${Date.now()}`)) };
    await uploadSheet(officer, "received", sheet, HUB);
    expect(await figuresOf(officer, "report")).toEqual({ rows: 1, imported: 1, queued: 0, rejected: 0 });
    await runImport(officer);
  });

  const [first, second] =
    await test.step("16,000 and 16,000 went out without an order: entered afterwards", async () => [
      await enterPastIssue(officer, "WH-HSP-20", /36,000/, 16_000),
      await enterPastIssue(officer, "WH-HSP-21", /20,000/, 16_000),
    ]);
  await expect(page.getByText(say("distribution.handover.past.mark"), { exact: true }).first()).toBeVisible();
  const numbers: string[] = [];
  for (const id of [first, second]) {
    await page.goto(`/operation/shipments/${id}`);
    numbers.push(await numberOf(page));
  }

  const flag = await test.step("the system flags 4,000 by itself", async () => {
    await page.goto("/operation/discrepancies?kind=unaccounted&state=open");
    const row = page.getByRole("row").filter({ hasText: N95 }).filter({ hasText: "4,000" }).first();
    await row.getByRole("link").first().click();
    await onDocument(page, "/operation/discrepancies");
    const main = page.getByRole("main");
    for (const text of ["36,000", "32,000", "4,000", PAPER]) await expect(main.getByText(text).first()).toBeVisible();
    return page.url();
  });

  await test.step("it was KN95, 18,000 each: reclassified and amended together", async () => {
    await page.goto(`/operation/shipments/${first}`);
    await page.getByRole("link", { name: say("distribution.handover.amend.title") }).click();
    const amounts = page.getByLabel(new RegExp(`${say("distribution.handover.amend.accepted")}$`));
    await expect(amounts).toHaveCount(2);
    for (const amount of await amounts.all()) {
      await expect(amount).toHaveValue("16,000");
      await amount.fill("18000");
    }
    await page.getByLabel(say("distribution.handover.amend.reclassify")).selectOption({ index: 1 });
    await choose(page.getByLabel(say("distribution.handover.amend.reclassifyTo")), "KN95", KN95);
    await page
      .getByLabel(say("distribution.handover.amend.reason"))
      .fill("公布有误：实为 KN95，两家各 18,000（模拟更正）");
    await page.getByRole("button", { name: say("distribution.handover.amend.submit"), exact: true }).click();
    await page.waitForURL(`**/operation/shipments/${first}`);
  });

  await test.step("both handovers keep what was first said beside what is right", async () => {
    for (const id of [first, second]) {
      await page.goto(`/operation/shipments/${id}`);
      const history = page.getByRole("table", { name: say("distribution.handover.amend.history") });
      const [before, after] = [history.getByRole("cell").nth(0), history.getByRole("cell").nth(1)];
      await expect(before).toContainText(N95);
      await expect(before).toContainText("16,000");
      await expect(after).toContainText(KN95);
      await expect(after).toContainText("18,000");
    }
  });

  await test.step("the discrepancy has closed, says by what, and does not come back", async () => {
    await page.goto(flag);
    await expect(page.getByText(say("distribution.discrepancy.resolutions.amended")).first()).toBeVisible();
    await page.goto("/operation/discrepancies");
    await page.getByRole("button", { name: say("distribution.discrepancy.check.submit") }).click();
    await expect(
      page.getByText(new RegExp(say("distribution.discrepancy.check.done", { count: "#" }).replace("#", "\\d+"))),
    ).toBeVisible();
    await page.goto(flag);
    await expect(
      page.getByText(say("distribution.discrepancy.states.resolved"), { exact: true }).first(),
    ).toBeVisible();
  });

  await test.step("an auditor reads the same", async () => {
    const auditor = await desk("auditor");
    await auditor.page.goto(flag);
    await expect(auditor.page.getByText("4,000").first()).toBeVisible();
    await auditor.page.goto(`/operation/shipments/${first}`);
    await expect(auditor.page.getByRole("heading", { level: 1 })).toHaveText(numbers[0] ?? "");
    await expect(auditor.page.getByText(say("distribution.handover.amend.history")).first()).toBeVisible();
  });
});
