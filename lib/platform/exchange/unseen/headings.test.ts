/** Column headings of other days and other provinces: other words, other order, two rows, several candidates for one field. */
import { describe } from "vitest";
import { type SheetTrait, testTraits } from "@/tests/support/sheet-traits";

const jia = ["2020-01-30 模拟甲医院 口罩 5 只 ok"];
const renamed = (party: string, goods: string, quantity: string, unit: string, date = "日期"): SheetTrait => ({
  trait: `${date} ${party} ${goods} ${quantity} ${unit}`,
  sheet: `${goods},${quantity},${unit},${party},${date}\n口罩,5,只,模拟甲医院,2020-01-30\n`,
  rows: jia,
});

describe("headings of an issue", () => {
  testTraits([
    renamed("接收单位", "物资名称", "发放数量", "计量单位", "发放时间"),
    renamed("领用单位", "货物", "发放数", "单位", "时间"),
    renamed("受赠单位", "品名", "数量", "计量", "入库时间"),
    renamed("领取单位（盖章）", "物资品种", "领取数量", "包装单位", "领取时间"),
    renamed("受援医院", "防疫物资", "调拨数量", "计数单位", "调拨日期"),
    renamed("调往单位", "货物品名", "实发数", "单 位", "发出日期"),
    renamed("收货单位", "产品", "发货数量", "单位", "发货日期"),
    renamed("分配去向", "物质名称", "分配数", "计量单位", "分配时间"),
    renamed("单位", "品种", "数　量", "计量单位", "日 期"),
    renamed("使用单位", "物品名", "配送数量", "单位", "年月日"),
    renamed("接收机构", "应急物资", "数目", "单位", "配发日期"),
    renamed("受助单位", "捐赠物资名称", "拨付数量", "单位", "拨付时间"),
    renamed("定点医院", "医用物资", "数量(总)", "单位", "登记日期"),
    renamed("Beneficiary", "Item", "Qty issued", "UOM", "Date"),
    renamed("Delivered to", "Commodity", "Amount", "Unit", "Issue Date"),
    renamed("接收单位 Recipient", "物资名称 Item", "数量 Qty", "单位 Unit", "日期 Date"),
    {
      trait: "columns nobody knows between those that count",
      sheet:
        "序号,运单号,发放时间,经办科室,接收单位,联系电话,物资类别,物资名称,生产厂家,规格,单价（元）,数量,单位,金额,备注\n1,MN0001,2020-01-30,物资组,模拟甲医院,000,防护类,口罩,模拟厂,M,2,5,只,10,加急\n",
      rows: jia,
    },
    {
      trait: "the recipient's district when nobody else is named",
      sheet: "日期,区,品名,数量,单位\n2020-01-30,模拟区,口罩,5,只\n",
      rows: ["2020-01-30 模拟区 口罩 5 只 ok"],
    },
    {
      trait: "the community as recipient",
      sheet: "日期,社区名称,物资,数量,单位\n2020-01-30,模拟社区,口罩,5,只\n",
      rows: ["2020-01-30 模拟社区 口罩 5 只 ok"],
    },
    {
      trait: "who gave is not who received",
      sheet: "日期,捐赠单位,品名,数量,单位,接收单位\n2020-01-30,模拟公司,口罩,5,只,模拟甲医院\n",
      rows: jia,
    },
    {
      trait: "two rows of headings, merged",
      sheet: [
        {
          name: "发放",
          rows: [
            ["模拟市应急物资发放情况表", null, null, null, null, null],
            ["序号", "发放信息", null, "物资信息", null, null],
            [null, "日期", "接收单位", "品名", "数量", "单位"],
            [1, "2020-01-30", "模拟甲医院", "口罩", 5, "只"],
          ],
          merges: ["A1:F1", "A2:A3", "B2:C2", "D2:F2"],
        },
      ],
      rows: jia,
      aside: ["title", "header", "header"],
    },
    {
      trait: "three rows of headings, merged",
      sheet: [
        {
          name: "发放",
          rows: [
            ["日期", "接收单位", "物资情况", null, null],
            [null, null, "名称规格", null, "数量"],
            [null, null, "品名", "单位", null],
            ["2020-01-30", "模拟甲医院", "口罩", "只", 5],
          ],
          merges: ["A1:A3", "B1:B3", "C1:E1", "C2:D2", "E2:E3"],
        },
      ],
      rows: jia,
    },
    {
      trait: "headings again on the next printed page",
      sheet:
        "日期,接收单位,品名,数量,单位\n2020-01-30,模拟甲医院,口罩,5,只\n日期,接收单位,品名,数量,单位\n2020-01-31,模拟乙医院,手套,6,双\n",
      rows: [...jia, "2020-01-31 模拟乙医院 手套 6 双 ok"],
    },
    {
      trait: "formulas in texts stay texts",
      sheet: '日期,接收单位,品名,数量,单位\n2020-01-30,"=HYPERLINK(""http://x"",""y"")",@SUM(1+1),5,只\n',
      rows: ['2020-01-30 =HYPERLINK("http://x","y") @SUM(1+1) 5 只 ok'],
    },
  ]);
});

describe("ledgers of goods in and out", () => {
  const sheet =
    "序号,时间,物资名称,单位,入库,出库,结存,来源,领用单位\n1,1月30日,口罩,只,500,,500,模拟公司,\n2,1月30日,口罩,只,,200,300,,模拟甲医院\n";
  testTraits([
    {
      trait: "an issue is what went out, never the balance",
      sheet,
      rows: ["2020-01-30 - 口罩 - 只 quantityUnknown+partyMissing", "2020-01-30 模拟甲医院 口罩 200 只 ok"],
    },
    {
      trait: "a receipt is what came in, never the balance",
      kind: "received",
      sheet,
      rows: ["2020-01-30 模拟公司 口罩 500 只 ok", "2020-01-30 模拟公司 口罩 - 只 quantityUnknown"],
    },
    {
      trait: "stock is the balance",
      kind: "stock",
      sheet: "仓库,物资名称,单位,入库,出库,结存\n模拟库,口罩,只,500,200,300\n",
      rows: ["- 模拟库 口罩 300 只 ok"],
    },
  ]);
});

describe("headings of the other kinds", () => {
  testTraits([
    {
      trait: "a receipt",
      kind: "received",
      sheet: "接收日期,捐赠人(单位)名称,捐赠物资,接收数,计量单位\n2020-01-30,模拟公司,口罩,5,只\n",
      rows: ["2020-01-30 模拟公司 口罩 5 只 ok"],
    },
    {
      trait: "a receipt by another office",
      kind: "received",
      sheet: "爱心企业,捐赠物品名称,规格型号,捐赠数,单位,到达时间\n模拟公司,口罩,M,5,只,2020年1月30日\n",
      rows: ["2020-01-30 模拟公司 口罩 5 只 ok"],
    },
    {
      trait: "a receipt with what came and what was given on",
      kind: "received",
      sheet: "日期,来源,品名,单位,收入数量,发出数量,结存数量\n2020-01-30,模拟公司,口罩,只,5,3,2\n",
      rows: ["2020-01-30 模拟公司 口罩 5 只 ok"],
    },
    {
      trait: "stock",
      kind: "stock",
      sheet:
        "库房,物资名称,规格,期初结存,本期入库,本期出库,期末结存,单位,生产批号,有效期\n模拟库,口罩,M,1,9,5,5,只,B1,2022-01-30\n",
      rows: ["- 模拟库 口罩 5 只 ok"],
    },
    {
      trait: "needs",
      kind: "needs",
      sheet: "地市,医疗机构名称,急需物资,需求数,单位\n武汉市,模拟甲医院,口罩,5,只\n",
      rows: ["- 模拟甲医院 口罩 5 只 ok"],
    },
    {
      trait: "needs with several quantities",
      kind: "needs",
      sheet: "医院,物资名称,现有库存,日均消耗量,需求量,缺口,单位\n模拟甲医院,口罩,100,50,500,400,只\n",
      rows: ["- 模拟甲医院 口罩 500 只 ok"],
    },
  ]);
});
