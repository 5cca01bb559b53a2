/** Which field a column header names, in Chinese and English, and the fingerprint a mapping is remembered by. */
import { createHash } from "node:crypto";
import type { ImportField, ImportKind } from "../model";
import { CAPTION, EXACT, PARTS, PARTY_EXACT, PARTY_PARTS } from "./header-words";
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
  const inside = /[([【/]\s*(?:单位[:：]?)?\s*([^)\]】/]{1,8}?)\s*[)\]】]?$/.exec(foldText(header));
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
  if (PARTY_PARTS[kind].test(key) && !/日期|时间|数量|物资|物品|品名|规格|date|qty|quantity|item|goods/.test(key))
    return { field: "party", strength: 1 };
  for (const [field, pattern] of PARTS) if (pattern.test(key)) return { field, strength: 1 };
  return nothing;
}

/** Whether a header names something that is no goods and no field: numbers, contacts, prices. */
export const isCaption = (header: string): boolean =>
  CAPTION.test(headerKey(header)) || /合计|小计|总计|total/.test(headerKey(header));

/** Of several quantity columns, what this kind of sheet means by its quantity: 实发 of an issue, 实收 of a receipt. */
const OWN_QUANTITY: Readonly<Record<ImportKind, RegExp>> = {
  issued: /实发|发放|出库|issued|distributed|delivered/,
  received: /实收|接收|入库|received/,
  needs: /需求|需要|申请|needed|requested|required/,
  stock: /实盘|结存|库存|现存|on hand|balance|stock/,
};

/** Whether `header` names this kind's own quantity and `before` does not, so that it takes the earlier column's place. */
export function prefersQuantity(header: string, before: string, kind: ImportKind): boolean {
  return OWN_QUANTITY[kind].test(headerKey(header)) && !OWN_QUANTITY[kind].test(headerKey(before));
}

/** Key a column mapping is remembered by: the same headers in the same order give the same key. */
export function headerFingerprint(headers: readonly string[]): string {
  const keys = headers.map(headerKey);
  while (keys.length > 0 && keys.at(-1) === "") keys.pop();
  return createHash("sha256").update(keys.join("\u001f")).digest("hex").slice(0, 16);
}

/** Key of the mapping a user gives to a sheet that has no header row; good for that upload only, never remembered. */
export const headerlessFingerprint = headerFingerprint([]);
