/** What a goods row ends as, before and after its goods are known, and the counts of a whole reading. */
import type { ImportSummary } from "../model/reading";
import type { ParsedRow, QueueReason, RowOutcome } from "../model/row";
import { baseUnitsEach, type KnownPack } from "../values/packs";
import { unitKind } from "../values/units";

/**
 * Outcome of a row that is not rejected. With `baseUnit` (of the matched goods) the pack size is judged exactly: a
 * unit that is no base unit needs a certain hint. Without it only shipping packages (箱, 件…) are known to need one.
 */
export function outcomeOf(
  row: ParsedRow,
  known: { dateAmbiguous?: boolean; baseUnit?: string; packs?: readonly KnownPack[] } = {},
): RowOutcome {
  const reasons: QueueReason[] = [];
  if (row.goodsText === "") reasons.push("goodsMissing");
  const amountMayBeUnknown = row.kind === "needs";
  if (row.qualityFlags.includes("quantityShared")) reasons.push("quantityShared");
  else if (row.quantity === null) {
    if (row.quantityMissing === "notWhole") reasons.push("quantityNotWhole");
    else if (!(amountMayBeUnknown && (row.quantityMissing === "blank" || row.quantityMissing === "unspecified")))
      reasons.push("quantityUnknown");
  } else if (row.qualityFlags.includes("quantityApproximate")) reasons.push("quantityApproximate");
  if (row.qualityFlags.includes("unitConflict")) reasons.push("unitUnknown");
  else if (row.unit === "") {
    // A need without a unit is in the goods' base unit, as the forms of 2020 had no unit column.
    if (!amountMayBeUnknown) reasons.push("unitUnknown");
  } else if (known.baseUnit !== undefined) {
    if (baseUnitsEach(row.unit, row.packHint, known.baseUnit, known.packs) === null) reasons.push("packSizeUnknown");
  } else if (unitKind(row.unit) === "shipping" && row.packHint?.innerQuantity == null) reasons.push("packSizeUnknown");
  if (row.kind === "issued" || row.kind === "received") {
    if (row.date === null) reasons.push("dateUnknown");
    else if (known.dateAmbiguous) reasons.push("dateAmbiguous");
  }
  if (row.kind !== "stock" && row.partyText === "") reasons.push("partyMissing");
  return reasons.length === 0 ? { is: "ok" } : { is: "queued", reasons };
}

/** Counts of rows by outcome and totals by unit; unlike units are never added, rejected rows add nothing. */
export function summarizeRows(rows: readonly ParsedRow[]): ImportSummary {
  const summary: ImportSummary = { rowsRead: rows.length, ok: 0, queued: {}, rejected: {}, totals: {} };
  for (const { outcome, quantity, unit } of rows) {
    if (outcome.is === "ok") summary.ok++;
    else if (outcome.is === "queued") {
      const reason = outcome.reasons[0];
      if (reason !== undefined) summary.queued[reason] = (summary.queued[reason] ?? 0) + 1;
    } else summary.rejected[outcome.reason] = (summary.rejected[outcome.reason] ?? 0) + 1;
    if (outcome.is !== "rejected" && quantity !== null) summary.totals[unit] = (summary.totals[unit] ?? 0) + quantity;
  }
  return summary;
}
