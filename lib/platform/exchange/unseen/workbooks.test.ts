/** Workbooks of the same family that nobody has seen: merged cells, several sheets, formulas, days in sheet names. */
import { describe, expect, it } from "vitest";
import { workbookBytes } from "@/tests/support/sheets";
import { figuresOf, TODAY } from "@/tests/support/sheet-traits";
import { readImport } from "../reading";

describe("unseen workbooks", () => {
  it("two header rows under merged headings, merged recipients and dates", async () => {
    const file = await workbookBytes([
      {
        name: "发放",
        rows: [
          ["某市物资发放明细表", null, null, null, null, null],
          ["日期", "接收单位", "物资情况", null, null, null],
          [null, null, "品名", "规格", "单位", "数量"],
          [new Date("2020-02-05T00:00:00Z"), "第七医院", "医用外科口罩", "2000个/箱", "箱", 3],
          [null, null, "护目镜", null, "副", 40],
          [new Date("2020-02-06T00:00:00Z"), "市六医院", "隔离衣", null, "套", 12],
        ],
        merges: ["A1:F1", "A2:A3", "B2:B3", "C2:F2", "A4:A5", "B4:B5"],
      },
    ]);
    const reading = await readImport(file, "发放.xlsx", "issued", TODAY);
    expect(figuresOf(reading)).toEqual([
      ["2020-02-05", "第七医院", "医用外科口罩", "2000个/箱", 3, "箱"],
      ["2020-02-05", "第七医院", "护目镜", "", 40, "副"],
      ["2020-02-06", "市六医院", "隔离衣", "", 12, "套"],
    ]);
    expect(reading.tables[0]?.headerRows).toEqual([2, 3]);
    expect(reading.rows[1]?.qualityFlags).toEqual(expect.arrayContaining(["partyFilledDown", "dateFilledDown"]));
    expect(reading.rows[0]?.packHint).toMatchObject({ innerQuantity: 2000, innerUnit: "个" });
  });

  it("several sheets with different headers, rich text, formulas and numbers kept as text", async () => {
    const file = await workbookBytes([
      {
        name: "一",
        rows: [
          ["品名", "数量", "单位", "捐赠单位", "时间"],
          [{ richText: [{ text: "3M" }, { text: "口罩" }] }, { formula: "10*12", result: 120 }, "只", "甲", "1月30日"],
        ],
      },
      {
        name: "二",
        rows: [
          ["donor", "goods", "quantity (boxes)", "date"],
          ["乙", "Gloves", "7", "2020-01-31"],
        ],
      },
      { name: "说明", rows: [["本表由物资组汇总"]] },
    ]);
    const reading = await readImport(file, "两表.xlsx", "received", TODAY);
    expect(figuresOf(reading)).toEqual([
      ["2020-01-30", "甲", "3M口罩", "", 120, "只"],
      ["2020-01-31", "乙", "Gloves", "", 7, "box"],
    ]);
    expect(reading.rows[1]?.qualityFlags).toContain("unitFromQuantityHeader");
    expect(reading.setAside.filter((row) => row.sheet === "说明")).toHaveLength(1);
  });

  it("recipients as headings merged over the whole table", async () => {
    const file = await workbookBytes([
      {
        name: "s",
        rows: [
          ["日期", "接收单位", "品名", "单位", "数量"],
          ["金银潭医院"],
          [new Date("2020-02-03T00:00:00Z"), null, "口罩", "个", 100],
          [new Date("2020-02-03T00:00:00Z"), null, "手套", "副", 50],
          ["肺科医院"],
          [new Date("2020-02-03T00:00:00Z"), null, "口罩", "个", 30],
        ],
        merges: ["A2:E2", "A5:E5"],
      },
    ]);
    const reading = await readImport(file, "a.xlsx", "issued", TODAY);
    expect(reading.rows.map((row) => [row.partyText, row.quantity])).toEqual([
      ["金银潭医院", 100],
      ["金银潭医院", 50],
      ["肺科医院", 30],
    ]);
    expect(reading.setAside.map((row) => row.why)).toEqual(["header", "title", "title"]);
  });

  it("a sheet named after its day, and quantities in a column headed as the unit", async () => {
    const file = await workbookBytes([
      {
        name: "2.4",
        rows: [
          ["捐赠方", "物资名称", "数量单位"],
          ["丙公司", "酒精", "8瓶"],
          ["丁公司", "手套", "30箱"],
        ],
      },
    ]);
    expect(figuresOf(await readImport(file, "a.xlsx", "received", TODAY))).toEqual([
      ["2020-02-04", "丙公司", "酒精", "", 8, "瓶"],
      ["2020-02-04", "丁公司", "手套", "", 30, "箱"],
    ]);
  });
});
