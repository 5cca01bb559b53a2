import { z } from "zod";
import type { Cursor } from "@/lib/platform/db/key-page";
import type { Locale } from "@/lib/platform/i18n/locale";
import type { ExportFilter, ExportList, KeyKind } from "../export/list";
import { Problem } from "./problems";

export const LIMIT = { usual: 100, most: 500 } as const;

const LANG = z.enum(["zh-CN", "en"]);
const ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const KEYS: Record<KeyKind, string> = { id: `^${ID}$`, number: "^\\d{1,18}$", pair: `^${ID}\\.${ID}$` };

const key = (kind: KeyKind, what: string) => z.string().regex(new RegExp(KEYS[kind])).describe(what);

/** Parameters every list takes beside its filters: where to stand, how much, in which language names come. */
export const pageParameters = (kind: KeyKind) => ({
  after: key(kind, "`next` of the page before: what follows it, older where the list has no order of its own"),
  before: key(kind, "`previous` of a page: what comes before it; with the first page's, what is new since"),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .refine((text) => Number(text) >= 1 && Number(text) <= LIMIT.most)
    .describe(
      `Most documents of a page, 1 to ${LIMIT.most}; ${LIMIT.usual} when left out. A document with lines gives one row a line`,
    ),
  lang: LANG.describe("Language of names; states and kinds are codes. zh-CN when left out"),
});

/** Every parameter of a list with what it takes. */
export const parametersOf = (list: ExportList): Record<string, z.ZodType> => ({
  ...list.filters,
  ...pageParameters(list.key),
});

export interface ListRequest {
  filter: ExportFilter;
  cursor: Cursor;
  limit: number;
  locale: Locale;
}

/**
 * Reads the address of a request. Strict, unlike a page's: a program that misspells a filter must not get the whole list for an answer.
 * @throws Problem naming the first parameter that is unknown, given twice, or malformed
 */
export function listRequest(list: ExportList, asked: URLSearchParams): ListRequest {
  const known = parametersOf(list);
  const given: Record<string, string> = {};
  for (const [name, value] of asked) {
    const schema = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!schema) throw new Problem("parameterUnknown", name);
    if (Object.hasOwn(given, name) || !schema.safeParse(value).success) throw new Problem("parameterMalformed", name);
    given[name] = value;
  }
  const { after, before, limit, lang, ...filter } = given;
  if (after !== undefined && before !== undefined) throw new Problem("parameterMalformed", "before");
  return {
    filter,
    cursor: { ...(after ? { after } : {}), ...(before ? { before } : {}) },
    limit: limit === undefined ? LIMIT.usual : Number(limit),
    locale: lang === "en" ? "en" : "zh-CN",
  };
}

/**
 * Reads the address of the index, which takes a language and nothing else.
 * @throws Problem parameterUnknown or parameterMalformed
 */
export function indexLocale(asked: URLSearchParams): Locale {
  for (const [name, value] of asked) {
    if (name !== "lang") throw new Problem("parameterUnknown", name);
    if (!LANG.safeParse(value).success) throw new Problem("parameterMalformed", name);
  }
  return asked.get("lang") === "en" ? "en" : "zh-CN";
}
