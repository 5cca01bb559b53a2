/** How whole-number quantities are read and written, in both languages. Pure. */

/** Powers of ten. */
const TENS: Record<string, number> = { 千: 3, 万: 4, 亿: 8, k: 3, K: 3, M: 6 };

/** The exact figure with thousands separated: `12400` → "12,400". */
export function exactText(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);
}

/** A figure counted in parts of so many decimals: `1240` of 2 → "12.40". */
export function decimalText(value: number, decimals: number, locale: string): string {
  const places = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(locale, places).format(value / 10 ** decimals);
}

function threeFigures(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }).format(value);
}

/**
 * The short figure: below 10,000 the exact one, above it three significant figures with 万 or 亿 in Chinese, k, M or G
 * (thousand, million, billion) in English. Never rounds up into a figure of its own kind that reads as larger than it is by a unit:
 * 9,999,999 becomes "1,000 万".
 */
export function shortText(value: number, locale: string): string {
  const size = Math.abs(value);
  if (size < 10_000) return exactText(value, locale);
  if (locale.startsWith("zh")) {
    if (size < 99_995_000) {
      const tens = value / 10_000;
      return `${size >= 10_000_000 ? exactText(Math.round(tens), locale) : threeFigures(tens, locale)} 万`;
    }
    return `${threeFigures(value / 100_000_000, locale)} 亿`;
  }
  if (size < 999_500) return `${threeFigures(value / 1_000, locale)} k`;
  if (size < 999_500_000) return `${threeFigures(value / 1_000_000, locale)} M`;
  return `${threeFigures(value / 1_000_000_000, locale)} G`;
}

/** Whether `shortText` leaves anything out. */
export function isShortened(value: number): boolean {
  return Math.abs(value) >= 10_000;
}

/**
 * Reads a whole number as people type or paste it: full-width digits, separators, spaces, 万 and 亿 ("1.2万" is 12,000).
 * Null for an empty text, undefined for anything that is not a whole number of at most 15 digits. With decimals, a number of at most
 * so many is read and counted in its last: "1.2" with 2 is 120.
 */
export function digitsOf(text: string, decimals = 0): number | null | undefined {
  const plain = text
    .normalize("NFKC")
    .replace(/[\s,，_\u200b]/g, "")
    .trim();
  if (plain === "") return null;
  const match = /^(-?\d+(?:\.\d+)?)([千万亿kKM]?)$/.exec(plain);
  if (!match) return undefined;
  // The power goes into the text: a product of fractions would not be exact.
  const number = Number(`${match[1]}e${(match[2] ? TENS[match[2]] : 0) + decimals}`);
  return Number.isInteger(number) && Math.abs(number) <= 999_999_999_999_999 ? number : undefined;
}
