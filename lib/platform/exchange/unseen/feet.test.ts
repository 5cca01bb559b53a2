/** Rows that are no goods: subtotals anywhere, notes, signatures, rows numbered in advance. */
import { describe } from "vitest";
import { ISSUE_HEAD, JIA, JIA_READ, testTraits, YI_READ } from "@/tests/support/sheet-traits";

const head = "序号,日期,接收单位,品名,数量,单位,备注";
const goods = [JIA_READ, YI_READ];
const between = (row: string) =>
  `${head}\n1,2020-01-30,模拟甲医院,口罩,5,只,\n${row}\n2,2020-01-30,模拟乙医院,手套,6,双,\n`;
const under = (rows: string) =>
  `${head}\n1,2020-01-30,模拟甲医院,口罩,5,只,\n2,2020-01-30,模拟乙医院,手套,6,双,\n${rows}\n`;

describe("totals", () => {
  testTraits(
    [
      "小计,,,,5,只,",
      ",,小计,,5,,",
      ",,,小 计,5,只,",
      ",2020-01-30,模拟甲医院,小计,5,,",
      ",,模拟甲医院小计,,5,,",
      ",1月30日合计,,,5,,",
      "本日合计,,,,5,,",
      "本页小计：,,,,5,,",
      "合计（只）,,,,5,,",
      "总　计,,,,5,,",
      "当日共计,,,,5,,",
      "Total,,,,5,,",
      "Sub total:,,,,5,,",
      "合计：口罩5只,,,,,,",
      ",,,,合计：5,,",
    ].map((row) => ({ trait: row, sheet: between(row), rows: goods, aside: ["header", "total"] })),
  );
  testTraits([
    {
      trait: "a total under a formula without a word",
      sheet: [
        {
          name: "s",
          rows: [
            ISSUE_HEAD,
            JIA,
            ["2020-01-30", "模拟乙医院", "口罩", 6, "只"],
            [null, null, null, { formula: "SUM(D2:D3)", result: 11 }, null],
          ],
        },
      ],
      rows: [JIA_READ, "2020-01-30 模拟乙医院 口罩 6 只 ok"],
      aside: ["header", "total"],
    },
  ]);
});

describe("notes and signatures", () => {
  testTraits(
    [
      "备注：以上物资均为模拟,,,,,,",
      "注：1.数量以签收为准；2.单位见表,,,,,,",
      "以上物资已全部签收。,,,,,,",
      ",,,以上物资已全部签收。,,,",
      "制表人：,,审核人：,,负责人：,,",
      "制表：模拟甲,,,审核：模拟乙,2020年2月1日,,",
      "填表人：模拟甲,,,,审核人：模拟乙,,",
      "经手人（签字）：,,,,领取人（签字）：,,",
      ",,,,,,2020年2月1日",
      ",,,模拟市应急物资保障组,,,",
      "联系人：模拟丙 电话：000,,,,,,",
      "数据来源：模拟公示,,,,,,",
      "3,,,,,,",
      "3,,,,,只,",
      "以下空白,,,,,,",
    ].map((row) => ({ trait: row, sheet: under(row), rows: goods })),
  );
  testTraits([
    {
      trait: "goods whose names hold words of totals and notes stay goods",
      sheet: under(
        "3,2020-01-30,模拟乙医院,总计量泵,1,台,\n4,2020-01-30,模拟乙医院,说明书,2,本,\n5,2020-01-30,模拟乙医院,注射器,3,支,",
      ),
      rows: [
        ...goods,
        "2020-01-30 模拟乙医院 总计量泵 1 台 ok",
        "2020-01-30 模拟乙医院 说明书 2 本 ok",
        "2020-01-30 模拟乙医院 注射器 3 支 ok",
      ],
    },
    {
      trait: "a remark that names a total loses no goods",
      sheet: `${head}\n1,2020-01-30,模拟甲医院,口罩,5,只,合计\n2,2020-01-30,模拟乙医院,手套,6,双,小计见附表\n`,
      rows: goods,
    },
  ]);
});
