import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { streamBytes } from "@/tests/support/sheets";
import { readFile } from "../read/file";
import { readImport } from "../reading";
import { type ExportColumn, withFormulaMark, withoutFormula } from "./columns";
import { toCsv } from "./delimited";
import { toXlsx } from "./workbook";

interface Line {
  date: string;
  recipient: string;
  goods: string;
  unit: string;
  quantity: number;
}
const columns: ExportColumn<Line>[] = [
  { header: "日期", hxl: "#date", type: "date", value: (line) => line.date },
  { header: "接收单位", hxl: "#org+recipient", type: "text", value: (line) => line.recipient },
  { header: "品名", hxl: "#item", type: "text", value: (line) => line.goods },
  { header: "计量单位", hxl: "#indicator+unit", type: "text", value: (line) => line.unit },
  { header: "数量", hxl: "#indicator+qty", type: "integer", value: (line) => line.quantity },
];
const lines: Line[] = [
  { date: "2020-02-01", recipient: "武汉市金银潭医院", goods: '口罩, "3M" 9501', unit: "个", quantity: 1200 },
  { date: "2020-02-02", recipient: '=HYPERLINK("http://x")', goods: "@SUM(A1)", unit: "箱", quantity: 7 },
  { date: "2020-02-02", recipient: "-1+1|cmd", goods: "+86 手套", unit: "双", quantity: 30 },
];
async function* slowly<T>(rows: readonly T[]): AsyncGenerator<T> {
  for (const row of rows) {
    await Promise.resolve();
    yield row;
  }
}

describe("formula injection", () => {
  it.each(["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "|cmd", "'=1"])(
    "%j gets an apostrophe",
    (text) => {
      expect(withoutFormula(text)).toBe(`'${text}`);
      expect(withFormulaMark(withoutFormula(text.trim()))).toBe(text.trim());
    },
  );
  it.each(["-5", "+86", "-1,200.5", "-3%", "口罩", "a=b", "3-5", ""])("%j stays", (text) => {
    expect(withoutFormula(text)).toBe(text);
  });
  it("never lets a text through that a spreadsheet would run, and always comes back", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const safe = withoutFormula(text);
        expect(/^[=@\t\r]/.test(safe) || /^[+-](?![\d.,]+%?$)/.test(safe)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("CSV", () => {
  it("has a byte-order mark, quotes what needs it, and is safe", async () => {
    const text = Buffer.from(await streamBytes(toCsv(columns, slowly(lines)))).toString("utf8");
    expect(
      text.startsWith(
        '\ufeff日期,接收单位,品名,计量单位,数量\r\n2020-02-01,武汉市金银潭医院,"口罩, ""3M"" 9501",个,1200\r\n',
      ),
    ).toBe(true);
    expect(text).not.toMatch(/(?:^|,|\n)"?[=@]/);
  });

  it("leaves negative numbers numbers", async () => {
    const text = Buffer.from(
      await streamBytes(toCsv([{ header: "差异", type: "integer", value: (n: number) => n }], [-5, 3])),
    ).toString("utf8");
    expect(text).toBe("\ufeff差异\r\n-5\r\n3\r\n");
  });

  it("stops taking rows when the reader goes away", async () => {
    let taken = 0;
    const endless = (async function* () {
      for (;;) {
        taken++;
        yield lines[0] as Line;
      }
    })();
    const reader = toCsv(columns, endless).getReader();
    await reader.read();
    await reader.cancel();
    const after = taken;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(taken).toBe(after);
  });
});

describe("round trip", () => {
  const fields = (rows: Awaited<ReturnType<typeof readImport>>["rows"]): Line[] =>
    rows.map((row) => ({
      date: row.date ?? "",
      recipient: row.partyText,
      goods: row.goodsText,
      unit: row.unit,
      quantity: row.quantity ?? -1,
    }));

  it.each([false, true])("what is exported comes back through the importer (tag row: %s)", async (hxl) => {
    const csv = await readImport(await streamBytes(toCsv(columns, slowly(lines), { hxl })), "out.csv", "issued", {
      businessDate: "2020-02-11",
    });
    expect(fields(csv.rows)).toEqual(lines);
    const xlsx = await readImport(
      await streamBytes(toXlsx(columns, slowly(lines), { hxl, sheetName: "发放/清单" })),
      "out.xlsx",
      "issued",
      { businessDate: "2020-02-11" },
    );
    expect(fields(xlsx.rows)).toEqual(lines);
  });

  it("types numbers and dates in the workbook", async () => {
    const read = await readFile(await streamBytes(toXlsx(columns, lines)), "out.xlsx");
    expect(read.grids[0]?.rows[1]?.cells.map((cell) => cell?.type)).toEqual(["date", "text", "text", "text", "number"]);
  });

  it("any text survives both formats up to white space", async () => {
    const column: ExportColumn<string>[] = [
      { header: "品名", type: "text", value: (text) => text },
      { header: "数量", type: "integer", value: () => 1 },
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.string({ minLength: 1, maxLength: 30 }).map((text) => `货${text}`),
          { minLength: 1, maxLength: 10 },
        ),
        async (texts) => {
          const expected = texts.map((text) => text.replace(/\s+/g, " ").trim());
          for (const [stream, file] of [
            [toCsv(column, texts), "a.csv"],
            [toXlsx(column, texts), "a.xlsx"],
          ] as const) {
            const read = await readFile(await streamBytes(stream), file);
            expect(read.grids[0]?.rows.slice(1).map((row) => row.cells[0]?.text)).toEqual(expected);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("a row source that fails fails the workbook", async () => {
    const failing = (async function* () {
      yield lines[0] as Line;
      throw new Error("source gone");
    })();
    await expect(streamBytes(toXlsx(columns, failing))).rejects.toThrow();
  });
});
