/**
 * The real rows of 2020 set again in random layouts of the same family: columns in any order under any listed header,
 * names written once and left blank below, units inside quantities, 万, titles, subtotals, feet, either format. What
 * comes back must be what went in, row by row.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import { textBytes, workbookBytes } from "@/tests/support/sheets";
import type { ImportField } from "./model/table";
import { readImport } from "./reading";
import { EXACT, PARTY_EXACT } from "./table/header-words";
import { textOrBlank } from "./values/text";
import { normalizeUnit } from "./values/units";

interface Line {
  date: string;
  party: string;
  goods: string;
  spec: string;
  unit: string;
  quantity: number;
}
const kinds = ["issued", "received"] as const;
const file = (kind: (typeof kinds)[number]) =>
  path.resolve(import.meta.dirname, `../../../prisma/seed/data/redcross-${kind}.csv`);
const real = Object.fromEntries(
  kinds.map((kind) => [
    kind,
    parse<Record<string, string>>(readFileSync(file(kind)), { columns: true, bom: true })
      .filter(
        (row) =>
          /^2020/.test(row.date ?? "") &&
          row.item !== "" &&
          normalizeUnit(row.unit ?? "") !== "" &&
          !/\d/.test(row.unit ?? ""),
      )
      .map(
        (row): Line => ({
          date: row.date ?? "",
          party: (kind === "issued" ? row.recipient : row.donor) ?? "",
          goods: row.item ?? "",
          spec: textOrBlank(row.spec ?? ""),
          unit: normalizeUnit(row.unit ?? ""),
          quantity: Number(row.qty),
        }),
      ),
  ]),
) as Record<(typeof kinds)[number], Line[]>;

const dateForms: ((iso: string) => string)[] = [
  (iso) => iso,
  (iso) => iso.replace(/^2020-0?(\d+)-0?(\d+)$/, "$1月$2日"),
  (iso) => iso.replace(/^2020-0?(\d+)-0?(\d+)$/, "2020年$1月$2日"),
  (iso) => iso.replace(/^2020-0?(\d+)-0?(\d+)$/, "2020/$1/$2"),
  (iso) => String(Date.parse(iso) / 86_400_000 + 25_569),
];
const quantityForms: ((quantity: number) => string)[] = [
  (quantity) => String(quantity),
  (quantity) => quantity.toLocaleString("en-US"),
  (quantity) => (quantity % 1000 === 0 ? `${quantity / 10_000}万` : String(quantity)),
  (quantity) => String(quantity).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
];

const layout = fc.record({
  kind: fc.constantFrom(...kinds),
  from: fc.nat(),
  count: fc.integer({ min: 1, max: 40 }),
  order: fc.shuffledSubarray(["date", "party", "goods", "spec", "unit", "quantity"] as const, {
    minLength: 6,
    maxLength: 6,
  }),
  words: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
  dateForm: fc.constantFrom(...dateForms),
  quantityForm: fc.constantFrom(...quantityForms),
  unitInQuantity: fc.boolean(),
  blankBelow: fc.boolean(),
  sequence: fc.boolean(),
  title: fc.boolean(),
  subtotals: fc.boolean(),
  foot: fc.boolean(),
  invisible: fc.boolean(),
  workbook: fc.boolean(),
});

it("real rows come back from any layout of the family", async () => {
  await fc.assert(
    fc.asyncProperty(layout, async (given) => {
      const pool = real[given.kind];
      const start = given.from % pool.length;
      const lines = pool.slice(start, start + given.count);
      const order = given.order.filter((field) => !(given.unitInQuantity && field === "unit"));
      const header = order.map((field, index) => {
        const listed = field === "party" ? PARTY_EXACT[given.kind] : EXACT[field as Exclude<ImportField, "party">];
        return listed[(given.words[index] ?? 0) % listed.length] ?? field;
      });
      const cell = (line: Line, before: Line | undefined, field: (typeof order)[number]): string => {
        if (
          given.blankBelow &&
          before !== undefined &&
          (field === "party" || field === "date") &&
          before.party === line.party &&
          before.date === line.date
        )
          return given.invisible ? "\u200b" : "";
        if (field === "date") return given.dateForm(line.date);
        if (field === "quantity") return `${given.quantityForm(line.quantity)}${given.unitInQuantity ? line.unit : ""}`;
        if (field === "spec" && line.spec === "") return given.invisible ? "\u200b" : "";
        return line[field];
      };
      const goodsColumn = order.indexOf("goods") + (given.sequence ? 1 : 0);
      const body = lines.flatMap((line, index) => {
        const row = order.map((field) => cell(line, lines[index - 1], field));
        const total = order.map((field) => (field === "goods" ? "小计" : field === "quantity" ? "99" : ""));
        const rows = [given.sequence ? [String(index + 1), ...row] : row];
        if (given.subtotals && index % 7 === 6) rows.push(given.sequence ? ["", ...total] : total);
        return rows;
      });
      const rows = [
        ...(given.title ? [["武汉市红十字会物资一览表"]] : []),
        given.sequence ? ["序号", ...header] : header,
        ...body,
        ...(given.foot
          ? [order.map((_, index) => (index === goodsColumn ? "合计" : "")), ["备注：以上为当日数据"]]
          : []),
      ];
      const bytes = given.workbook
        ? await workbookBytes([{ name: "Sheet1", rows }])
        : textBytes(rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(",")).join("\n"));
      const reading = await readImport(bytes, given.workbook ? "a.xlsx" : "a.csv", given.kind, {
        businessDate: "2020-02-11",
      });
      const back = reading.rows.map(
        (row): Line => ({
          date: row.date ?? "",
          party: row.partyText,
          goods: row.goodsText,
          spec: row.specText,
          unit: row.unit,
          quantity: row.quantity ?? -1,
        }),
      );
      const plain = (line: Line): Line => ({
        ...line,
        party: line.party.replace(/\s+/g, " ").trim(),
        goods: line.goods.replace(/\s+/g, " ").trim(),
        spec: line.spec.replace(/\s+/g, " ").trim(),
      });
      expect(back).toEqual(lines.map(plain));
    }),
    { numRuns: 300 },
  );
}, 120_000);
