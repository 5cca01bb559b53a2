import type { Actor } from "@/lib/platform/auth/actor";
import { can, canSomewhere, visible } from "@/lib/platform/auth/reach";
import { read } from "@/lib/platform/db/access";
import type { PartyKind } from "@/lib/platform/db/generated/enums";
import { type Cursor, keyPage } from "@/lib/platform/db/key-page";
import { NotFound } from "@/lib/platform/errors";

function gate(actor: Actor): void {
  if (!canSomewhere(actor, "party.read")) throw new NotFound({ key: "errors.notAllowed" });
}

export interface PartyFilter {
  kind?: PartyKind;
  /** Part of the name or code. */
  text?: string;
  /** Left out ones too. */
  inactive?: boolean;
}

const partyWhere = (actor: Actor, filter: PartyFilter) => ({
  AND: [
    visible(actor, "party.read", { area: ["areaCode"] }),
    filter.kind ? { kind: filter.kind } : {},
    filter.inactive ? {} : { active: true },
    filter.text
      ? {
          OR: [
            { name: { contains: filter.text, mode: "insensitive" as const } },
            { code: { contains: filter.text, mode: "insensitive" as const } },
          ],
        }
      : {},
  ],
});

/** A page of suppliers, donors and carriers, newest first. */
export function listParties(actor: Actor, filter: PartyFilter, cursor: Cursor) {
  gate(actor);
  return read(actor, (db) =>
    keyPage(cursor, ({ id, orderBy, take }) =>
      db.party.findMany({
        where: { AND: [{ id }, partyWhere(actor, filter)] },
        include: { _count: { select: { deliveries: true, purchaseOrders: true } } },
        orderBy,
        take,
      }),
    ),
  );
}

/** One party with its newest deliveries and orders, within reach, and whether the actor may change it. */
export function getParty(actor: Actor, id: string) {
  gate(actor);
  return read(actor, async (db) => {
    const party = /^[0-9a-f-]{36}$/.test(id)
      ? await db.party.findFirst({ where: { AND: [{ id }, visible(actor, "party.read", { area: ["areaCode"] })] } })
      : null;
    if (!party) throw new NotFound();
    const area = await db.area.findUnique({ where: { code: party.areaCode }, select: { name: true, nameEn: true } });
    const deliveries = await db.delivery.findMany({
      where: { AND: [{ partyId: id }, visible(actor, "delivery.read")] },
      orderBy: { id: "desc" },
      take: 20,
      include: { site: { select: { name: true, nameEn: true } }, _count: { select: { lines: true } } },
    });
    const orders = await db.purchaseOrder.findMany({
      where: { AND: [{ partyId: id }, visible(actor, "purchase.read")] },
      orderBy: { id: "desc" },
      take: 20,
      include: { site: { select: { name: true, nameEn: true } }, _count: { select: { lines: true } } },
    });
    return {
      ...party,
      area: area ?? { name: party.areaCode, nameEn: null },
      deliveries,
      orders,
      mayEdit: can(actor, "party.edit", { areaCode: party.areaCode }),
    };
  });
}

/** Parties by part of their name, for a picker: active ones, at most 20. */
export function findParties(actor: Actor, kinds: readonly PartyKind[], text: string) {
  gate(actor);
  return read(actor, (db) =>
    db.party.findMany({
      where: {
        AND: [
          { kind: { in: [...kinds] }, active: true },
          text ? { name: { contains: text, mode: "insensitive" } } : {},
        ],
      },
      select: { id: true, name: true, kind: true, code: true },
      orderBy: { name: "asc" },
      take: 20,
    }),
  );
}
