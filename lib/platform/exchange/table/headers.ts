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

/** How a header answers for a field: 2 when listed whole, 1 by a part of it, 0 not at all. `unitOrParty` is the bare 单位. */
export function matchHeader(
  header: string,
  kind: ImportKind,
): { field: ImportField | "unitOrParty" | null; strength: 0 | 1 | 2 } {
  const key = headerKey(header);
  const nothing = { field: null, strength: 0 } as const;
  if (key === "" || key.length > 24 || !/\p{L}/u.test(key)) return nothing;
  if (key === "单位") return { field: "unitOrParty", strength: 2 };
  if (PARTY_EXACT[kind].includes(key)) return { field: "party", strength: 2 };
  for (const [field, words] of Object.entries(EXACT))
    if (words.includes(key)) return { field: field as Exclude<ImportField, "party">, strength: 2 };
  if (CAPTION.test(key)) return nothing;
  if (PARTY_PARTS[kind].test(key) && !/日期|时间|数量|物资|物品|品名|规格|date|qty|quantity|item|goods/.test(key))
    return { field: "party", strength: 1 };
  for (const [field, pattern] of PARTS) if (pattern.test(key)) return { field, strength: 1 };
  return nothing;
}

/** Key a column mapping is remembered by: the same headers in the same order give the same key. */
export function headerFingerprint(headers: readonly string[]): string {
  const keys = headers.map(headerKey);
  while (keys.length > 0 && keys.at(-1) === "") keys.pop();
  return createHash("sha256").update(keys.join("\u001f")).digest("hex").slice(0, 16);
}

/** Key of the mapping a user gives to a sheet that has no header row; good for that upload only, never remembered. */
export const headerlessFingerprint = headerFingerprint([]);
