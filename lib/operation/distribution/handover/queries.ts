import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere, visible } from "@/lib/platform/auth/reach";
import { read } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import { SHIPMENT_ENDS } from "@/lib/operation/transport/shipment/commands/access";

const site = { select: { id: true, name: true, nameEn: true, kind: true } } as const;

/** What is on its way to the actor's own places, the next to arrive first. */
export function comingToMe(actor: Actor) {
  if (!canSomewhere(actor, "shipment.receive")) throw new NotFound({ key: "errors.notAllowed" });
  return read(actor, (db) =>
    db.shipment.findMany({
      where: {
        AND: [
          visible(actor, "shipment.receive", { area: ["toAreaCode"], site: ["toSiteId"] }),
          { state: { in: ["departed", "arrived", "counted"] } },
        ],
      },
      include: {
        fromSite: site,
        toSite: site,
        lines: { orderBy: { position: "asc" }, include: { goods: { select: { nameZh: true, nameEn: true } } } },
        vehicle: { select: { plate: true } },
      },
      orderBy: [{ expectedAt: "asc" }, { id: "asc" }],
      take: 100,
    }),
  );
}

/** Handovers of one lot's other issues: what an amendment that reclassifies must take along. */
export function issuesOfLots(actor: Actor, lotIds: readonly string[], exceptId: string) {
  if (!canSomewhere(actor, "shipment.read")) throw new NotFound({ key: "errors.notAllowed" });
  return read(actor, (db) =>
    db.shipment.findMany({
      where: {
        AND: [
          visible(actor, "shipment.read", SHIPMENT_ENDS),
          { id: { not: exceptId }, state: "accepted", lines: { some: { lotId: { in: [...lotIds] } } } },
        ],
      },
      include: {
        toSite: site,
        lines: {
          orderBy: { position: "asc" },
          include: { goods: { select: { nameZh: true, nameEn: true } }, lot: { select: { number: true } } },
        },
      },
      orderBy: { id: "asc" },
      take: 50,
    }),
  );
}

/** A lot that stands on a shelf of a site, to be issued afterwards. */
export function lotsOnShelf(actor: Actor, siteId: string) {
  if (!canSomewhere(actor, "stock.reverse")) throw new NotFound({ key: "errors.notAllowed" });
  return read(actor, (db) =>
    db.stockBalance.findMany({
      where: {
        AND: [
          visible(actor, "stock.reverse", { area: ["areaCode"], site: ["siteId"] }),
          { siteId, onHand: { gt: 0n }, place: { kind: "shelf" } },
        ],
      },
      include: {
        lot: { select: { id: true, number: true, unit: true } },
        goods: { select: { nameZh: true, nameEn: true } },
      },
      orderBy: { goodsId: "asc" },
      take: 1000,
    }),
  );
}

/** An attachment with its content, for who may see the document it belongs to. */
export function readAttachment(actor: Actor, id: string) {
  return read(actor, async (db) => {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new NotFound();
    const found = await db.attachment.findUnique({ where: { id } });
    if (found?.documentKind !== "handover") throw new NotFound();
    const shipment = await db.shipment.findFirst({
      where: { AND: [visible(actor, "shipment.read", SHIPMENT_ENDS), { handover: { id: found.documentId } }] },
      select: { id: true },
    });
    if (!shipment) throw new NotFound();
    return found;
  });
}
