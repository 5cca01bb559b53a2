/** Turns the rows of a table into goods rows; what is no goods row is set aside by name. Nothing is dropped. */
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
  SetAsideRow,
} from "../model";
import { respiratorDoubt } from "../names/respirators";
import { columnLetters } from "../read/sheet-cells";
import { type DateReading, readDate } from "../values/dates";
import { readPackHint } from "../values/packs";
import { readQuantity } from "../values/quantity";
import { quotedStandards } from "../values/standards";
import { foldText, textOrBlank } from "../values/text";
import { normalizeUnit, unitKind } from "../values/units";
import { unitInHeader } from "./headers";
import { outcomeOf } from "./outcome";
import { cellText, ownCells, type TableRows } from "./tables";

const TOTAL =
  /^(?:合计|小计|总计|共计|累计|总和|本页合计|合计数|total|subtotal|sub-total|grandtotal|sum)(?:[:：(（]|$|\d)/i;
const NOTE =
  /^(?:备注|说明|注[:：]|注\d|填表|制表|制单|审核|经办|负责人|联系|统计人|数据来源|单位[:：(（]|note|remark|prepared by|source[:：])/i;
const NOT_NEEDED = /^(?:0|否|不|不需要|无需|no|n|false|×|✗)$/i;

/** What runs down the column while cells below stay blank. */
interface Carried {
  party: string;
  date: DateReading | null;
  goods: string;
}

/**
 * Goods rows and set-aside rows of one table. `carried` holds over from the table above it in the same sheet only
 * when that is the same table cut in two by a title.
 */
export function readRows(
  entry: TableRows,
  file: string,
  contentSha256: string,
  kind: ImportKind,
  context: ReadingContext,
): { rows: ParsedRow[]; setAside: SetAsideRow[] } {
  const { table } = entry;
  const { mapping } = table;
  const rows: ParsedRow[] = [];
  const setAside: SetAsideRow[] = [];
  const carried: Carried = { party: "", date: null, goods: "" };
  let runningTotal = 0;
  const put = (row: GridRow, why: SetAsideRow["why"]): void => {
    setAside.push({
      sheet: table.sheet,
      row: row.row,
      why,
      text: ownCells(row)
        .map((cell) => cell.text)
        .join(" "),
    });
  };
  for (const row of entry.rows) {
    const own = ownCells(row);
    const at = (field: ImportField): string => textOrBlank(cellText(row, mapping[field]));
    const goodsMerged = mapping.goods !== undefined && row.cells[mapping.goods]?.mergedFrom !== undefined;
    const first = foldText(own[0]?.text ?? "").replace(/\s/g, "");
    const quantityText = at("quantity");
    const goods = at("goods");
    const isTotal = own
      .slice(0, 3)
      .some((cell) => cell.column !== mapping.spec && TOTAL.test(foldText(cell.text).replace(/\s/g, "")));
    if (isTotal && (goods === "" || TOTAL.test(foldText(goods).replace(/\s/g, "")) || TOTAL.test(first))) {
      put(row, "total");
      continue;
    }
    if (own.length === 1) {
      const only = own[0] as { column: number; text: string };
      // A bare number under the column that adds it up is a total without the word.
      if (only.column === mapping.quantity && readQuantity(only.text).quantity === runningTotal && rows.length > 1) {
        put(row, "total");
        continue;
      }
    }
    const tellsGoods = goods !== "" || quantityText !== "" || at("spec") !== "" || at("needed") !== "";
    if (NOTE.test(first) && quantityText === "") {
      put(row, "note");
      continue;
    }
    if (!tellsGoods) {
      // A recipient alone heads the rows below it that name nobody; a date alone dates them.
      if (at("party") !== "" && kind !== "stock") carried.party = at("party");
      if (at("date") !== "") carried.date = readDate(at("date"), context.businessDate) ?? carried.date;
      put(row, "note");
      continue;
    }
    const parsed = readGoodsRow(row, entry, file, contentSha256, kind, context, carried, goodsMerged);
    rows.push(parsed);
    runningTotal += parsed.quantity ?? 0;
  }
  for (let index = setAside.length - 1, last = rows.at(-1)?.source.row ?? 0; index >= 0; index--) {
    const entryAside = setAside[index] as SetAsideRow;
    if (entryAside.row > last && entryAside.why === "note") entryAside.why = "footer";
  }
  return { rows, setAside };
}

function readGoodsRow(
  row: GridRow,
  entry: TableRows,
  file: string,
  contentSha256: string,
  kind: ImportKind,
  context: ReadingContext,
  carried: Carried,
  goodsMerged: boolean,
): ParsedRow {
  const { table } = entry;
  const { mapping } = table;
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
  let goods = at("goods");
  if (goods !== "") {
    if (goodsMerged) flags.add("goodsFilledDown");
    carried.goods = goods;
  } else if (spec !== "" && carried.goods !== "") {
    // Another size of the goods above: the name is written once, the specification on every line.
    goods = carried.goods;
    flags.add("goodsFilledDown");
  }

  const reading = readQuantity(cellText(row, mapping.quantity));
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
  const cellColumn =
    goods !== "" && mapping.goods !== undefined && row.cells[mapping.goods]
      ? mapping.goods
      : row.cells.findIndex((cell) => cell !== null);
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
