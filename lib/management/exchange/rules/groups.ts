import type { KnownGoods, KnownSite, StoredRow } from "./matching";
import { donorName } from "./donors";

/** A row that may become part of a document. */
export interface ReadyRow {
  /** Id of the import row. */
  id: string;
  row: StoredRow;
  goods: KnownGoods;
  each: bigint | null;
  site: KnownSite | null;
}

/** Rows that become one document. */
export interface RowGroup {
  rows: ReadyRow[];
}

const byKey = <T extends RowGroup>(rows: readonly ReadyRow[], keyOf: (row: ReadyRow) => string, most: number): T[] => {
  const groups = new Map<string, ReadyRow[][]>();
  for (const row of rows) {
    const key = keyOf(row);
    const parts = groups.get(key) ?? [[]];
    const last = parts[parts.length - 1] as ReadyRow[];
    if (last.length < most) last.push(row);
    else parts.push([row]);
    groups.set(key, parts);
  }
  return [...groups.values()].flat().map((part) => ({ rows: part }) as T);
};

/** Lines one delivery, issue or request may have; more go into a further one. */
const MOST_LINES = 100;

/** One delivery a day and donor; cumulative statements apart from dated ones. */
export const deliveryGroups = (rows: readonly ReadyRow[]): RowGroup[] =>
  byKey(rows, ({ row }) => `${row.date} ${row.dateIsCumulative} ${donorName(row.partyText)}`, MOST_LINES);

/** Likely repeats: one delivery a donor and delivery repeated. */
export const repeatGroups = (rows: readonly ReadyRow[], originalOf: (row: ReadyRow) => string): RowGroup[] =>
  byKey(rows, (ready) => `${ready.row.date} ${donorName(ready.row.partyText)} ${originalOf(ready)}`, MOST_LINES);

/** One issue a day and recipient. */
export const issueGroups = (rows: readonly ReadyRow[]): RowGroup[] =>
  byKey(rows, ({ row, site }) => `${row.date} ${site?.id}`, MOST_LINES).sort((a, b) =>
    (a.rows[0]?.row.date ?? "") < (b.rows[0]?.row.date ?? "") ? -1 : 1,
  );

/**
 * One request a place and priority. Goods a place names twice go into a further request: whether it needs both or said it twice, the
 * duplicates of the demand list let a person decide.
 */
export function needGroups(rows: readonly ReadyRow[], priorityOf: (row: ReadyRow) => string): RowGroup[] {
  const seen = new Map<string, number>();
  const copy = (ready: ReadyRow): number => {
    const key = `${ready.site?.id} ${priorityOf(ready)} ${ready.goods.id}`;
    const number = seen.get(key) ?? 0;
    seen.set(key, number + 1);
    return number;
  };
  const copies = new Map(rows.map((ready) => [ready, copy(ready)]));
  return byKey(rows, (ready) => `${ready.site?.id} ${priorityOf(ready)} ${copies.get(ready)}`, MOST_LINES);
}

/** Opening stock a hundred lots a posting. */
export const stockGroups = (rows: readonly ReadyRow[]): RowGroup[] => byKey(rows, () => "", MOST_LINES);
