/** Standards quoted in goods texts, and whether the quoted edition exists and was in force in February 2020. */
import { foldText } from "./text";

/** Editions of the standards of protective goods, oldest first; the last one was in force on 1 February 2020. */
const EDITIONS: Readonly<Record<string, readonly number[]>> = {
  "GB 19083": [2003, 2010],
  "GB 19082": [2003, 2009],
  "YY 0469": [2004, 2011],
  "YY/T 0969": [2013],
  "GB 2626": [1992, 2006],
  "GB/T 32610": [2016],
  "GB 14866": [1989, 2006],
  "GB 10213": [1995, 2006],
  "GB 7543": [1996, 2006],
  "YY/T 0506": [2016],
  "GB 15979": [1995, 2002],
  "GB 24539": [2009],
  "GB 2890": [1995, 2009],
};

export interface QuotedStandard {
  /** "GB 19083-2010", or "GB 19083" when no year is quoted. */
  text: string;
  /** Without the year: "YY/T 0469" is "YY 0469" where only that is known. */
  number: string;
  year: number | null;
  /** `wrongYear`: no such edition (YY 0469-2010); `superseded`: an older one (GB 19082-2003); `unlisted`: not a standard known here. */
  standing: "current" | "superseded" | "wrongYear" | "noYear" | "unlisted";
  /** The edition in force, where known. */
  inForce: string | null;
}

const QUOTED =
  /(?<![a-z])(GB|YY|WS|FZ|QB|HJ)\s*(\/\s*[TZ])?\s*(\d{3,5}(?:\.\d+)?)(?:\s*[-—–:]\s*((?:19|20)\d{2}))?(?!\d)/gi;

/** Standards quoted in a text, in order, each once. */
export function quotedStandards(text: string): QuotedStandard[] {
  const found = new Map<string, QuotedStandard>();
  for (const match of foldText(text).matchAll(QUOTED)) {
    const family = (match[1] ?? "").toUpperCase();
    const kind = match[2] === undefined ? "" : `/${match[2].slice(-1).toUpperCase()}`;
    const digits = match[3] ?? "";
    const asQuoted = `${family}${kind} ${digits}`;
    const other = kind === "" ? `${family}/T ${digits}` : `${family} ${digits}`;
    const number = !(asQuoted in EDITIONS) && other in EDITIONS ? other : asQuoted;
    const year = match[4] === undefined ? null : Number(match[4]);
    const editions = EDITIONS[number];
    const latest = editions?.at(-1);
    const standing =
      editions === undefined
        ? "unlisted"
        : year === null
          ? "noYear"
          : year === latest
            ? "current"
            : editions.includes(year)
              ? "superseded"
              : "wrongYear";
    const quoted = year === null ? number : `${number}-${year}`;
    if (!found.has(quoted))
      found.set(quoted, {
        text: quoted,
        number,
        year,
        standing,
        inForce: latest === undefined ? null : `${number}-${latest}`,
      });
  }
  return [...found.values()];
}
