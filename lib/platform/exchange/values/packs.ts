/** Pack sizes told by a specification: "200个/箱", "500ml*30瓶", "100支/盒 10盒/箱". Certain or nothing. */
import type { PackHint } from "../model/row";
import { foldText } from "./text";
import { normalizeUnit, sameUnit, unitDepth, unitKind, unitPattern } from "./units";

const UNIT = `(?:${unitPattern})`;
const TERM = new RegExp(`(\\d+(?:\\.\\d+)?)\\s*(${UNIT})(?![a-z])(?:\\s*(?:/|每|per)\\s*(${UNIT})(?![a-z]))?`, "gi");

interface Term {
  count: number;
  unit: string;
  per: string | null;
  /** What stands between this term and the one before. */
  joint: string;
}

function termsOf(text: string): Term[] {
  const terms: Term[] = [];
  let end = 0;
  for (const match of text.matchAll(TERM)) {
    terms.push({
      count: Number(match[1]),
      unit: normalizeUnit(match[2] ?? ""),
      per: match[3] === undefined ? null : normalizeUnit(match[3]),
      joint: text.slice(end, match.index).trim(),
    });
    end = match.index + match[0].length;
  }
  return terms;
}

/**
 * What `text` (a specification, or a goods name with one in it) says of a package. `rowUnit` is the normalised unit
 * the row counts in; `innerQuantity` is filled only when one `rowUnit` holds that many `innerUnit` beyond doubt:
 * "200个/箱" counted in 箱, but not counted in 件. `null` if the text tells no pack at all.
 */
export function readPackHint(text: string, rowUnit: string): PackHint | null {
  const folded = foldText(text)
    .replace(/(?<=[\d\p{Script=Han}a-zA-Z)])\s*[×xX＊]\s*(?=\d)/gu, "*")
    .replace(/(?<=\d)(?:\s*)只装/g, "只装");
  const terms = termsOf(folded);
  const looksLikePack = /\d\s*\*|\*\s*\d|\d+\s*\/\s*\p{L}|装/u.test(folded);
  if (terms.every((term) => unitKind(term.unit) === "measure" && term.per === null) && !looksLikePack) return null;
  const counted = terms.filter((term) => unitKind(term.unit) !== "measure");
  // A number without a unit inside a product ("24粒X10小盒X40/箱", "50箱(*1000)") leaves the pack in doubt.
  const bare =
    /\*\s*\d+(?:\.\d+)?\s*(?:\/|\)|\*|$|\s)/.test(folded) ||
    /(?<![\d.])\d+\s*\*\s*\d+\s*(?!.*\d\s*\p{Script=Han})/u.test(folded) ||
    /\*\s*(?:盒|箱|件|瓶|包|袋)/.test(folded);
  const packed = new RegExp(`^[^\\d]*(\\d+)\\s*(${UNIT})装$`, "i").exec(folded);
  const one = new RegExp(`^1\\s*(${UNIT})\\s*(\\d+)\\s*(${UNIT})$`, "i").exec(folded);
  const levels: PackHint["levels"] = [];
  if (packed && rowUnit !== "")
    levels.push({ count: Number(packed[1]), unit: normalizeUnit(packed[2] ?? ""), per: rowUnit });
  else if (one)
    levels.push({ count: Number(one[2]), unit: normalizeUnit(one[3] ?? ""), per: normalizeUnit(one[1] ?? "") });
  else {
    counted.forEach((term, index) => {
      const next = counted[index + 1];
      const per =
        term.per ?? (next ? (next.joint === "*" ? next.unit : null) : /^\*$/.test(term.joint) ? rowUnit : null);
      if (per !== null && per !== "" && Number.isInteger(term.count) && term.count > 0)
        levels.push({ count: term.count, unit: term.unit, per });
    });
  }
  // A package holds something smaller than itself, or another container of its own rank (袋 in 包).
  const holds = (per: string, unit: string): boolean =>
    unitDepth(per) > unitDepth(unit) ||
    (unit !== per && unitDepth(per) === unitDepth(unit) && unitKind(per) === "container");
  const sane = levels.every(
    (level) =>
      Number.isInteger(level.count) &&
      level.count > 0 &&
      unitKind(level.unit) !== "measure" &&
      holds(level.per, level.unit),
  );
  const hint: PackHint = { text: folded, innerQuantity: null, innerUnit: null, levels: sane ? levels : [] };
  if (!sane || bare || levels.length === 0) return levels.length > 0 || looksLikePack ? hint : null;
  let unit = rowUnit;
  let quantity = 1;
  for (let step = 0; step <= levels.length; step++) {
    const holders = levels.filter((candidate) => candidate.per === unit);
    const level = holders[0];
    if (level === undefined) break;
    // Two different contents for one package ("4瓶/箱 6瓶/箱") decide nothing.
    if (holders.length > 1) return hint;
    quantity *= level.count;
    unit = level.unit;
  }
  if (unit === rowUnit || !Number.isSafeInteger(quantity)) return hint;
  return { ...hint, innerQuantity: quantity, innerUnit: unit };
}

/** A pack size the catalogue knows: so many base units in one `unit`. */
export interface KnownPack {
  unit: string;
  baseUnits: number;
}

/**
 * Base units in one unit of a row: 1 when the row counts in base units already, the catalogue's pack size or the
 * certain one of the hint when either leads to the base unit, else `null` (pack size unknown; waits for a person).
 * The hint goes before the catalogue: it stands on this very row.
 */
export function baseUnitsEach(
  rowUnit: string,
  hint: PackHint | null,
  baseUnit: string,
  packs: readonly KnownPack[] = [],
): number | null {
  const base = normalizeUnit(baseUnit);
  const start = normalizeUnit(rowUnit);
  if (start === "" || base === "") return null;
  const inBaseUnits = (unit: string): number | null =>
    sameUnit(unit, base) ? 1 : (packs.find((pack) => normalizeUnit(pack.unit) === unit)?.baseUnits ?? null);
  const stated = hint?.innerQuantity == null ? [] : hint.levels;
  let quantity = 1;
  let unit = start;
  for (let step = 0; step <= stated.length; step++) {
    const level = sameUnit(unit, base) ? undefined : stated.find((candidate) => candidate.per === unit);
    if (level === undefined) break;
    quantity *= level.count;
    unit = level.unit;
  }
  const each = inBaseUnits(unit);
  if (each !== null && Number.isSafeInteger(quantity * each)) return quantity * each;
  return inBaseUnits(start);
}
