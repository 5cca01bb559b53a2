import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere } from "@/lib/platform/auth/reach";
import type { Permission } from "@/lib/platform/auth/permissions";
import { type Db, read } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import type { ExportColumn } from "@/lib/platform/exchange/write/columns";
import type { Locale } from "@/lib/platform/i18n/locale";
import { MESSAGES, type MessageKey } from "@/lib/platform/i18n/messages";
import type { exchange } from "@/lib/platform/i18n/messages/zh-CN/exchange";

/** What a list's address may narrow it by; each list takes those it knows. */
export type ExportFilter = Readonly<Record<string, string>>;

/** Words of the reader's language. */
export interface Reader {
  locale: Locale;
  /** A message without placeholders, by key; the key itself when there is none. */
  say(key: MessageKey | undefined, otherwise?: string): string;
}

type ColumnName = keyof typeof exchange.columns;

/** A column before its header is put into a language. */
export interface ListColumn<Row> {
  name: ColumnName;
  hxl?: string;
  type?: ExportColumn<Row>["type"];
  value(row: Row, reader: Reader): ReturnType<ExportColumn<Row>["value"]> | bigint;
  width?: number;
}

/** Where a page of an export begins and how long it may be. */
export interface ExportPage {
  after: string | undefined;
  take: number;
}

/**
 * A list that can be exported: who may, its rows page by page within reach, and its columns. A document with lines gives one row a line.
 */
export interface ExportList {
  permission: Permission;
  open(actor: Actor, filter: ExportFilter, reader: Reader): OpenList;
}

/** A list made ready for writing: columns with headers, rows as they are asked for. */
export interface OpenList {
  columns: ExportColumn<never>[];
  rows: AsyncGenerator<never>;
}

interface ListParts<Document extends { id: string | bigint }, Row> {
  permission: Permission;
  /** Documents after the one with the key `after`, in the order of the list, newest first. */
  page(db: Db, actor: Actor, filter: ExportFilter, page: ExportPage): Promise<Document[]>;
  /** Rows of a document. */
  each(document: Document): Row[];
  columns: readonly ListColumn<NoInfer<Row>>[];
}

/** Rows of one transaction: large enough to be fast, small enough to keep no snapshot long. */
const AT_ONCE = 500;

/** A quantity for a cell: a number, or decimal text where a number would lose digits. */
const cell = (value: ReturnType<ListColumn<never>["value"]>): ReturnType<ExportColumn<never>["value"]> =>
  typeof value === "bigint"
    ? value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER)
      ? Number(value)
      : value.toString()
    : value;

/** The reader's words. */
export function readerOf(locale: Locale): Reader {
  return {
    locale,
    say: (key, otherwise = "") => {
      let node: unknown = MESSAGES[locale];
      for (const part of (key ?? "").split(".")) node = (node as Record<string, unknown> | undefined)?.[part];
      return typeof node === "string" ? node : otherwise || (key ?? "");
    },
  };
}

/**
 * Defines a list. Rows are read page by page, each page in a transaction with the actor's reach, as the writer asks for them.
 * `open` throws NotFound when the actor may not see the list.
 */
export function defineList<Document extends { id: string | bigint }, Row>(parts: ListParts<Document, Row>): ExportList {
  async function* rows(actor: Actor, filter: ExportFilter): AsyncGenerator<Row> {
    let after: string | undefined;
    for (;;) {
      const page = await read(actor, (db) => parts.page(db, actor, filter, { after, take: AT_ONCE }));
      for (const document of page) yield* parts.each(document);
      const last = page[page.length - 1];
      if (!last || page.length < AT_ONCE) return;
      after = String(last.id);
    }
  }
  return {
    permission: parts.permission,
    open(actor, filter, reader) {
      if (!canSomewhere(actor, parts.permission)) throw new NotFound({ key: "errors.notAllowed" });
      const columns = parts.columns.map(
        (column): ExportColumn<Row> => ({
          header: reader.say(`exchange.columns.${column.name}`),
          type: column.type ?? "text",
          value: (row) => cell(column.value(row, reader)),
          ...(column.hxl ? { hxl: column.hxl } : {}),
          ...(column.width ? { width: column.width } : {}),
        }),
      );
      // Columns and rows belong together by construction; outside, nobody needs to know of what.
      return { columns, rows: rows(actor, filter) } as unknown as OpenList;
    },
  };
}

/** A name in the reader's language. */
export const inLanguage = (names: { nameZh: string; nameEn: string }, { locale }: Reader): string =>
  locale === "en" ? names.nameEn : names.nameZh;
export const siteName = (site: { name: string; nameEn: string | null }, { locale }: Reader): string =>
  (locale === "en" ? site.nameEn : null) ?? site.name;

const isId = (text: string | undefined): text is string => text !== undefined && /^[0-9a-f-]{36}$/.test(text);

/** Conditions of the usual filters on a document's own columns, for those it has. */
export const narrowed = (
  filter: ExportFilter,
  has: readonly ("state" | "incidentId" | "siteId" | "kind")[],
): object[] => {
  const id = { incidentId: filter.incident ?? filter.incidentId, siteId: filter.site ?? filter.siteId };
  return has.flatMap((name): object[] => {
    if (name === "incidentId" || name === "siteId") return isId(id[name]) ? [{ [name]: id[name] }] : [];
    const value = filter[name];
    return value ? [{ [name]: value }] : [];
  });
};

/** Condition of the documents after a key, newest first. */
export const afterId = (after: string | undefined): object => (after ? { id: { lt: after } } : {});
