/** Dates as sheets of the family tell them: in a column, in two, in the title, in the sheet's name. */
import { describe } from "vitest";
import { testTraits } from "@/tests/support/sheet-traits";

const dated = (date: string) => `发放时间,接收单位,品名,数量,单位\n"${date}",模拟甲医院,口罩,5,只\n`;
const titled = (title: string) => `${title},,,\n接收单位,品名,数量,单位\n模拟甲医院,口罩,5,只\n`;
const on = (date: string, outcome = "ok") => [`${date} 模拟甲医院 口罩 5 只 ${outcome}`];

describe("a date in its cell", () => {
  testTraits(
    [
      ["2020/1/30 10:20", "2020-01-30"],
      ["2020-01-30T10:20:00Z", "2020-01-30"],
      ["2020年1月30日10时20分", "2020-01-30"],
      ["2020年1月30日上午", "2020-01-30"],
      ["1月30日下午", "2020-01-30"],
      ["1/30/20", "2020-01-30"],
      ["1/30/20 10:20", "2020-01-30"],
      ["30/1/2020", "2020-01-30"],
      ["1.30", "2020-01-30"],
      ["1-30", "2020-01-30"],
      ["1/30", "2020-01-30"],
      ["30日", "2020-01-30"],
      ["2020.01.30", "2020-01-30"],
      ["20.1.30", "2020-01-30"],
      ["20200130", "2020-01-30"],
      ["43860", "2020-01-30"],
      ["43860.43", "2020-01-30"],
      ["二〇二〇年一月三十日", "2020-01-30"],
      ["一月三十日", "2020-01-30"],
      ["元月30日", "2020-01-30"],
      ["2020年1月30日（周四）", "2020-01-30"],
      ["30-Jan-20", "2020-01-30"],
      ["Jan 30, 2020", "2020-01-30"],
    ].map(([text, iso]) => ({ trait: text as string, sheet: dated(text as string), rows: on(iso as string) })),
  );
  testTraits([
    { trait: "2/3/20 has two readings near the day", sheet: dated("2/3/20"), rows: on("2020-02-03", "dateAmbiguous") },
    { trait: "2月30日 is no day", sheet: dated("2月30日"), rows: on("-", "dateUnknown") },
    { trait: "正月初六 waits", sheet: dated("正月初六"), rows: on("-", "dateUnknown") },
    { trait: "a blank date with nothing above waits", sheet: dated(""), rows: on("-", "dateUnknown") },
  ]);
});

describe("a date over the table", () => {
  testTraits(
    [
      ["模拟市物资发放表（2020年1月30日）", "2020-01-30"],
      ["1月30日物资发放明细（模拟）", "2020-01-30"],
      ["物资发放明细（模拟）1.30", "2020-01-30"],
      ["30日物资发放明细（模拟）", "2020-01-30"],
      ["物资发放明细（模拟）20200130", "2020-01-30"],
      ["Relief goods issued on 30 January 2020 (simulated)", "2020-01-30"],
      ["时间：2020/1/30", "2020-01-30"],
      ["统计时间：2020年1月30日18时", "2020-01-30"],
    ].map(([title, iso]) => ({ trait: title as string, sheet: titled(title as string), rows: on(iso as string) })),
  );
  testTraits([
    { trait: "a span tells no day", sheet: titled("1月30日至2月1日发放明细（模拟）"), rows: on("-", "dateUnknown") },
    {
      trait: "a version number is no date",
      sheet: titled("物资发放明细（模拟）第3.5版"),
      rows: on("-", "dateUnknown"),
    },
    {
      trait: "the date stands in the sheet's name, one sheet a day",
      sheet: ["1月30日", "2.1", "0202", "2-3", "Sheet5"].map((name) => ({
        name,
        rows: [
          ["接收单位", "品名", "数量", "单位"],
          ["模拟甲医院", "口罩", 5, "只"],
        ],
      })),
      rows: [
        ...on("2020-01-30"),
        ...on("2020-02-01"),
        ...on("2020-02-02"),
        ...on("2020-02-03"),
        ...on("-", "dateUnknown"),
      ],
    },
    {
      trait: "a text file is named as its day",
      file: "1月30日.csv",
      sheet: "接收单位,品名,数量,单位\n模拟甲医院,口罩,5,只\n",
      rows: on("2020-01-30"),
    },
    {
      trait: "year, month and day in columns of their own",
      sheet:
        "年,月,日,接收单位,品名,数量,单位\n2020,1,30,模拟甲医院,口罩,5,只\n,,31,模拟甲医院,口罩,5,只\n,2,1,模拟甲医院,口罩,5,只\n",
      rows: [...on("2020-01-30"), ...on("2020-01-31"), ...on("2020-02-01")],
    },
    {
      trait: "日期 goes before 时间",
      sheet: "时间,日期,接收单位,品名,数量,单位\n10:20,2020-01-30,模拟甲医院,口罩,5,只\n",
      rows: on("2020-01-30"),
    },
    {
      trait: "day cells with a time of day",
      sheet: [
        {
          name: "s",
          rows: [
            ["入库时间", "接收单位", "品名", "数量", "单位"],
            [new Date("2020-01-30T10:20:00Z"), "模拟甲医院", "口罩", 5, "只"],
            [null, "模拟甲医院", "口罩", 5, "只"],
          ],
        },
      ],
      rows: [...on("2020-01-30"), ...on("2020-01-30")],
    },
    {
      trait: "同上 and 〃 repeat what stands above",
      sheet: "日期,接收单位,品名,数量,单位\n2020-01-30,模拟甲医院,口罩,5,只\n同上,〃,手套,6,″\n〃,同上,〃,7,双\n",
      rows: [
        "2020-01-30 模拟甲医院 口罩 5 只 ok",
        "2020-01-30 模拟甲医院 手套 6 只 ok",
        "2020-01-30 模拟甲医院 手套 7 双 ok",
      ],
    },
  ]);
});
