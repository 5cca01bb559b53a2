/** Quantities as people write them: what is said beyond doubt is read, the rest waits with its reason; nothing is guessed. */
import { describe, expect, it } from "vitest";
import { testTraits } from "@/tests/support/sheet-traits";
import { readImport } from "../reading";
import { textBytes } from "@/tests/support/sheets";

const csv = (cell: string, unit = "") =>
  `日期,接收单位,品名,数量,单位\n2020-01-30,模拟甲医院,口罩,"${cell.replace(/"/g, '""')}",${unit}\n`;
const one = (rest: string) => [`2020-01-30 模拟甲医院 口罩 ${rest}`];

describe("quantities", () => {
  it.each([
    ["1.2万", "只", "12000 只 ok"],
    ["3万6千", "只", "36000 只 ok"],
    ["1万5000只", "", "15000 只 ok"],
    ["1万零500", "只", "10500 只 ok"],
    ["3万6", "只", "- 只 quantityUnknown"],
    ["５００", "只", "500 只 ok"],
    ["500只", "", "500 只 ok"],
    ["共500只", "", "500 只 ok"],
    ["1,200", "只", "1200 只 ok"],
    ["1，200", "只", "1200 只 ok"],
    ["1 200", "只", "1200 只 ok"],
    ["500.00", "只", "500 只 ok"],
    ["约500", "只", "500 只 quantityApproximate"],
    ["500（估）", "只", "500 只 quantityApproximate"],
    ["500（待核实）", "", "500 - quantityApproximate+unitUnknown"],
    ["十几箱", "", "10 箱 quantityApproximate+packSizeUnknown"],
    ["若干", "只", "- 只 quantityUnknown"],
    ["一批", "", "- - quantityUnknown+unitUnknown"],
    ["—", "只", "- 只 quantityUnknown"],
    ["", "只", "- 只 quantityUnknown"],
    ["同上", "只", "- 只 quantityUnknown"],
    ["500+300", "只", "- 只 quantityUnknown"],
    ["5箱3盒", "", "- - quantityUnknown+unitUnknown"],
    ["200-300", "只", "- 只 quantityUnknown"],
    ["200~300", "只", "- 只 quantityUnknown"],
    ["各500", "只", "- 只 quantityUnknown"],
    ["500（其中50破损）", "只", "- 只 quantityUnknown"],
    ["(20)", "只", "- 只 quantityUnknown"],
    ["1.5", "台", "- 台 quantityNotWhole"],
    ["半箱", "", "- - quantityUnknown+unitUnknown"],
    ["5M", "只", "- 只 quantityUnknown"],
    ["-20", "只", "- 只 quantityNegative"],
    ["－20", "只", "- 只 quantityNegative"],
    ["0", "只", "0 只 quantityZero"],
    ["9999999999999", "只", "- 只 quantityTooLarge"],
    ["20箱（每箱400只）", "", "20 箱 ok"],
    ["20箱×400只", "", "20 箱 ok"],
    ["20箱(400只/箱)", "箱", "20 箱 ok"],
    ["20箱*400", "", "20 箱 packSizeUnknown"],
    ["20箱（8000只）", "", "20 箱 packSizeUnknown"],
    ["20箱（8000只）", "只", "20 只 unitUnknown"],
    ["8000只（20箱）", "", "8000 只 ok"],
    ["贰佰", "只", "200 只 ok"],
    ["#REF!", "只", "- 只 quantityUnknown"],
    ["=SUM(D2:D9)", "只", "- 只 quantityUnknown"],
    ["口罩500", "只", "- 只 quantityUnknown"],
  ])("%s counted in %s", async (cell, unit, expected) => {
    const { rows } = await readImport(textBytes(csv(cell, unit)), "模拟.csv", "issued", { businessDate: "2020-02-11" });
    const { line } = await import("@/tests/support/sheet-traits");
    expect(rows.map(line)).toEqual(one(expected));
  });

  testTraits([
    {
      trait: "the pack told beside the quantity is known",
      sheet: csv("20箱（每箱400只）"),
      rows: one("20 箱 ok"),
    },
    {
      trait: "a unit cell may hold the pack",
      sheet: csv("20", "箱（200只/箱）"),
      rows: one("20 箱 ok"),
    },
    {
      trait: "a unit cell may hold what one unit contains",
      sheet: csv("20", "盒(50只)"),
      rows: one("20 盒 ok"),
    },
    {
      trait: "the unit stands in the goods name",
      sheet:
        "日期,接收单位,品名,数量\n2020-01-30,模拟甲医院,口罩（只）,500\n2020-01-30,模拟甲医院,84消毒液(单位：瓶),20\n",
      rows: ["2020-01-30 模拟甲医院 口罩 500 只 ok", "2020-01-30 模拟甲医院 84消毒液 20 瓶 ok"],
    },
    {
      trait: "the unit stands in the header of the quantity",
      sheet: "日期,接收单位,品名,数量（只）\n2020-01-30,模拟甲医院,口罩,500\n",
      rows: one("500 只 ok"),
    },
    {
      trait: "箱数 is a number of cartons",
      sheet: "日期,接收单位,品名,箱数\n2020-01-30,模拟甲医院,口罩,5\n",
      rows: one("5 箱 packSizeUnknown"),
    },
    {
      trait: "件数 beside 数量 is not the quantity",
      sheet: "日期,接收单位,品名,件数,数量,单位\n2020-01-30,模拟甲医院,口罩,5,2000,只\n",
      rows: one("2000 只 ok"),
    },
    {
      trait: "what one carton holds is never the quantity",
      sheet: "日期,接收单位,品名,每箱数量,发放箱数\n2020-01-30,模拟甲医院,口罩,400,5\n",
      rows: one("5 箱 packSizeUnknown"),
    },
    {
      trait: "planned and issued: what was issued counts",
      sheet: "日期,接收单位,品名,计划数量,实发数,单位\n2020-01-30,模拟甲医院,口罩,800,500,只\n",
      rows: one("500 只 ok"),
    },
    {
      trait: "the unit stands in a line over the table",
      sheet: "物资发放表（模拟）\n单位：只\n日期,接收单位,品名,数量\n2020-01-30,模拟甲医院,口罩,500\n",
      rows: one("500 只 ok"),
    },
    {
      trait: "one quantity merged over several goods belongs to none of them alone",
      sheet: [
        {
          name: "发放",
          rows: [
            ["日期", "接收单位", "品名", "数量", "单位"],
            ["2020-01-30", "模拟甲医院", "口罩", 500, "只"],
            ["2020-01-30", "模拟甲医院", "帽子", null, "只"],
            ["2020-01-30", "模拟甲医院", "手套", 20, "双"],
          ],
          merges: ["D2:D3"],
        },
      ],
      rows: [
        "2020-01-30 模拟甲医院 口罩 - 只 quantityShared",
        "2020-01-30 模拟甲医院 帽子 - 只 quantityShared",
        "2020-01-30 模拟甲医院 手套 20 双 ok",
      ],
    },
    {
      trait: "a number format that shows the unit",
      sheet: [
        {
          name: "发放",
          rows: [
            ["日期", "接收单位", "品名", "数量"],
            ["2020-01-30", "模拟甲医院", "口罩", 500],
            ["2020-01-30", "模拟甲医院", "帽子", 3],
          ],
          formats: { D2: '0"只"', D3: '#,##0"万个"' },
        },
      ],
      rows: ["2020-01-30 模拟甲医院 口罩 500 只 ok", "2020-01-30 模拟甲医院 帽子 30000 个 ok"],
    },
    {
      trait: "formulas with and without a kept value, rich text, text numbers",
      sheet: [
        {
          name: "发放",
          rows: [
            ["日期", "接收单位", "品名", "数量", "单位"],
            ["2020-01-30", "模拟甲医院", "口罩", { formula: "20*400", result: 8000 }, "只"],
            ["2020-01-30", "模拟甲医院", "帽子", { formula: "B9+1" }, "只"],
            ["2020-01-30", "模拟甲医院", "手套", { richText: [{ text: "1,2" }, { text: "00" }] }, "双"],
            ["2020-01-30", "模拟甲医院", "鞋套", "300", "双"],
          ],
        },
      ],
      rows: [
        "2020-01-30 模拟甲医院 口罩 8000 只 ok",
        "2020-01-30 模拟甲医院 帽子 - 只 quantityUnknown",
        "2020-01-30 模拟甲医院 手套 1200 双 ok",
        "2020-01-30 模拟甲医院 鞋套 300 双 ok",
      ],
    },
  ]);
});
