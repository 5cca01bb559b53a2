import type { Actor } from "@/lib/platform/auth/actor";
import { visible } from "@/lib/platform/auth/reach";
import { read } from "@/lib/platform/db/access";
import { type Cursor, keyPage } from "@/lib/platform/db/key-page";
import { gateStock } from "./gate";

export interface EntryFilter {
  siteId?: string;
  lotId?: string;
  goodsId?: string;
  kind?: string;
  documentKind?: string;
  documentId?: string;
  /** Business time, from inclusive, to exclusive. */
  from?: Date;
  to?: Date;
}

/** A page of the stock ledger 库存台账, newest first; each movement with what reverses it, if anything does. */
export function listEntries(actor: Actor, filter: EntryFilter, cursor: Cursor) {
  gateStock(actor);
  return read(actor, async (db) => {
    const asId = (id: { lt?: string; gt?: string } | undefined) =>
      id ? { ...(id.lt ? { lt: BigInt(id.lt) } : {}), ...(id.gt ? { gt: BigInt(id.gt) } : {}) } : undefined;
    const page = await keyPage(digitsOnly(cursor), async ({ id, orderBy, take }) => {
      const rows = await db.stockEntry.findMany({
        where: {
          AND: [
            { id: asId(id) },
            visible(actor, "stock.read", { area: ["fromAreaCode", "toAreaCode"], site: ["fromSiteId", "toSiteId"] }),
            filter.siteId ? { OR: [{ fromSiteId: filter.siteId }, { toSiteId: filter.siteId }] } : {},
            filter.lotId ? { lotId: filter.lotId } : {},
            filter.goodsId ? { goodsId: filter.goodsId } : {},
            filter.kind ? { kind: filter.kind } : {},
            filter.documentKind ? { documentKind: filter.documentKind } : {},
            filter.documentId ? { documentId: filter.documentId } : {},
            filter.from || filter.to ? { businessAt: { gte: filter.from, lt: filter.to } } : {},
          ],
        },
        include: {
          lot: { select: { number: true, unit: true } },
          goods: { select: { nameZh: true, nameEn: true } },
          fromPlace: { include: { site: { select: { name: true, nameEn: true } } } },
          toPlace: { include: { site: { select: { name: true, nameEn: true } } } },
        },
        orderBy,
        take,
      });
      return rows.map((row) => ({ ...row, id: String(row.id), entryId: row.id }));
    });
    const reversed = await db.stockEntry.findMany({
      where: { reversesId: { in: page.rows.map((row) => row.entryId) } },
      select: { id: true, reversesId: true },
    });
    const reversedBy = new Map(reversed.map((row) => [row.reversesId, row.id]));
    const people = await db.person.findMany({
      where: { id: { in: page.rows.flatMap((row) => row.actorId ?? []) } },
      select: { id: true, name: true, nameEn: true },
    });
    const names = new Map(people.map((row) => [row.id, row]));
    return {
      ...page,
      rows: page.rows.map((row) => ({
        ...row,
        reversedBy: reversedBy.get(row.entryId) ?? null,
        actor: row.actorId ? (names.get(row.actorId) ?? null) : null,
      })),
    };
  });
}

/** Entry ids are numbers: a cursor of another kind of list is ignored. */
function digitsOnly(cursor: Cursor): Cursor {
  const keep = (value: string | undefined) => (value && /^\d{1,19}$/.test(value) ? value : undefined);
  return { after: keep(cursor.after), before: keep(cursor.before) };
}
