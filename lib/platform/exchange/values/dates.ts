/** Reading dates as sheets of this family write them: `1/30/20`, 2020年1月30日, 1月30日, 截至28日, Excel serials, ISO, English. */
import { readHanNumber } from "./quantity";
import { foldText } from "./text";

export interface DateReading {
  /** ISO `YYYY-MM-DD`. Of a range, its last day. */
  date: string;
  /** "截至28日": everything until that day, not of it. */
  cumulative: boolean;
  range: boolean;
  yearInferred: boolean;
  monthInferred: boolean;
  /** Day and month could be swapped and both readings lie near the business date. */
  ambiguous: boolean;
}

const DAY_MS = 86_400_000;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);

/** ISO date of a calendar day, or `null` if there is no such day. Months count from 1. */
export function isoDate(year: number, month: number, day: number): string | null {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  if (year < 1900 || year > 2199 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

/** ISO date of an Excel serial number (1900 system, which wrongly knows 29 February 1900); `null` outside 1910 to 2199. */
export function dateOfExcelSerial(serial: number): string | null {
  if (!(serial >= 3_654 && serial < 109_575)) return null;
  return new Date(EXCEL_EPOCH + Math.floor(serial) * DAY_MS).toISOString().slice(0, 10);
}

const distanceDays = (a: string, b: string): number => Math.abs(Date.parse(a) - Date.parse(b)) / DAY_MS;

/** The year that brings month and day nearest to the business date. */
function nearestYear(month: number, day: number, businessDate: string): string | null {
  const year = Number(businessDate.slice(0, 4));
  return (
    [year - 1, year, year + 1]
      .map((candidate) => isoDate(candidate, month, day))
      .filter((date): date is string => date !== null)
      .sort((a, b) => distanceDays(a, businessDate) - distanceDays(b, businessDate))[0] ?? null
  );
}

/** The latest day of that number not after the business date (three days of grace for announcements). */
function latestDay(day: number, businessDate: string): string | null {
  const latest = Date.parse(businessDate) + 3 * DAY_MS;
  const start = new Date(businessDate);
  for (const back of [-1, 0, 1, 2, 3]) {
    const month = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() - back, 1));
    const date = isoDate(month.getUTCFullYear(), month.getUTCMonth() + 1, day);
    if (date !== null && Date.parse(date) <= latest) return date;
  }
  return null;
}

type Partial3 = Pick<DateReading, "date" | "yearInferred" | "monthInferred" | "ambiguous">;
const certain = (date: string | null): Partial3 | null =>
  date === null ? null : { date, yearInferred: false, monthInferred: false, ambiguous: false };
const yearless = (date: string | null): Partial3 | null =>
  date === null ? null : { date, yearInferred: true, monthInferred: false, ambiguous: false };
const fullYear = (year: number): number => (year < 100 ? 2000 + year : year);

function readSlashed(a: number, b: number, c: number, businessDate: string): Partial3 | null {
  if (a > 31) return certain(isoDate(a, b, c));
  const monthFirst = isoDate(fullYear(c), a, b);
  const dayFirst = isoDate(fullYear(c), b, a);
  // "20/1/30": a two-digit year in front, when no other reading is a date near the business date.
  const yearFirst = a < 100 && c <= 31 ? isoDate(2000 + a, b, c) : null;
  const readings = [monthFirst, dayFirst, yearFirst].filter((date): date is string => date !== null);
  const near = readings.filter((date) => distanceDays(date, businessDate) <= 120);
  // Month first is what spreadsheet programs write for `1/30/20`, so it wins where both readings are as likely.
  const chosen = near[0] ?? readings[0];
  if (chosen === undefined) return null;
  return {
    date: chosen,
    yearInferred: false,
    monthInferred: false,
    ambiguous: chosen === monthFirst && near.includes(dayFirst ?? "") && dayFirst !== monthFirst,
  };
}

function readOne(text: string, businessDate: string): Partial3 | null {
  let m = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[T\s].*)?$/.exec(text);
  if (m) return certain(isoDate(Number(m[1]), Number(m[2]), Number(m[3])));
  m = /^(\d{2})年(\d{1,2})月(\d{1,2})[日号]?$/.exec(text);
  if (m) return certain(isoDate(2000 + Number(m[1]), Number(m[2]), Number(m[3])));
  m = /^(19|20)(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (m) return certain(isoDate(Number(`${m[1]}${m[2]}`), Number(m[3]), Number(m[4])));
  m = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:\s.*)?$/.exec(text);
  if (m) return readSlashed(Number(m[1]), Number(m[2]), Number(m[3]), businessDate);
  m =
    /^(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?(?:\s*\d{1,2}[:时].*)?$/.exec(text) ?? /^(\d{1,2})[/.-](\d{1,2})$/.exec(text);
  if (m) return yearless(nearestYear(Number(m[1]), Number(m[2]), businessDate));
  m = /^(\d{1,2})\s*[日号]$/.exec(text);
  if (m) {
    const date = latestDay(Number(m[1]), businessDate);
    return date === null ? null : { date, yearInferred: true, monthInferred: true, ambiguous: false };
  }
  m = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]*(\d{4}|\d{2})?$/i.exec(text);
  if (m) return readEnglish(m[2] ?? "", Number(m[1]), m[3], businessDate);
  m = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?$/i.exec(text);
  if (m) return readEnglish(m[1] ?? "", Number(m[2]), m[3], businessDate);
  return null;
}

function readEnglish(name: string, day: number, year: string | undefined, businessDate: string): Partial3 | null {
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return null;
  return year === undefined
    ? yearless(nearestYear(month, day, businessDate))
    : certain(isoDate(fullYear(Number(year)), month, day));
}

/**
 * Reads a date cell or a piece of title; `null` if it is none. `businessDate` (ISO) supplies a missing year or
 * month: the year that comes nearest, the latest month not after it. Never throws.
 */
export function readDate(text: string, businessDate: string): DateReading | null {
  let folded = westernDigits(
    foldText(text)
      .replace(/^[([【]\s*|\s*[)\]】]$/g, "")
      .replace(TIME_OF_DAY, "")
      .replace(WEEKDAY, ""),
  );
  const cumulative = /^(?:截至|截止|截止到|至|到|until|as of|up to|through)|(?:止|为止|前)$/i.test(folded);
  folded = folded
    .replace(/^(?:截止到|截至到|截至|截止|至|到|until|as of|up to|through)\s*/i, "")
    .replace(/\s*(?:为止|止|前)$/, "");
  if (/^\d{5}(?:\.\d+)?$/.test(folded)) {
    const date = dateOfExcelSerial(Number(folded));
    return date === null
      ? null
      : { date, cumulative, range: false, yearInferred: false, monthInferred: false, ambiguous: false };
  }
  const one = readOne(folded, businessDate);
  if (one) return { ...one, cumulative, range: false };
  const span = /^(.+?[日号\d])\s*(?:至|到|-|—|–|~|to)\s*(.+)$/i.exec(folded);
  if (span) {
    const first = readOne(span[1] ?? "", businessDate);
    const last = readOne(span[2] ?? "", first?.date ?? businessDate);
    if (first && last) return { ...last, cumulative: true, range: true };
  }
  return null;
}

const WEEKDAY = /(?<=[日号\d])\s*\(?(?:星期|周|礼拜)[一二三四五六日天]\)?$/;
const TIME_OF_DAY =
  /(?<=[日号])\s*(?:上午|下午|早上|晚上|中午|凌晨|傍晚|夜间|午后|晚间|早|晚|夜)?\s*(?:\d{1,2}\s*(?:[时点]\s*(?:\d{1,2}\s*分?|半|整)?|:\d{2}(?::\d{2})?))?$/;

/** "二〇二〇年一月三十日" and "元月30日" with digits as everybody else writes them. */
const westernDigits = (text: string): string =>
  text
    .replace(/元(?=月)/, "1")
    .replace(/[〇零一二三四五六七八九]{4}(?=年)/, (year) => [...year].map((digit) => readHanNumber(digit)).join(""))
    .replace(/[一二三四五六七八九十]{1,3}(?=[月日号])/g, (figure) => String(readHanNumber(figure) ?? figure));

const TITLE_DATES =
  /(?:\d{4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*[日号]|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|(?<!\d)20\d{6}(?!\d)|\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\.?,?\s+\d{4}|[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}/gi;
/** A day without its month ("30日"), or a month and day between points or strokes ("1.30"): dates only near the business date. */
const SHORT_DATES =
  /(?<![\d.:月第])\d{1,2}\s*[日号](?!\p{Script=Han}*(?:楼|库|线|院|馆|门))|(?<![\d./第vV])\d{1,2}[./]\d{1,2}(?![\d./%]|\s*(?:版|万|亿|元|吨|米|m))/gu;
/** Days a short date may lie from the business date. */
const NEAR_DAYS = 120;

/**
 * The date a title tells in running text ("（2月1日日新增）", "2020年2月2日发放情况", "1.30"); a span counts as its last day,
 * marked `range`.
 */
export function readTitleDate(text: string, businessDate: string): DateReading | null {
  const folded = westernDigits(foldText(text));
  const read = (pattern: RegExp): DateReading[] =>
    (folded.match(pattern) ?? [])
      .map((part) => readDate(part, businessDate))
      .filter((reading): reading is DateReading => reading !== null);
  const whole = read(TITLE_DATES);
  const readings =
    whole.length > 0 ? whole : read(SHORT_DATES).filter(({ date }) => distanceDays(date, businessDate) <= NEAR_DAYS);
  const last = readings.at(-1);
  if (last === undefined) return null;
  const range =
    new Set(readings.map(({ date }) => date)).size > 1 ||
    /\d\s*月\s*\d+\s*[日号]?\s*[-—~至到]\s*\d|(?<!\d)\d{1,2}\s*[日号]?\s*[-—~至到]\s*\d{1,2}\s*[日号]/.test(folded);
  return { ...last, range, cumulative: range || /截至|截止|累计/.test(folded) };
}

/** The day a sheet (or a text file) is named after: "2月3日", "2.3", "0203", "1月30日发放"; `null` for other names and for spans. */
export function readNameDate(name: string, businessDate: string): string | null {
  const folded = foldText(name).replace(/^(\d{2})(\d{2})$/, "$1-$2");
  const told = readDate(folded, businessDate) ?? readTitleDate(folded, businessDate);
  return told === null || told.range || told.cumulative ? null : told.date;
}
