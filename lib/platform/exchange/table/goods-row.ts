/** Reads one goods row: each field by its column, what is blank from above, and what the row ends as. */
import { createHash } from "node:crypto";
import type { GridRow } from "../model/file";
import type { ReadingContext } from "../model/reading";
import type { ParsedRow, QualityFlag, QuantityReading, RejectReason, RowOutcome, RowProblem } from "../model/row";
import type { ColumnMapping, ImportField, ImportKind } from "../model/table";
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
const goodsOfHeader = (header: string): string => {
  const bare = unitInHeader(header) === "" ? header : header.replace(/[（([【/][^（([【/]*[）)\]】]?\s*$/, "").trim();
  return bare.replace(/(?:需求|申请|发放|接收|捐赠)?数量$/, "") || bare;
};

/** Marks that repeat what stands above. */
const DITTO = /^(?:同上|同前|上同|〃|″|"|''|“|”|ditto)$/i;

/** A unit that tells its own pack: "箱(200只/箱)", "盒(50只)". */
const UNIT_WITH_PACK = /^([^\d()（）]{1,4})\s*[(（]\s*(\d+\s*[^\d()（）/]{1,3})(?:\/[^()（）]+)?\s*[)）]$/;

/** A name that ends in its unit: "口罩（只）", "84消毒液(单位：瓶)". */
const NAME_WITH_UNIT = /^(.+?)\s*[(（]\s*(?:计量)?(?:单位[:：])?\s*([^\d()（）:：]{1,4})\s*[)）]$/;

/** What runs down the column while cells below stay blank or say "the same"; units and specifications only where they say so. */
export interface Carried {
  party: string;
  date: DateReading | null;
  goods: string;
  spec: string;
  unit: string;
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
  crossedColumn: number | null = null,
): ParsedRow {
  const { table } = entry;
  const crossed = crossedColumn === null ? null : table.crossed;
  const crossedHeader = crossedColumn === null ? "" : (table.headers[crossedColumn] ?? "");
  // In a table with a column for each goods (each other end, each day), the header tells it and the cell tells the quantity.
  const mapping = crossedColumn === null ? table.mapping : { ...table.mapping, quantity: crossedColumn };
  const flags = new Set<QualityFlag>();
  const problems: RowProblem[] = [];
  const stated = (field: ImportField): string => textOrBlank(cellText(row, mapping[field]));
  const at = (field: ImportField): string => (DITTO.test(stated(field)) ? "" : stated(field));
  const merged = (field: ImportField): boolean =>
    mapping[field] !== undefined && row.cells[mapping[field]]?.mergedFrom !== undefined;

  const dateText = crossed?.field === "date" ? crossedHeader : at("date");
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

  let party = crossed?.field === "party" ? goodsOfHeader(crossedHeader) : at("party");
  if (party !== "") {
    if (merged("party")) flags.add("partyFilledDown");
    carried.party = party;
  } else if (carried.party !== "" && kind !== "stock") {
    party = carried.party;
    flags.add("partyFilledDown");
  }
  if (party === "" && table.titleParty !== "") {
    party = table.titleParty;
    flags.add("partyFromTitle");
  }

  const spec = DITTO.test(stated("spec")) ? carried.spec : at("spec");
  carried.spec = spec;
  let goods = crossed?.field === "goods" ? goodsOfHeader(crossedHeader) : at("goods");
  if (goods !== "") {
    if (goodsMerged) flags.add("goodsFilledDown");
    carried.goods = goods;
  } else if (carried.goods !== "" && (DITTO.test(stated("goods")) || writtenOnce(row, table.mapping, spec))) {
    goods = carried.goods;
    flags.add("goodsFilledDown");
  }

  const quantityText = cellText(row, mapping.quantity);
  const read = readQuantity(crossed !== null && NEEDED_MARK.test(foldText(quantityText)) ? "" : quantityText);
  // One figure merged over several rows: of one kind of goods it may be meant for each row or for all together, of several kinds it is
  // no row's own. Either way a person decides.
  const shared = mapping.quantity !== undefined && row.cells[mapping.quantity]?.spansRows === true;
  const oneGoods = mapping.goods !== undefined && row.cells[mapping.goods]?.spansRows === true;
  const reading: QuantityReading =
    shared && !oneGoods && read.quantity !== null ? { ...read, quantity: null, missing: "shared" } : read;
  if (shared) flags.add("quantityShared");
  const unitText = DITTO.test(stated("unit")) ? carried.unit : at("unit");
  carried.unit = unitText;
  if (DITTO.test(stated("unit")) && unitText !== "") flags.add("unitFilledDown");
  const packed = UNIT_WITH_PACK.exec(foldText(unitText));
  const headerUnit = unitInHeader(
    crossed?.field === "goods" ? crossedHeader : (table.headers[mapping.quantity ?? -1] ?? ""),
  );
  // A unit column that holds a specification ("0.5g/支") names no unit.
  const written = normalizeUnit(packed?.[1] ?? unitText);
  let unit = unitKind(written) === "unknown" && /\d/.test(written) ? "" : written;
  const named = NAME_WITH_UNIT.exec(goods);
  const unitOfName = normalizeUnit(named?.[2] ?? "");
  if (unit === "" && reading.unit !== "") {
    unit = reading.unit;
    flags.add("unitFromQuantity");
  } else if (unit === "" && headerUnit !== "") {
    unit = headerUnit;
    flags.add("unitFromQuantityHeader");
  } else if (unit === "" && unitKind(unitOfName) !== "unknown") {
    unit = unitOfName;
    goods = named?.[1] ?? goods;
    flags.add("unitFromGoods");
  } else if (unit === "" && table.titleUnit !== "") {
    unit = table.titleUnit;
    flags.add("unitFromTitle");
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

  const toldPack = reading.packText !== "" ? reading.packText : packed ? `${packed[2]}/${unit}` : "";
  const packHint = readPackHint(toldPack, unit) ?? readPackHint(spec, unit) ?? readPackHint(goods, unit);
  const expires = at("expiry");
  const firstFilled = row.cells.findIndex((one) => one !== null);
  const goodsCell =
    goods !== "" && mapping.goods !== undefined && row.cells[mapping.goods] ? mapping.goods : firstFilled;
  const cellColumn = crossedColumn ?? goodsCell;
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

/**
 * Whether a blank name means the one above: another size of it (the name once, a specification on every line), or the next recipient of
 * goods that head their rows (the name in a column before the recipient's). Anything else leaves the name missing.
 */
function writtenOnce(row: GridRow, mapping: ColumnMapping, spec: string): boolean {
  if (spec !== "") return true;
  const { goods, party, quantity } = mapping;
  if (goods === undefined || party === undefined || goods > party) return false;
  const own = row.cells[party];
  return own != null && own.mergedFrom === undefined && cellText(row, quantity) !== "";
}

const FIELD_OF: Readonly<Record<string, ImportField>> = {
  quantityUnknown: "quantity",
  quantityApproximate: "quantity",
  quantityShared: "quantity",
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
