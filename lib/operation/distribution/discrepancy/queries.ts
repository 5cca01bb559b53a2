import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { read } from "@/lib/platform/db/access";
import { type Cursor, keyPage } from "@/lib/platform/db/key-page";
import { NotFound } from "@/lib/platform/errors";
import { caseVisible, maySettle } from "./commands/access";

function gate(actor: Actor): void {
  if (!canSomewhere(actor, "discrepancy.read")) throw new NotFound({ key: "errors.notAllowed" });
}

const include = {
  goods: { select: { nameZh: true, nameEn: true } },
  owner: { select: { id: true, name: true, nameEn: true } },
  shipment: {
    select: {
      id: true,
      number: true,
      fromSite: { select: { id: true, name: true, nameEn: true } },
      toSite: { select: { id: true, name: true, nameEn: true } },
    },
  },
} as const;

export interface DiscrepancyFilter {
  state?: string;
  kind?: string;
  /** Unresolved and past their clock. */
  overdue?: boolean;
}

/** A page of cases, newest first. */
export function listDiscrepancies(actor: Actor, filter: DiscrepancyFilter, cursor: Cursor) {
  gate(actor);
  return read(actor, async (db) => {
    const { now } = await businessTime(db);
    return keyPage(cursor, ({ id, orderBy, take }) =>
      db.discrepancy.findMany({
        where: {
          AND: [
            { id },
            caseVisible(actor),
            filter.state ? { state: filter.state } : {},
            filter.kind ? { kind: filter.kind } : {},
            filter.overdue ? { state: { not: "resolved" }, dueAt: { lt: now } } : {},
          ],
        },
        include,
        orderBy,
        take,
      }),
    );
  });
}

/** One case with goods, lot, owner and shipment. */
export function getDiscrepancy(actor: Actor, id: string) {
  gate(actor);
  return read(actor, async (db) => {
    const row = /^[0-9a-f-]{36}$/.test(id)
      ? await db.discrepancy.findFirst({ where: { AND: [{ id }, caseVisible(actor)] }, include })
      : null;
    if (!row) throw new NotFound();
    const lot = row.lotId
      ? await db.lot.findUnique({ where: { id: row.lotId }, select: { id: true, number: true } })
      : null;
    return { ...row, lot };
  });
}

/** People within the actor's reach who may be given a case: officers of transport and reserve over one of its ends. */
export function ownerChoices(actor: Actor, row: { fromAreaCode: string; toAreaCode: string }) {
  gate(actor);
  return read(actor, (db) =>
    db.person.findMany({
      where: maySettle(row),
      select: { id: true, name: true, nameEn: true },
      orderBy: { name: "asc" },
      take: 200,
    }),
  );
}
