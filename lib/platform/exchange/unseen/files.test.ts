/** Files: encodings and separators, quoted line breaks, what is hidden in a workbook, sheets without goods, invisible characters. */
import { describe } from "vitest";
import { ISSUE_HEAD, JIA, JIA_READ, testTraits, YI, YI_READ } from "@/tests/support/sheet-traits";

const rows = [JIA_READ];
const text = "日期,接收单位,品名,数量,单位\r\n2020-01-30,模拟甲医院,口罩,5,只\r\n";
// The same text in GB 18030, which Node can read and not write.
const gb18030 = Buffer.from(
  "c8d5c6da2cbdd3cad5b5a5cebb2cc6b7c3fb2ccafdc1bf2cb5a5cebb0d0a323032302d30312d33302cc4a3c4e2bcd7d2bdd4ba2cbfdad5d62c352cd6bb0d0a",
  "hex",
);
const bigEndian = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]).swap16();

describe("files", () => {
  testTraits([
    { trait: "GB 18030", sheet: new Uint8Array(gb18030), file: "模拟.csv", rows },
    { trait: "UTF-8 with a mark", sheet: `\ufeff${text}`, rows },
    {
      trait: "UTF-16 with a mark",
      sheet: new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")])),
      file: "模拟.csv",
      rows,
    },
    { trait: "UTF-16, the other end first", sheet: new Uint8Array(bigEndian), file: "模拟.csv", rows },
    { trait: "UTF-16 without a mark", sheet: new Uint8Array(Buffer.from(text, "utf16le")), file: "模拟.csv", rows },
    { trait: "semicolons", sheet: text.replace(/,/g, ";"), rows },
    { trait: "tabs", sheet: text.replace(/,/g, "\t"), file: "模拟.tsv", rows },
    { trait: "bars", sheet: text.replace(/,/g, "|"), file: "模拟.txt", rows },
    {
      trait: "semicolons under a title with commas",
      sheet: `"模拟,发放,表,一,二";;;;\r\n${text.replace(/,/g, ";")}`,
      rows,
    },
    {
      trait: "line breaks inside quoted cells",
      sheet:
        '"日\r\n期","接收\n单位","品名\r\n(中文)","数量\r\n（只）"\r\n2020-01-30,"模拟\r\n甲医院","口\r\n罩",5\r\n',
      rows: ["2020-01-30 模拟_甲医院 口_罩 5 只 ok".replace("模拟_甲医院", "模拟 甲医院")],
    },
    {
      trait: "zero-width, no-break and full-width spaces everywhere",
      sheet:
        "\u200b日\u3000期,接收\u200b单位,\u00a0品名\u00a0,数\u3000量,单\u00a0位\n\u200b2020-01-30\u200b,\u3000模拟甲医院\u00a0,口\u200b罩,\u00a05\u200b,只\u3000\n",
      rows,
    },
    {
      trait: "hidden rows and columns are read, they are in the sheet",
      sheet: [
        {
          name: "s",
          rows: [ISSUE_HEAD, JIA, YI],
          hiddenRows: [3],
          hiddenColumns: ["E"],
        },
      ],
      rows: [...rows, YI_READ],
    },
    {
      trait: "a hidden sheet is read like any other, sheets without a table are not",
      sheet: [
        { name: "封面", rows: [["模拟市应急物资"], ["模拟单位"]] },
        {
          name: "一",
          rows: [ISSUE_HEAD, JIA],
        },
        {
          name: "二",
          hidden: true,
          rows: [ISSUE_HEAD, YI],
        },
        { name: "空", rows: [] },
      ],
      rows: [...rows, YI_READ],
    },
    {
      trait: "one sheet a day with the day in its title",
      sheet: ["1月30日", "1月31日"].map((day, index) => ({
        name: `Sheet${index + 1}`,
        rows: [
          [`模拟市${day}物资发放表`, null, null, null],
          ["接收单位", "品名", "数量", "单位"],
          ["模拟甲医院", "口罩", 5, "只"],
        ],
        merges: ["A1:D1"],
      })),
      rows: [JIA_READ, "2020-01-31 模拟甲医院 口罩 5 只 ok"],
    },
    {
      trait: "merged recipients, dates and goods",
      sheet: [
        {
          name: "s",
          rows: [
            ["日期", "接收单位", "品名", "规格", "数量", "单位"],
            ["1月30日", "模拟甲医院", "口罩", "L", 5, "只"],
            [null, null, null, "M", 6, "只"],
            [null, "模拟乙医院", "手套", null, 7, "双"],
          ],
          merges: ["A2:A4", "B2:B3", "C2:C3"],
        },
      ],
      rows: [...rows, "2020-01-30 模拟甲医院 口罩 6 只 ok", "2020-01-30 模拟乙医院 手套 7 双 ok"],
    },
  ]);
});
