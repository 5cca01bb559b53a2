/** Reading a quantity cell: "198箱", "1200 支", "3万", "1.6万个", "约500", "1,200", "一批", "若干". */
import type { QuantityReading } from "../model/row";
import { foldText, textOrBlank } from "./text";
import { normalizeUnit, unitDepth, unitKind, unitPattern } from "./units";

/** Above this a quantity is taken for a slip or a test entry (real offers of 2020 went up to 10^14). */
export const LARGEST_QUANTITY = 1_000_000_000;

const UNSPECIFIED =
  /^(?:若干|一批|1批|数批|不详|不限|不等|多多益善|越多越好|急需|大量|少量|部分|待定|未知|some|several|many|various|lot|a lot|tbd|unknown|as many as possible)[个箱件台]?$/i;
const APPROXIMATE_BEFORE =
  /^(?:大约|约为|大概|将近|不少于|至少|不低于|约|近|超|逾|≈|~|～|approx\.?|about|around|circa|ca\.?|>=?|≥|<=?|≤)\s*/i;
/** Words before a figure that leave it exact: "共500只". */
const EXACT_BEFORE = /^(?:共计|合计|总计|总共|共|计)\s*[::]?\s*(?=\d)/;
const NUMBER =
  /^([+-]?)(\d{1,3}(?:[, ']\d{3})+|\d+)(\.\d+)?(?:e\+?(\d{1,2}))?\s*(十|百|千|万|十万|百万|千万|亿|k|w)?\s*(余|多|\+|来)?\s*(.*)$/i;
const SCALE: Readonly<Record<string, number>> = {
  十: 1,
  百: 2,
  千: 3,
  万: 4,
  十万: 5,
  百万: 6,
  千万: 7,
  亿: 8,
  k: 3,
  w: 4,
};
const HAN_DIGIT: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  二: 2,
  贰: 2,
  两: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const HAN_PLACE: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };

/** Value of a number in Chinese numerals below 10^12 ("三百二十", "两万"); `null` if it is none. */
export function readHanNumber(text: string): number | null {
  if (text === "") return null;
  let hundredMillions = 0;
  let tenThousands = 0;
  let section = 0;
  let digit: number | null = null;
  for (const character of text) {
    const value = HAN_DIGIT[character];
    const place = HAN_PLACE[character];
    if (value !== undefined) digit = value;
    else if (place !== undefined) {
      section += (digit ?? 1) * place;
      digit = null;
    } else if (character === "万") {
      tenThousands = (section + (digit ?? 0)) * 10_000;
      section = 0;
      digit = null;
    } else if (character === "亿") {
      hundredMillions = (tenThousands + section + (digit ?? 0)) * 100_000_000;
      tenThousands = 0;
      section = 0;
      digit = null;
    } else return null;
  }
  return hundredMillions + tenThousands + section + (digit ?? 0);
}

type Missing = Exclude<QuantityReading["missing"], null>;
const none = (missing: Missing, unit = "", approximate = false): QuantityReading => ({
  quantity: null,
  unit,
  approximate,
  tenThousands: false,
  packText: "",
  missing,
});

const MIXED = /^((?:\d+[亿万千百]零?){1,4}(?:\d+十?)?)(?![\d.万亿])/;
const MIXED_SCALE: Readonly<Record<string, number>> = { 亿: 100_000_000, 万: 10_000, 千: 1000, 百: 100, 十: 10 };

/**
 * A figure of digits and scales in turn ("3万6千", "1万5000", "1万零500"), as plain digits before what follows it. `null` if the text
 * begins with none; "unclear" where the last part has no scale and could be meant in the next lower one ("3万6").
 */
function readMixed(text: string): string | "unclear" | null {
  const figure = MIXED.exec(text)?.[1];
  const parts = [...(figure ?? "").matchAll(/(\d+)([亿万千百十]?)(零?)/g)];
  if (figure === undefined || parts.length < 2) return null;
  let value = 0;
  let room = Number.POSITIVE_INFINITY;
  let zero = false;
  for (const [, digits = "", scaleWord = "", zeroAfter = ""] of parts) {
    const scale = MIXED_SCALE[scaleWord] ?? 1;
    const part = Number(digits) * scale;
    if (part >= room || (scale === 1 && digits.length < 3 && !zero)) return "unclear";
    value += part;
    room = scale;
    zero = zeroAfter !== "";
  }
  return `${value}${text.slice(figure.length)}`;
}

const UNIT = `(?:${unitPattern})`;
const TIMES_PACK = new RegExp(`^(${UNIT})\\s*[*×xX]\\s*(\\d+)\\s*(${UNIT})?(?:\\s*/\\s*(${UNIT}))?$`, "i");
const EACH_HOLDS = new RegExp(`^(?:每|一|1)\\s*(${UNIT})\\s*(?:内?装|内?含)?\\s*(\\d+)\\s*(${UNIT})$`, "i");
const HELD_BY_EACH = new RegExp(`^(\\d+)\\s*(${UNIT})\\s*(?:/|每)\\s*(${UNIT})$`, "i");
const OTHER_COUNT = new RegExp(`^(?:共|计|约|合)?\\s*\\d+\\s*(${UNIT})$`, "i");

/** What stands behind a figure: its unit, the pack told beside it, a remark that leaves the figure in doubt. */
interface Behind {
  unit: string;
  packText: string;
  doubtful: boolean;
}

/** Reads what stands behind a figure: "箱(每箱400只)", "箱*400只", "只(20箱)", "(箱)", "只左右". `null` if it says more than one thing. */
function readBehind(text: string): Behind | null {
  const times = TIMES_PACK.exec(text);
  if (times) {
    const [, unit = "", count = "", inner, per] = times;
    if (per !== undefined && normalizeUnit(per) !== normalizeUnit(unit)) return null;
    return { unit: normalizeUnit(unit), packText: inner ? `${count}${inner}/${unit}` : `*${count}`, doubtful: false };
  }
  const bracket = /^([^()（）]*)[(（]([^()（）]*)[)）]?$/.exec(text);
  const bare = (bracket ? (bracket[1] ?? "") : text).trim();
  const remark = (bracket?.[2] ?? "").trim();
  const word = bare.replace(/(?:左右|上下|以上|余|不等)$/, "").trim();
  const unit = normalizeUnit(word);
  const head: Behind = { unit, packText: "", doubtful: word !== bare };
  if (remark === "") return head;
  const remarkUnit = normalizeUnit(remark);
  if (unitKind(remarkUnit) !== "unknown") return unit === "" ? { ...head, unit: remarkUnit } : head;
  const each = EACH_HOLDS.exec(remark);
  if (each && normalizeUnit(each[1] ?? "") === unit) return { ...head, packText: `${each[2]}${each[3]}/${each[1]}` };
  const held = HELD_BY_EACH.exec(remark);
  if (held && normalizeUnit(held[3] ?? "") === unit) return { ...head, packText: remark };
  const other = OTHER_COUNT.exec(remark);
  // "20箱(8000只)" leaves open what one holds; "8000只(20箱)" has said its figure.
  if (other && unitKind(unit) !== "unknown" && unitDepth(unit) !== unitDepth(normalizeUnit(other[1] ?? "")))
    return head;
  return /\d/.test(remark) ? null : { ...head, doubtful: true };
}

/** Digits × 10^scale as a whole number, or `null` when it is not whole; exact, no floating point. */
function scaledWhole(whole: string, fraction: string, scale: number): number | null {
  const digits = fraction.replace(/0+$/, "");
  if (digits.length > scale) return null;
  if (whole.length + scale > 15 && Number(whole) !== 0) return Number.POSITIVE_INFINITY;
  return Number(whole + digits.padEnd(scale, "0"));
}

/**
 * Reads a quantity cell. The quantity is a whole number of `unit` (normalised, `""` if the cell names none), or
 * `null` with the reason; nothing is ever guessed or rounded. Never throws.
 */
export function readQuantity(text: string): QuantityReading {
  const folded = foldText(textOrBlank(text));
  if (folded === "") return none("blank");
  if (UNSPECIFIED.test(folded)) return none("unspecified");
  const approximateBefore = APPROXIMATE_BEFORE.test(folded);
  const body = folded
    .replace(APPROXIMATE_BEFORE, "")
    .replace(EXACT_BEFORE, "")
    .replace(/^[¥$#]/, "");
  const mixed = readMixed(body);
  if (mixed === "unclear") return none("notANumber");
  const match = NUMBER.exec(mixed ?? body);
  if (!match) return readHanQuantity(body, approximateBefore);
  const [, sign = "", wholeText = "", fractionText = "", exponent = "0", scaleWord = "", more = "", rest = ""] = match;
  if (/^[(（]?\s*[-~至到]\s*\d/.test(rest)) return none("range");
  const behind = readBehind(rest.trim());
  if (behind === null) return none("several");
  const { unit, packText } = behind;
  const approximate = approximateBefore || more !== "" || behind.doubtful;
  if (/\d/.test(unit)) return none(unit.match(/\d+\s*\D/) ? "several" : "notANumber", "", approximate);
  // "5M" may be five million, five metres or a size.
  if (rest.trim() === "M") return none("notANumber");
  if (unit !== "" && unitKind(unit) === "unknown" && (unit.length > 4 || !/^\p{L}+$/u.test(unit)))
    return none("notANumber", "", approximate);
  const scale = Number(exponent) + (SCALE[scaleWord.toLowerCase()] ?? 0);
  const value = scaledWhole(wholeText.replace(/[, ']/g, ""), fractionText.slice(1), scale);
  if (value === null) return none("notWhole", unit, approximate);
  if (sign === "-" && value !== 0) return none("negative", unit, approximate);
  if (value > LARGEST_QUANTITY) return none("tooLarge", unit, approximate);
  const tenThousands = scaleWord !== "" || mixed !== null;
  return { quantity: value, unit, approximate, tenThousands, packText, missing: null };
}

function readHanQuantity(body: string, approximate: boolean): QuantityReading {
  const match = /^([零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿]+)(余|多|几)?(\D{0,3})$/.exec(body);
  if (!match) return none(/^-/.test(body) ? "negative" : "notANumber");
  const value = readHanNumber(match[1] ?? "");
  const unit = normalizeUnit(match[3] ?? "");
  if (value === null || (unit !== "" && unitKind(unit) === "unknown")) return none("notANumber");
  if (value > LARGEST_QUANTITY) return none("tooLarge", unit, approximate);
  return {
    quantity: value,
    unit,
    approximate: approximate || match[2] !== undefined,
    tenThousands: /[万亿]/.test(match[1] ?? ""),
    packText: "",
    missing: null,
  };
}
