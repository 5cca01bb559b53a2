/** Reading a quantity cell: "198箱", "1200 支", "3万", "1.6万个", "约500", "1,200", "一批", "若干". */
import type { QuantityReading } from "../model";
import { foldText, textOrBlank } from "./text";
import { normalizeUnit, unitKind } from "./units";

/** Above this a quantity is taken for a slip or a test entry (real offers of 2020 went up to 10^14). */
export const LARGEST_QUANTITY = 1_000_000_000;

const UNSPECIFIED =
  /^(?:若干|一批|1批|数批|不详|不限|不等|多多益善|越多越好|急需|大量|少量|部分|待定|未知|some|several|many|various|lot|a lot|tbd|unknown|as many as possible)[个箱件台]?$/i;
const APPROXIMATE_BEFORE =
  /^(?:大约|约为|大概|将近|不少于|至少|不低于|约|近|超|逾|≈|~|～|approx\.?|about|around|circa|ca\.?|>=?|≥|<=?|≤)\s*/i;
const NUMBER =
  /^([+-]?)(\d{1,3}(?:[, ']\d{3})+|\d+)(\.\d+)?(?:e\+?(\d{1,2}))?\s*(十|百|千|万|十万|百万|千万|亿|k|w|m)?\s*(余|多|\+|来)?\s*(.*)$/i;
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
  m: 6,
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
  missing,
});

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
  const body = folded.replace(APPROXIMATE_BEFORE, "").replace(/^[¥$#]/, "");
  const match = NUMBER.exec(body);
  if (!match) return readHanQuantity(body, approximateBefore);
  const [, sign = "", wholeText = "", fractionText = "", exponent = "0", scaleWord = "", more = "", rest = ""] = match;
  const restText = rest.replace(/^[(（]\s*|\s*[)）]$/g, "").trim();
  if (/^[-~至到]\s*\d/.test(restText)) return none("range");
  const unitWord = restText.replace(/(?:左右|上下|以上|余|不等)$/, "").trim();
  const approximate = approximateBefore || more !== "" || unitWord !== restText;
  const unit = normalizeUnit(unitWord);
  if (/\d/.test(unitWord)) return none(unitWord.match(/\d+\s*\D/) ? "several" : "notANumber", "", approximate);
  if (unitWord !== "" && unitKind(unit) === "unknown" && (unitWord.length > 4 || !/^\p{L}+$/u.test(unitWord)))
    return none("notANumber", "", approximate);
  const scale = Number(exponent) + (SCALE[scaleWord.toLowerCase()] ?? 0);
  const value = scaledWhole(wholeText.replace(/[, ']/g, ""), fractionText.slice(1), scale);
  if (value === null) return none("notWhole", unit, approximate);
  if (sign === "-" && value !== 0) return none("negative", unit, approximate);
  if (value > LARGEST_QUANTITY) return none("tooLarge", unit, approximate);
  return { quantity: value, unit, approximate, tenThousands: scaleWord !== "", missing: null };
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
    missing: null,
  };
}
