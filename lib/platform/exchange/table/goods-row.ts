/** Reads one goods row: each field by its column, what is blank from above, and what the row ends as. */
import { createHash } from "node:crypto";
import type {
  GridRow,
  ImportField,
  ImportKind,
  ParsedRow,
  QualityFlag,
  ReadingContext,
  RejectReason,
  RowOutcome,
  RowProblem,
} from "../model";
import { respiratorDoubt } from "../names/respirators";
import { columnLetters } from "../read/sheet-cells";
import { type DateReading, readDate } from "../values/dates";
import { readPackHint } from "../values/packs";
import { readQuantity } from "../values/quantity";
import { quotedStandards } from "../values/standards";
import { foldText, textOrBlank } from "../values/text";
import { normalizeUnit, sameUnit, unitKind } from "../values/units";
import { unitInHeader } from "./headers";
import { outcomeOf } from "./outcome";
import { cellText } from "./cells";
import type { TableRows } from "./tables";

const NOT_NEEDED = /^(?:0|否|不|不需要|无需|no|n|false|×|✗)$/i;

/** Marks in a table of needs that say "needed" without an amount. */
export const NEEDED_MARK = /^(?:√|✓|✔|需|需要|是|急需|y|yes|x)$/i;

/** The goods a column header names, without the unit it may carry: "口罩（个）" → "口罩". */
const goodsOfHeader = (header: string): string =>
  unitInHeader(header) === "" ? header : header.replace(/[（([【/][^（([【/]*[）)\]】]?\s*$/, "").trim();

/** What runs down the column while cells below stay blank. */
export interface Carried {
  party: string;
  date: DateReading | null;
  goods: string;
}

/** The goods row of a table row. `carried` is read for blank cells and updated with what stands here. */
export function readGoodsRow(
  row: GridRow,
  entry: TableRows,
  file: string,
  contentSha256: string,
  kind: ImportKind,
  context: ReadingContext,
  carried: Carried,
  goodsMerged: boolean,
  goodsColumn: number | null = null,
): ParsedRow {
  const { table } = entry;
  // In a table with a column for each goods, the header names the goods and the cell tells the quantity.
  const mapping = goodsColumn === null ? table.mapping : { ...table.mapping, quantity: goodsColumn };
  const flags = new Set<QualityFlag>();
  const problems: RowProblem[] = [];
  const at = (field: ImportField): string => textOrBlank(cellText(row, mapping[field]));
  const merged = (field: ImportField): boolean =>
    mapping[field] !== undefined && row.cells[mapping[field]]?.mergedFrom !== undefined;

  const dateText = at("date");
  let date = dateText === "" ? null : readDate(dateText, context.businessDate);
  if (dateText !== "" && date === null)
    problems.push({ code: "dateUnknown", field: "date", params: { text: dateText } });
  if (date !== null) {
    if (merged("date")) flags.add("dateFilledDown");
    carried.date = date;
  } else if (dateText === "" && carried.date !== null) {
    date = carried.date;
    flags.add("dateFilledDown");
  } else if (dateText === "" && table.titleDate !== null) {
    date = {
      date: table.titleDate,
      cumulative: false,
      range: false,
      yearInferred: false,
      monthInferred: false,
      ambiguous: false,
    };
    flags.add("dateFromTitle");
  }
  if (date?.yearInferred) flags.add("dateYearInferred");
  if (date?.monthInferred) flags.add("dateMonthInferred");
  if (date?.cumulative) flags.add("dateCumulative");
  if (date?.range) flags.add("dateRange");

  let party = at("party");
  if (party !== "") {
    if (merged("party")) flags.add("partyFilledDown");
    carried.party = party;
  } else if (carried.party !== "" && kind !== "stock") {
    party = carried.party;
    flags.add("partyFilledDown");
  }

  const spec = at("spec");
  let goods = goodsColumn === null ? at("goods") : goodsOfHeader(table.headers[goodsColumn] ?? "");
  if (goods !== "") {
    if (goodsMerged) flags.add("goodsFilledDown");
    carried.goods = goods;
  } else if (spec !== "" && carried.goods !== "") {
    // Another size of the goods above: the name is written once, the specification on every line.
    goods = carried.goods;
    flags.add("goodsFilledDown");
  }

  const quantityText = cellText(row, mapping.quantity);
  const reading = readQuantity(goodsColumn !== null && NEEDED_MARK.test(foldText(quantityText)) ? "" : quantityText);
  const unitText = at("unit");
  const headerUnit = unitInHeader(table.headers[mapping.quantity ?? -1] ?? "");
  // A unit column that holds a specification ("0.5g/支") names no unit.
  const written = normalizeUnit(unitText);
  let unit = unitKind(written) === "unknown" && /\d/.test(written) ? "" : written;
  if (unit === "" && reading.unit !== "") {
    unit = reading.unit;
    flags.add("unitFromQuantity");
  } else if (unit === "" && headerUnit !== "") {
    unit = headerUnit;
    flags.add("unitFromQuantityHeader");
  }
  if (unit === "") flags.add("unitMissing");
  // "198箱" beside a unit column that says 只: two unlike units, and no telling which is meant.
  if (written !== "" && unit === written && reading.unit !== "" && !sameUnit(reading.unit, written))
    flags.add("unitConflict");
  if (reading.tenThousands) flags.add("quantityFromTenThousands");
  if (reading.approximate) flags.add("quantityApproximate");
  const amountUnknown = kind === "needs" && (reading.missing === "blank" || reading.missing === "unspecified");
  if (amountUnknown) flags.add("quantityAmountUnknown");

  const standards = quotedStandards(`${goods} ${spec}`);
  for (const standard of standards)
    if (standard.standing === "wrongYear") {
      flags.add("standardYearDoubtful");
      problems.push({
        code: "standardYearDoubtful",
        field: "spec",
        params: { quoted: standard.text, inForce: standard.inForce ?? "" },
      });
    }
  if (respiratorDoubt(`${goods} ${spec}`)) flags.add("respiratorClassDoubtful");

  const packHint = readPackHint(spec, unit) ?? readPackHint(goods, unit);
  const expires = at("expiry");
  const firstFilled = row.cells.findIndex((one) => one !== null);
  const named = goods !== "" && mapping.goods !== undefined && row.cells[mapping.goods] ? mapping.goods : firstFilled;
  const cellColumn = goodsColumn ?? named;
  const cell = `${columnLetters(Math.max(0, cellColumn))}${row.row}`;
  const rejected: RejectReason | null =
    kind === "needs" && NOT_NEEDED.test(foldText(at("needed"))) && reading.quantity === null
      ? "notNeeded"
      : reading.missing === "negative"
        ? "quantityNegative"
        : reading.missing === "tooLarge"
          ? "quantityTooLarge"
          : reading.quantity === 0 && kind !== "stock"
            ? "quantityZero"
            : null;
  const parsed: ParsedRow = {
    kind,
    source: { file, sheet: table.sheet, row: row.row, cell },
    idempotencyKey: createHash("sha256").update(`${contentSha256}!${table.sheet}!${cell}`).digest("hex"),
    date: date?.date ?? null,
    dateIsCumulative: date?.cumulative ?? false,
    partyText: party,
    goodsText: goods,
    specText: spec,
    unitText,
    unit,
    quantity: reading.quantity,
    quantityMissing: reading.missing,
    packHint,
    batchText: at("batch"),
    expiresOn: expires === "" ? null : (readDate(expires, context.businessDate)?.date ?? null),
    cityText: at("city"),
    districtText: at("district"),
    noteText: at("note"),
    standards: standards.map((standard) => standard.text),
    qualityFlags: [...flags],
    problems,
    outcome: { is: "ok" },
    raw: rawCells(row, table.headers),
  };
  const outcome: RowOutcome =
    rejected === null
      ? outcomeOf(parsed, { dateAmbiguous: date?.ambiguous ?? false })
      : { is: "rejected", reason: rejected };
  return { ...parsed, outcome, problems: [...problems, ...problemsOf(outcome, parsed)] };
}

const FIELD_OF: Readonly<Record<string, ImportField>> = {
  quantityUnknown: "quantity",
  quantityApproximate: "quantity",
  quantityNotWhole: "quantity",
  quantityNegative: "quantity",
  quantityTooLarge: "quantity",
  quantityZero: "quantity",
  unitUnknown: "unit",
  packSizeUnknown: "spec",
  dateUnknown: "date",
  dateAmbiguous: "date",
  partyMissing: "party",
  goodsMissing: "goods",
  notNeeded: "needed",
};

function problemsOf(outcome: RowOutcome, row: ParsedRow): RowProblem[] {
  const codes = outcome.is === "ok" ? [] : outcome.is === "queued" ? outcome.reasons : [outcome.reason];
  const known = new Set(row.problems.map((problem) => problem.code));
  return codes
    .filter((code) => !known.has(code))
    .map((code) => ({ code, field: FIELD_OF[code] ?? null, params: { goods: row.goodsText, unit: row.unit } }));
}

function rawCells(row: GridRow, headers: readonly string[]): Record<string, string> {
  const raw: Record<string, string> = {};
  row.cells.forEach((cell, column) => {
    if (cell === null) return;
    const header = headers[column] ?? "";
    raw[header !== "" && !(header in raw) ? header : columnLetters(column)] = cell.text;
  });
  return raw;
}
