/**
 * Units of count as they are written on sheets. A unit is either a *piece* (countable in itself), a *container*
 * (a bottle, a box: base unit of some goods, package of others) or a *shipping package* (箱, 件: says nothing
 * about the content unless a pack size is known).
 */
import { foldText } from "./text";

/** Spellings folded into one; 个 and 只 stay apart, since totals never add what the sheet tells apart. */
const SPELLINGS: Readonly<Record<string, string>> = {
  個: "个",
  箇: "个",
  隻: "只",
  雙: "双",
  臺: "台",
  張: "张",
  條: "条",
  輛: "辆",
  pc: "个",
  pcs: "个",
  piece: "个",
  pieces: "个",
  ea: "个",
  each: "个",
  carton: "箱",
  cartons: "箱",
  ctn: "箱",
  ctns: "箱",
  case: "箱",
  cases: "箱",
  bottle: "瓶",
  bottles: "瓶",
  btl: "瓶",
  pair: "双",
  pairs: "双",
  bag: "袋",
  bags: "袋",
  set: "套",
  sets: "套",
  barrel: "桶",
  barrels: "桶",
  drum: "桶",
  drums: "桶",
  roll: "卷",
  rolls: "卷",
  tablet: "片",
  tablets: "片",
  boxes: "box",
  packs: "pack",
  packages: "package",
  千克: "kg",
  公斤: "kg",
  克: "g",
  毫克: "mg",
  升: "L",
  l: "L",
  毫升: "ml",
  吨: "t",
};

const PIECES = [..."个只枚片粒颗支张条件双副对根把顶块套台架辆部本份丸贴卷幅床具枝", "人份", "测试"].filter(
  (unit) => unit !== "件",
);
const CONTAINERS = [
  ..."瓶盒包袋罐桶壶板管筒听坛听",
  "小盒",
  "大盒",
  "小袋",
  "大袋",
  "小包",
  "大包",
  "中包",
  "中盒",
  "box",
  "pack",
];
const SHIPPING = [..."箱件提捆托批扎垛柜车", "小箱", "中箱", "大箱", "整箱", "package", "pallet", "组"];
const MEASURES = ["kg", "g", "mg", "ug", "t", "ml", "L", "m", "cm", "mm", "米", "公里", "cc"];

export type UnitKind = "piece" | "container" | "shipping" | "measure" | "unknown";
const KIND = new Map<string, UnitKind>([
  ...PIECES.map((unit) => [unit, "piece"] as const),
  ...CONTAINERS.map((unit) => [unit, "container"] as const),
  ...SHIPPING.map((unit) => [unit, "shipping"] as const),
  ...MEASURES.map((unit) => [unit, "measure"] as const),
]);

/** Words for one piece that mean the same to a store: any may stand for the catalogue's 个. */
const PIECE_FAMILY = new Set([..."个只枚", "片", "张"]);
const PAIR_FAMILY = new Set(["双", "副", "对"]);
const DOSE_FAMILY = new Set(["粒", "颗", "丸"]);
const TUBE_FAMILY = new Set(["支", "枝", "根"]);
const SET_FAMILY = new Set(["套", "具"]);
const MACHINE_FAMILY = new Set(["台", "架", "部"]);
const FAMILIES = [PIECE_FAMILY, PAIR_FAMILY, DOSE_FAMILY, TUBE_FAMILY, SET_FAMILY, MACHINE_FAMILY];

/** A unit in the spelling totals are kept by; `""` for a blank one. Unknown units come back folded, not dropped. */
export function normalizeUnit(text: string): string {
  const folded = foldText(text).replace(/[\s.。:()]/g, "");
  if (/^[/\\\-—_*]*$/.test(folded)) return "";
  const lower = folded.toLowerCase();
  return SPELLINGS[lower] ?? (KIND.has(lower) ? lower : folded);
}

/** What kind of unit this is; "unknown" for words that are no known unit. Takes a normalised unit. */
export function unitKind(unit: string): UnitKind {
  return KIND.get(unit) ?? "unknown";
}

/** Whether two normalised units count the same thing one to one (个 and 只; never 箱 and 件). */
export function sameUnit(a: string, b: string): boolean {
  return a === b || FAMILIES.some((family) => family.has(a) && family.has(b));
}

/** Every spelling of a unit the importer knows, longest first, for building patterns. */
export const unitSpellings: readonly string[] = [...new Set([...KIND.keys(), ...Object.keys(SPELLINGS)])].sort(
  (a, b) => b.length - a.length,
);

/** How deep a unit can hold another: pieces 0, containers 1, shipping packages 2; used to reject nonsense like "12件*100个". */
export function unitDepth(unit: string): number {
  const kind = unitKind(unit);
  if (kind === "shipping") return unit === "组" ? 1.9 : 2;
  if (kind !== "container") return 0;
  if ("瓶管支板".includes(unit)) return 0.5;
  if ("袋包".includes(unit)) return 0.7;
  return 1;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** A pattern (without its brackets) that finds any known unit, the longest first. */
export const unitPattern: string = unitSpellings.map(literal).join("|");
