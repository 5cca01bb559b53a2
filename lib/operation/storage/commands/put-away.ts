import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, write } from "@/lib/platform/db/access";
import { BadInput, type Message, NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { placeOf } from "@/lib/platform/ledger/places";
import { type Movement, post } from "@/lib/platform/ledger/post";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import type { PutAwayInput } from "../schema/stock";

/** Lots on their way in whose delivery is not accepted yet, and the delivery of those that are (for the ledger's document). */
async function deliveriesOf(
  db: Db,
  lotIds: string[],
): Promise<Map<string, { id: string; number: string; state: string; siteId: string }>> {
  const rows = await db.$queryRaw<{ lotId: string; id: string; number: string; state: string; siteId: string }[]>`
    SELECT l.id AS "lotId", d.id, d.number, d.state, d.site_id AS "siteId"
    FROM lot l JOIN delivery_line dl ON dl.id = l.source_id JOIN delivery d ON d.id = dl.delivery_id
    WHERE l.id = ANY(${lotIds}::uuid[]) AND l.source_kind = 'deliveryLine'`;
  return new Map(rows.map(({ lotId, ...row }) => [lotId, row]));
}

/**
 * Puts goods on a shelf zone: accepted goods from the dock, released ones from quarantine, any from another zone.
 * @throws Refusal naming each lot that is not accepted yet, recalled, or not in good condition; the ledger's refusal for a shortage
 */
export function putAway(actor: Actor, input: PutAwayInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "stock.putAway", key, input, async () => {
      const site = await db.site.findUnique({ where: { id: input.siteId }, select: { id: true, areaCode: true } });
      if (!site) throw new NotFound();
      if (!can(actor, "stock.putAway", { areaCode: site.areaCode, siteId: site.id }))
        throw new NotFound({ key: "errors.notAllowed" });
      const lotIds = [...new Set(input.items.map((item) => item.lotId))];
      const places = await db.place.findMany({
        where: {
          id: { in: input.items.map((item) => item.fromPlaceId) },
          siteId: site.id,
          kind: { in: ["dock", "quarantine", "shelf"] },
        },
      });
      const lots = await db.lot.findMany({ where: { id: { in: lotIds } } });
      const deliveries = await deliveriesOf(db, lotIds);
      const placeKind = new Map(places.map((place) => [place.id, place.kind]));
      input.items.forEach((item, i) => {
        if (!placeKind.has(item.fromPlaceId) || !lots.some((lot) => lot.id === item.lotId))
          throw new BadInput({ [`items.${i}.quantity`]: { key: "errors.notFound" } });
      });
      const faults = lots.flatMap((lot): Message[] => {
        const delivery = deliveries.get(lot.id);
        if (lot.recalled) return [{ key: "storage.refusals.lotRecalled", params: { lot: lot.number } }];
        if (lot.condition !== "good") return [{ key: "storage.refusals.lotCondition", params: { lot: lot.number } }];
        if (delivery && (delivery.state === "counted" || delivery.state === "inspected"))
          return [{ key: "storage.refusals.notAccepted", params: { lot: lot.number, delivery: delivery.number } }];
        return [];
      });
      if (faults.length > 0) throw new Refusal({ key: "storage.refusals.mayNotPutAway" }, faults);

      const shelf = await placeOf(db, site, "shelf", input.zone);
      const { now } = await businessTime(db);
      // Goods from the dock are the last step of their delivery: posted under it, so that reversing it takes them back too.
      const underDelivery: Movement[] = [];
      const others: Movement[] = [];
      for (const item of input.items) {
        if (item.fromPlaceId === shelf) continue;
        const delivery = deliveries.get(item.lotId);
        const own = delivery && delivery.siteId === site.id && placeKind.get(item.fromPlaceId) !== "shelf";
        (own ? underDelivery : others).push({
          kind: "putAway",
          lotId: item.lotId,
          fromPlaceId: item.fromPlaceId,
          toPlaceId: shelf,
          quantity: item.quantity,
          ...(own ? { documentId: delivery.id } : {}),
        });
      }
      await post(db, actor, { documentKind: "delivery", documentId: null, businessAt: now }, underDelivery);
      await post(db, actor, { documentKind: "putAway", documentId: null, businessAt: now }, others);
      await publish(db, actor, {
        type: "stockEntry.noted",
        documentKind: "site",
        documentId: site.id,
        areaCode: site.areaCode,
        businessAt: now,
        payload: { facts: { what: "putAway", zone: input.zone, lots: lotIds.length } },
      });
      return { id: site.id };
    }),
  );
}
