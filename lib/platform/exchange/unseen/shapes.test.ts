/** Shapes of tables: goods or recipients as columns, two tables beside each other, forms, goods written once for several recipients. */
import { describe } from "vitest";
import { testTraits } from "@/tests/support/sheet-traits";

describe("shapes", () => {
  testTraits([
    {
      trait: "recipients as columns with a figure that is refused",
      sheet:
        "1月30日分配表（模拟）,,,,\n品名,单位,模拟甲医院,模拟乙医院,合计\n口罩,只,500,300,800\n护目镜,副,,60,60\n防护服,套,-2,0,0\n",
      rows: [
        "2020-01-30 模拟甲医院 口罩 500 只 ok",
        "2020-01-30 模拟乙医院 口罩 300 只 ok",
        "2020-01-30 模拟乙医院 护目镜 60 副 ok",
        "2020-01-30 模拟甲医院 防护服 - 套 quantityNegative",
      ],
    },
    {
      trait: "goods as columns headed as quantities",
      kind: "needs",
      sheet:
        "区域,单位名称,口罩数量,防护服数量,护目镜数量（副）,备注\n模拟区,模拟甲医院,100,20,30,急\n模拟区,模拟乙医院,50,,10,\n",
      rows: [
        "- 模拟甲医院 口罩 100 - ok",
        "- 模拟甲医院 防护服 20 - ok",
        "- 模拟甲医院 护目镜 30 副 ok",
        "- 模拟乙医院 口罩 50 - ok",
        "- 模拟乙医院 护目镜 10 副 ok",
      ],
    },
    {
      trait: "goods and quantities in one cell wait whole, and contacts are never taken for goods",
      kind: "received",
      sheet: "捐赠单位,联系人,物资及数量,接收日期\n模拟公司,模拟丙,口罩1000个、手套50双,1月30日\n",
      rows: ["2020-01-30 模拟公司 口罩1000个、手套50双 - - quantityUnknown+unitUnknown"],
    },
    {
      trait: "hospitals as rows, goods as columns, units in a row of their own",
      kind: "needs",
      sheet: "医院,口罩,防护服,护目镜\n,只,套,副\n模拟甲医院,500,20,\n模拟乙医院,1.2万,若干,30\n合计,12500,20,30\n",
      rows: [
        "- 模拟甲医院 口罩 500 只 ok",
        "- 模拟甲医院 防护服 20 套 ok",
        "- 模拟乙医院 口罩 12000 只 ok",
        "- 模拟乙医院 防护服 - 套 ok",
        "- 模拟乙医院 护目镜 30 副 ok",
      ],
      aside: ["header", "header", "total"],
    },
    {
      trait: "goods as columns under one merged heading",
      kind: "issued",
      sheet: [
        {
          name: "1月30日",
          rows: [
            ["接收单位", "发放物资", null, null],
            [null, "口罩（只）", "手套（双）", "合计"],
            ["模拟甲医院", 5, 6, 11],
            ["模拟乙医院", 0, 7, 7],
          ],
          merges: ["A1:A2", "B1:D1"],
        },
      ],
      rows: [
        "2020-01-30 模拟甲医院 口罩 5 只 ok",
        "2020-01-30 模拟甲医院 手套 6 双 ok",
        "2020-01-30 模拟乙医院 手套 7 双 ok",
      ],
    },
    {
      trait: "goods as columns, headings again on the next page",
      kind: "needs",
      sheet: "医院,口罩,手套\n模拟甲医院,5,6\n医院,口罩,手套\n模拟乙医院,7,8\n",
      rows: [
        "- 模拟甲医院 口罩 5 - ok",
        "- 模拟甲医院 手套 6 - ok",
        "- 模拟乙医院 口罩 7 - ok",
        "- 模拟乙医院 手套 8 - ok",
      ],
      aside: ["header", "header"],
    },
    {
      trait: "goods as rows, recipients as columns",
      sheet:
        "1月30日发放分配表（模拟）,,,,,\n序号,品名,单位,模拟甲医院,模拟乙医院,合计\n1,口罩,只,500,300,800\n2,手套,双,,60,60\n合计,,,500,360,860\n",
      rows: [
        "2020-01-30 模拟甲医院 口罩 500 只 ok",
        "2020-01-30 模拟乙医院 口罩 300 只 ok",
        "2020-01-30 模拟乙医院 手套 60 双 ok",
      ],
    },
    {
      trait: "days as columns",
      sheet: "接收单位,品名,单位,1月30日,1月31日,合计\n模拟甲医院,口罩,只,5,6,11\n模拟乙医院,口罩,只,,7,7\n",
      rows: [
        "2020-01-30 模拟甲医院 口罩 5 只 ok",
        "2020-01-31 模拟甲医院 口罩 6 只 ok",
        "2020-01-31 模拟乙医院 口罩 7 只 ok",
      ],
    },
    {
      trait: "two tables beside each other",
      sheet:
        "日期,接收单位,品名,数量,单位,,日期,接收单位,品名,数量,单位\n2020-01-30,模拟甲医院,口罩,5,只,,2020-01-31,模拟乙医院,手套,6,双\n,,手套,7,双,,,,口罩,8,只\n合计,,,12,,,,,,,\n,,,,,,2020-02-01,模拟丙医院,口罩,9,只\n",
      rows: [
        "2020-01-30 模拟甲医院 口罩 5 只 ok",
        "2020-01-30 模拟甲医院 手套 7 双 ok",
        "2020-01-31 模拟乙医院 手套 6 双 ok",
        "2020-01-31 模拟乙医院 口罩 8 只 ok",
        "2020-02-01 模拟丙医院 口罩 9 只 ok",
      ],
      aside: ["header", "total"],
    },
    {
      trait: "a list folded into two halves under one recipient",
      sheet:
        "日期,接收单位,品名,数量,单位,品名,数量,单位\n2020-01-30,模拟甲医院,口罩,5,只,手套,6,双\n2020-01-30,模拟乙医院,口罩,7,只,,,\n",
      rows: [
        "2020-01-30 模拟甲医院 口罩 5 只 ok",
        "2020-01-30 模拟乙医院 口罩 7 只 ok",
        "2020-01-30 模拟甲医院 手套 6 双 ok",
      ],
    },
    {
      trait: "two tables below each other with other columns",
      sheet:
        "1月30日发放（模拟）,,,\n接收单位,品名,数量,单位\n模拟甲医院,口罩,5,只\n合计,,5,\n,,,\n1月31日发放（模拟）,,,\n品名,数量,单位,领用单位\n手套,6,双,模拟乙医院\n",
      rows: ["2020-01-30 模拟甲医院 口罩 5 只 ok", "2020-01-31 模拟乙医院 手套 6 双 ok"],
    },
    {
      trait: "goods written once for several recipients",
      sheet:
        "品名,接收单位,数量,单位,日期\n口罩,模拟甲医院,5,只,2020-01-30\n,模拟乙医院,6,只,2020-01-30\n手套,模拟甲医院,7,双,2020-01-30\n",
      rows: [
        "2020-01-30 模拟甲医院 口罩 5 只 ok",
        "2020-01-30 模拟乙医院 口罩 6 只 ok",
        "2020-01-30 模拟甲医院 手套 7 双 ok",
      ],
    },
    {
      trait: "a blank name beside a named recipient to its left waits",
      sheet: "日期,接收单位,品名,数量,单位\n2020-01-30,模拟甲医院,口罩,5,只\n2020-01-30,模拟乙医院,,6,只\n",
      rows: ["2020-01-30 模拟甲医院 口罩 5 只 ok", "2020-01-30 模拟乙医院 - 6 只 goodsMissing"],
    },
    {
      trait: "delivery forms, recipient and date over each table",
      sheet:
        "模拟市应急物资出库单,,,\n领用单位：模拟甲医院,,日期：2020年1月30日,\n品名,规格,数量,单位\n口罩,,5,只\n手套,L,6,双\n经办人：,,领用人：,\n,,,\n模拟市应急物资出库单,,,\n领用单位：模拟乙医院,,日期：2020年1月31日,\n品名,规格,数量,单位\n口罩,,7,只\n经办人：,,领用人：,\n",
      rows: [
        "2020-01-30 模拟甲医院 口罩 5 只 ok",
        "2020-01-30 模拟甲医院 手套 6 双 ok",
        "2020-01-31 模拟乙医院 口罩 7 只 ok",
      ],
    },
    {
      trait: "a form in one line of text",
      sheet: "接收单位：模拟甲医院    日期：2020/1/30    单位：只,,\n品名,数量,备注\n口罩,5,\n",
      rows: ["2020-01-30 模拟甲医院 口罩 5 只 ok"],
    },
    {
      trait: "a form with its labels in cells of their own",
      sheet: "接收单位,模拟甲医院,发放日期,2020-01-30\n品名,规格,数量,单位\n口罩,M,5,只\n",
      rows: ["2020-01-30 模拟甲医院 口罩 5 只 ok"],
    },
    {
      trait: "recipients as headings over their goods",
      sheet: [
        {
          name: "1月30日",
          rows: [
            ["品名", "数量", "单位", "备注"],
            ["模拟甲医院", null, null, null],
            ["口罩", 5, "只", null],
            ["手套", 6, "双", null],
            ["模拟乙医院", null, null, null],
            ["口罩", 7, "只", null],
          ],
          merges: ["A2:D2", "A5:D5"],
        },
      ],
      rows: [
        "2020-01-30 模拟甲医院 口罩 5 只 ok",
        "2020-01-30 模拟甲医院 手套 6 双 ok",
        "2020-01-30 模拟乙医院 口罩 7 只 ok",
      ],
    },
  ]);
});
