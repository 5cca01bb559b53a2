import type { ParsedRow } from "@/lib/platform/exchange/model/row";
import { aliasKey } from "@/lib/platform/exchange/names/aliases";
import { normalizeName } from "@/lib/platform/exchange/names/normalize";
import { baseUnitsEach } from "@/lib/platform/exchange/values/packs";
import { outcomeOf } from "@/lib/platform/exchange/table/outcome";
import { byGravity, type RefusalReason, type WaitingReason } from "./outcomes";

/** A goods row as it is kept: without the cells as read, which stand beside it. */
export type StoredRow = Omit<ParsedRow, "raw"> & {
  /** Cell of the dated row this cumulative row probably repeats. */
  repeats?: string;
};

export interface KnownGoods {
  id: string;
  code: string;
  nameZh: string;
  baseUnit: string;
  packs: { unit: string; baseUnits: number }[];
}

export interface KnownSite {
  id: string;
  name: string;
  kind: string;
  areaCode: string;
  active: boolean;
  /** Names of the areas it lies in, the province left out: "武汉市", "江岸区". */
  within: string[];
}

/** Catalogue and places as matching needs them: by normalised spelling. */
export interface Knowledge {
  goods: ReadonlyMap<string, KnownGoods>;
  sites: ReadonlyMap<string, KnownSite>;
}

/** What a row was matched with. */
export interface Match {
  goods: KnownGoods | null;
  /** Base units in one unit of the row; null = pack of unknown size. */
  each: bigint | null;
  /** The other end, for issues and needs. */
  site: KnownSite | null;
}

/** Key under which a spelling of goods is taught: without specification, so that one answer serves all sizes of it. */
export const goodsKey = (row: Pick<StoredRow, "goodsText">): string => aliasKey(row.goodsText, null);
export const siteKey = (row: Pick<StoredRow, "partyText">): string => normalizeName(row.partyText);

const plainArea = (name: string): string => name.replace(/[省市区县]$/, "");

/** Does the city the row names contradict where the site lies? A name like 第一医院 exists in every city. */
export function elsewhere(row: Pick<StoredRow, "cityText">, site: Pick<KnownSite, "within" | "name">): boolean {
  const city = plainArea(row.cityText.trim());
  if (city.length < 2 || site.within.length === 0) return false;
  return !site.within.some((name) => plainArea(name) === city) && !site.name.includes(city);
}

/** Goods of a row by its taught spellings, the one with its specification first; then by the catalogue's own names and codes. */
export function goodsOf(row: Pick<StoredRow, "goodsText" | "specText">, known: Knowledge["goods"]): KnownGoods | null {
  return known.get(aliasKey(row.goodsText, row.specText)) ?? known.get(aliasKey(row.goodsText, null)) ?? null;
}

/** The place a row names, unless the row says it lies in another city. */
export function siteOf(row: Pick<StoredRow, "partyText" | "cityText">, known: Knowledge["sites"]): KnownSite | null {
  const site = known.get(siteKey(row));
  return site?.active && !elsewhere(row, site) ? site : null;
}

/**
 * Matches a row with catalogue and places and says what still keeps it waiting.
 * @param businessDay ISO day of the business clock: receipts and issues of later days wait for their day
 */
export function judge(
  row: StoredRow,
  known: Knowledge,
  businessDay: string,
): { match: Match; reasons: WaitingReason[]; rejected: RefusalReason | null } {
  const goods = row.goodsText === "" ? null : goodsOf(row, known.goods);
  const needsSite = row.kind === "issued" || row.kind === "needs";
  const site = needsSite && row.partyText !== "" ? siteOf(row, known.sites) : null;
  // A need without a unit is in base units, as the forms of 2020 had no unit column.
  const each =
    goods === null
      ? null
      : row.unit === ""
        ? row.kind === "needs"
          ? 1
          : null
        : baseUnitsEach(row.unit, row.packHint, goods.baseUnit, goods.packs);
  const match: Match = { goods, each: each === null ? null : BigInt(each), site };
  if (row.outcome.is === "rejected") return { match, reasons: [], rejected: row.outcome.reason };
  const reasons = new Set<WaitingReason>();
  const dateAmbiguous = row.outcome.is === "queued" && row.outcome.reasons.includes("dateAmbiguous");
  const again = outcomeOf(
    { ...row, raw: {} },
    goods ? { dateAmbiguous, baseUnit: goods.baseUnit, packs: goods.packs } : { dateAmbiguous },
  );
  if (again.is === "queued") for (const reason of again.reasons) reasons.add(reason);
  // How many of an unknown amount are in a pack is nobody's question yet.
  if (row.quantity === null) reasons.delete("packSizeUnknown");
  if (row.goodsText !== "" && goods === null) {
    reasons.add("goodsUnmatched");
    reasons.delete("packSizeUnknown");
  }
  if (row.unit.length > 20) reasons.add("unitUnknown");
  if (needsSite && row.partyText !== "" && site === null) reasons.add("partyUnmatched");
  if ((row.kind === "issued" || row.kind === "received") && row.date !== null && row.date > businessDay)
    reasons.add("dateInFuture");
  return { match, reasons: byGravity(reasons), rejected: null };
}
