/** Instants and spans in words. Pure: the time zone and "now" are given. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const HOME_TIME_ZONE = "Asia/Shanghai";

/** "2020-01-30 10:42" in the given zone: date first and 24 hours, the same in both languages, sortable by eye. */
export function absoluteText(at: Date, timeZone: string = HOME_TIME_ZONE): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: string) => parts.find((entry) => entry.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}`;
}

/** The same to the second, for trails where the order of what happened counts. */
export const preciseText = (at: Date, timeZone?: string): string =>
  `${absoluteText(at, timeZone)}:${String(at.getUTCSeconds()).padStart(2, "0")}`;

/** Relative near now ("3 分钟前", "in 2 hours"), the day itself beyond `fullAfterDays`. */
export function relativeText(
  at: Date,
  now: Date,
  locale: string,
  timeZone: string = HOME_TIME_ZONE,
  fullAfterDays = 7,
): string {
  const past = at.getTime() - now.getTime();
  const size = Math.abs(past);
  if (size > fullAfterDays * DAY) return absoluteText(at, timeZone).slice(0, 10);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  if (size < MINUTE) return words.format(0, "second");
  if (size < HOUR) return words.format(Math.trunc(past / MINUTE), "minute");
  if (size < DAY) return words.format(Math.trunc(past / HOUR), "hour");
  return words.format(Math.trunc(past / DAY), "day");
}

export type SpanPart = { unit: "days" | "hours" | "minutes" | "seconds"; count: number };

/** The two largest parts of a span: 3 h 20 min, 2 d 4 h; seconds only below a minute. The sign is dropped. */
export function spanParts(spanMs: number): SpanPart[] {
  const size = Math.abs(spanMs);
  if (size < MINUTE) return [{ unit: "seconds", count: Math.floor(size / 1000) }];
  const all: SpanPart[] = [
    { unit: "days", count: Math.floor(size / DAY) },
    { unit: "hours", count: Math.floor((size % DAY) / HOUR) },
    { unit: "minutes", count: Math.floor((size % HOUR) / MINUTE) },
  ];
  const first = all.findIndex((part) => part.count > 0);
  return all.slice(first, first + 2).filter((part) => part.count > 0);
}
