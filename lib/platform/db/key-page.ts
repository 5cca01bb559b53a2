/** Where a list stands: newest first, `after` a row's id (older), or `before` one (newer, when going back). */
export interface Cursor {
  after?: string;
  before?: string;
}

export interface KeyPage<T> {
  rows: T[];
  /** id to give as `after` for the next (older) page; null when there is none. */
  next: string | null;
  /** id to give as `before` for the previous (newer) page; null on the first. */
  previous: string | null;
}

export const PAGE_SIZE = 50;

/** Reads a cursor from the address; anything that is no id is ignored. */
export function cursorOf(params: Record<string, string | string[] | undefined>): Cursor {
  const id = (value: string | string[] | undefined) =>
    typeof value === "string" && /^[0-9a-f-]{36}$|^\d{1,19}$/.test(value) ? value : undefined;
  return { after: id(params.after), before: id(params.before) };
}

const ID_PAIR = /^[0-9a-f-]{36}\.[0-9a-f-]{36}$/;

/** Cursor of a list whose rows are known by two ids (a goods at a site, a lot in a place), joined by a dot. */
export function pairCursorOf(params: Record<string, string | string[] | undefined>): Cursor {
  const pair = (value: string | string[] | undefined) =>
    typeof value === "string" && ID_PAIR.test(value) ? value : undefined;
  return { after: pair(params.after), before: pair(params.before) };
}

/** The two ids of such a cursor. */
export function pairOf(key: string): [string, string] {
  const [first = "", second = ""] = key.split(".");
  return [first, second];
}

/**
 * One page of any order by key. Reads one row more than a page to know whether another follows.
 * @param find rows beyond the row `from` (from the first when undefined), forwards or `back`wards, nearest first
 * @param keyOf what a row is known by in the address; each row's own
 */
export async function turnPage<T>(
  cursor: Cursor,
  find: (page: { from: string | undefined; back: boolean; take: number }) => Promise<T[]>,
  keyOf: (row: T) => string,
  size = PAGE_SIZE,
): Promise<KeyPage<T>> {
  const back = cursor.before !== undefined;
  const found = await find({ from: cursor.before ?? cursor.after, back, take: size + 1 });
  const more = found.length > size;
  const rows = found.slice(0, size);
  if (back) rows.reverse();
  const [first, last] = [rows[0], rows[rows.length - 1]];
  return {
    rows,
    next: (back || more) && last !== undefined ? keyOf(last) : null,
    previous: (back ? more : cursor.after !== undefined) && first !== undefined ? keyOf(first) : null,
  };
}

/**
 * One page by key, newest first (ids are time-ordered uuid v7).
 * @param find gets the id condition, order and take to put into a Prisma query
 */
export function keyPage<T extends { id: string }>(
  cursor: Cursor,
  find: (page: {
    id: { lt?: string; gt?: string } | undefined;
    orderBy: { id: "asc" | "desc" };
    take: number;
  }) => Promise<T[]>,
  size = PAGE_SIZE,
): Promise<KeyPage<T>> {
  return turnPage(
    cursor,
    ({ from, back, take }) =>
      find({
        id: from === undefined ? undefined : back ? { gt: from } : { lt: from },
        orderBy: { id: back ? "asc" : "desc" },
        take,
      }),
    (row) => row.id,
    size,
  );
}
