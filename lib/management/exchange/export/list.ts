import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere } from "@/lib/platform/auth/reach";
import type { Permission } from "@/lib/platform/auth/permissions";
import { type Db, read } from "@/lib/platform/db/access";
import { type Cursor, type KeyPage, turnPage } from "@/lib/platform/db/key-page";
import { NotFound } from "@/lib/platform/errors";
import type { CellValue, ExportColumn } from "@/lib/platform/exchange/write/columns";
import type { Locale } from "@/lib/platform/i18n/locale";
import { MESSAGES, type MessageKey } from "@/lib/platform/i18n/messages";
import type { exchange } from "@/lib/platform/i18n/messages/zh-CN/exchange";
import type { ListFilters } from "./filters";

/** What a list's address may narrow it by; each list takes those it knows. */
export type ExportFilter = Readonly<Record<string, string>>;

/** Words of the reader's language. */
export interface Reader {
  locale: Locale;
  /** A message without placeholders, by key; the key itself when there is none. */
  say(key: MessageKey | undefined, otherwise?: string): string;
}

export type ColumnName = keyof typeof exchange.columns;

/** A column before its header is put into a language. */
export interface ListColumn<Row> {
  name: ColumnName;
  hxl?: string;
  type?: ExportColumn<Row>["type"];
  value(row: Row, reader: Reader): ReturnType<ExportColumn<Row>["value"]> | bigint;
  width?: number;
}

/** Where a page of a list begins, and how long it may be: older than `after`, or newer than `before` (nearest first). */
export interface ExportPage extends Cursor {
  take: number;
}

/** What the key of a list's documents looks like in an address: one id, a running number, or two ids joined by a dot. */
export type KeyKind = "id" | "number" | "pair";

/**
 * A list other programs can have: who may, which filters it takes, its columns, and its rows within reach, as a stream for a file or page by
 * page. A document with lines gives one row a line.
 */
export interface ExportList {
  permission: Permission;
  filters: ListFilters;
  key: KeyKind;
  columns: readonly Pick<ListColumn<never>, "name" | "hxl" | "type">[];
  open(actor: Actor, filter: ExportFilter, reader: Reader): OpenList;
  page(actor: Actor, filter: ExportFilter, reader: Reader, cursor: Cursor, size: number): Promise<KeyPage<ListRow>>;
}

/** A list made ready for writing: columns with headers, rows as they are asked for. */
export interface OpenList {
  columns: ExportColumn<never>[];
  rows: AsyncGenerator<never>;
}

/** A row by column names. */
export type ListRow = Partial<Record<ColumnName, CellValue>>;

interface ListParts<Document extends { id: string | bigint }, Row> {
  permission: Permission;
  filters: ListFilters;
  /** What its documents' keys look like; one id unless it says otherwise. */
  key?: KeyKind;
  /** Documents of a page, in the order of the list (newest first where it has no other), or against it when going back. */
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

/** What an address asks a list for; a value the list cannot mean is left out, as on its page. */
const understood = (filters: ListFilters, filter: ExportFilter): ExportFilter =>
  Object.fromEntries(
    Object.entries(filter).filter(([name, value]) => {
      const known = Object.hasOwn(filters, name) ? filters[name as keyof ListFilters] : undefined;
      return !known || known.safeParse(value).success;
    }),
  );

/**
 * Defines a list. Rows are read page by page, each page in a transaction with the actor's reach, as the writer asks for them.
 * `open` and `page` throw NotFound when the actor may not see the list.
 */
export function defineList<Document extends { id: string | bigint }, Row>(parts: ListParts<Document, Row>): ExportList {
  const gate = (actor: Actor) => {
    if (!canSomewhere(actor, parts.permission)) throw new NotFound({ key: "errors.notAllowed" });
  };
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
    filters: parts.filters,
    key: parts.key ?? "id",
    columns: parts.columns,
    open(actor, filter, reader) {
      gate(actor);
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
      return { columns, rows: rows(actor, understood(parts.filters, filter)) } as unknown as OpenList;
    },
    async page(actor, filter, reader, cursor, size) {
      gate(actor);
      const page = await turnPage(
        cursor,
        ({ from, back, take }) =>
          read(actor, (db) => parts.page(db, actor, filter, { [back ? "before" : "after"]: from, take })),
        (document) => String(document.id),
        size,
      );
      const row = (one: Row): ListRow =>
        Object.fromEntries(parts.columns.map((column) => [column.name, cell(column.value(one, reader))]));
      return { ...page, rows: page.rows.flatMap((document) => parts.each(document).map(row)) };
    },
  };
}

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

/** Condition of the documents beyond the page's key. */
export const beyond = ({ after, before }: ExportPage, read: (key: string) => string | bigint = (key) => key): object =>
  before ? { id: { gt: read(before) } } : after ? { id: { lt: read(after) } } : {};

/** Order and length of a page by id: newest first, the other way when going back. */
export const inOrder = ({ before, take }: ExportPage) => ({ orderBy: { id: before ? "asc" : "desc" }, take }) as const;

/** The same page as lists in an order of their own take it. */
export const turned = ({ after, before, take }: ExportPage) => ({
  from: before ?? after,
  back: before !== undefined,
  take,
});
