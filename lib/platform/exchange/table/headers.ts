/** Which field a column header names, in Chinese and English, and the fingerprint a mapping is remembered by. */
import { createHash } from "node:crypto";
import type { ImportField, ImportKind } from "../model/table";
import { CAPTION, EXACT, OTHER_PARTY, PARTS, PARTY_EXACT, PARTY_PARTS, SOME_PARTY } from "./header-words";
import { foldText } from "../values/text";
import { normalizeUnit, unitKind } from "../values/units";

/** A header as compared: folded, lower case, `_` as space, brackets and their content cut out. */
export function headerKey(header: string): string {
  return foldText(header)
    .toLowerCase()
    .replace(/_/g, " ")
    .replace(/[*:：]/g, "")
    .replace(/[([【][^)\]】]*[)\]】]/g, "")
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** A unit a header tells for its whole column: "数量（箱）", "Quantity (boxes)" → normalised unit, else `""`. */
export function unitInHeader(header: string): string {
  const folded = foldText(header);
  const inside =
    /[([【/]\s*(?:单位[:：]?)?\s*([^)\]】/]{1,8}?)\s*[)\]】]?$/.exec(folded) ??
    // 箱数, 发放件数: the header counts packages.
    /^(?:总|发放|实发|接收|实收|捐赠|领取|出库|入库|需求)?(\p{Script=Han})数$/u.exec(folded.replace(/\s/g, ""));
  const unit = normalizeUnit(inside?.[1] ?? "");
  return unitKind(unit) === "unknown" ? "" : unit;
}

/** A header as a whole, then its halves where it says one thing twice: "品名/Item", "数量 Qty". */
function readingsOf(key: string): string[] {
  const halves = key.split(/[/|、]/);
  const scripts = [
    key.replace(/[^\p{Script=Han}/]/gu, ""),
    key.replace(/\p{Script=Han}/gu, "").replace(/^[\s/]+|[\s/]+$/g, ""),
  ];
  return [...new Set([key, ...halves.map((half) => half.trim()), ...scripts])].filter((reading) => reading !== "");
}

export interface HeaderMatch {
  /** `unitOrParty` is the bare 单位, which may be either. */
  field: ImportField | "unitOrParty" | null;
  /** 2 when listed whole, 1 by a part of it, 0 not at all. */
  strength: 0 | 1 | 2;
}

function matchListed(key: string, kind: ImportKind): HeaderMatch["field"] {
  if (PARTY_EXACT[kind].includes(key)) return "party";
  if (key === "单位") return "unitOrParty";
  const found = Object.entries(EXACT).find(([, listed]) => listed.includes(key));
  return found === undefined ? null : (found[0] as ImportField);
}

/** Which field a header names on a sheet of this kind, and how surely. */
export function matchHeader(header: string, kind: ImportKind): HeaderMatch {
  const key = headerKey(header);
  const nothing: HeaderMatch = { field: null, strength: 0 };
  if (key === "" || key.length > 30 || !/\p{L}/u.test(key)) return nothing;
  const listed = readingsOf(key)
    .map((reading) => matchListed(reading, kind))
    .filter((field) => field !== null);
  const sure = listed.find((field) => field !== "unitOrParty") ?? listed[0];
  if (sure !== undefined) return { field: sure, strength: 2 };
  if (CAPTION.test(key)) return nothing;
  const aside = /日期|时间|数量|物资|物质|物品|品名|规格|数$|人$|date|qty|quantity|item|goods/;
  const named = PARTY_PARTS[kind].test(key) || SOME_PARTY.test(key);
  if (named && !aside.test(key) && !OTHER_PARTY[kind].test(key)) return { field: "party", strength: 1 };
  for (const [field, pattern] of PARTS) if (pattern.test(key)) return { field, strength: 1 };
  return nothing;
}

/** Whether a header names something that is no goods and no field: numbers, contacts, prices. */
export const isCaption = (header: string): boolean =>
  CAPTION.test(headerKey(header)) || /合计|小计|总计|total/.test(headerKey(header));

/** Of several quantity columns, what this kind of sheet means by its quantity: 实发 of an issue, 实收 of a receipt. */
const OWN_QUANTITY: Readonly<Record<ImportKind, RegExp>> = {
  issued: /实发|发放|发出|出库|issued|distributed|delivered/,
  received: /实收|接收|收入|入库|到货|received/,
  needs: /需求|需要|申请|needed|requested|required/,
  stock: /实盘|结存|库存|现存|on hand|balance|stock/,
};
/** Quantities that are another's or another time's: planned, before, a day, of the other direction. */
const OTHER_QUANTITY: Readonly<Record<ImportKind, RegExp>> = {
  issued: /库存|结存|结余|现有|收入|入库/,
  received: /库存|结存|结余|现有|发放|发出|出库|分配/,
  needs: /库存|结存|结余|现有|缺口|消耗/,
  stock: /入库|出库|发放|发出|接收|收入|领用|分配/,
};
const NEVER_OWN = /期初|上期|上日|昨日|原有|计划|应发|应收|日均|每日|人均|^.数$|planned|opening|daily/;

/** How well a header names this kind's own quantity (or its day): 2 its own, 1 any, 0 another's. */
function fitOf(field: ImportField, header: string, kind: ImportKind): number {
  const key = headerKey(header);
  if (field === "date") return /^(?:时间|time)$/.test(key) ? 0 : 1;
  if (field !== "quantity") return 1;
  if (NEVER_OWN.test(key)) return 0;
  return OWN_QUANTITY[kind].test(key) ? 2 : OTHER_QUANTITY[kind].test(key) ? 0 : 1;
}

/** Whether the column headed `header` takes the place of the one headed `before` for a field; strengths as `matchHeader` gives them. */
export function takesPlace(
  field: ImportField,
  header: { text: string; strength: number },
  before: { text: string; strength: number },
  kind: ImportKind,
): boolean {
  const fit = fitOf(field, header.text, kind);
  const fitBefore = fitOf(field, before.text, kind);
  return fit === fitBefore ? header.strength > before.strength : fit > fitBefore;
}

/** Key a column mapping is remembered by: the same headers in the same order give the same key. */
export function headerFingerprint(headers: readonly string[]): string {
  const keys = headers.map(headerKey);
  while (keys.length > 0 && keys.at(-1) === "") keys.pop();
  return createHash("sha256").update(keys.join("\u001f")).digest("hex").slice(0, 16);
}

/** Key of the mapping a user gives to a sheet that has no header row; good for that upload only, never remembered. */
export const headerlessFingerprint = headerFingerprint([]);
