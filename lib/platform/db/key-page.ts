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

/**
 * One page by key, newest first (ids are time-ordered uuid v7). Reads one row more than a page to know whether another follows.
 * @param find gets the id condition, order and take to put into a Prisma query
 */
export async function keyPage<T extends { id: string }>(
  cursor: Cursor,
  find: (page: {
    id: { lt?: string; gt?: string } | undefined;
    orderBy: { id: "asc" | "desc" };
    take: number;
  }) => Promise<T[]>,
  size = PAGE_SIZE,
): Promise<KeyPage<T>> {
  const back = cursor.before !== undefined;
  const found = await find({
    id: back ? { gt: cursor.before } : cursor.after ? { lt: cursor.after } : undefined,
    orderBy: { id: back ? "asc" : "desc" },
    take: size + 1,
  });
  const more = found.length > size;
  const rows = found.slice(0, size);
  if (back) rows.reverse();
  const hasOlder = back ? true : more;
  const hasNewer = back ? more : cursor.after !== undefined;
  return {
    rows,
    next: hasOlder && rows.length > 0 ? (rows[rows.length - 1] as T).id : null,
    previous: hasNewer && rows.length > 0 ? (rows[0] as T).id : null,
  };
}
