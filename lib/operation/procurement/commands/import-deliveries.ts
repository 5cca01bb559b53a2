import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { type Db, write } from "@/lib/platform/db/access";
import { BadInput, NotFound } from "@/lib/platform/errors";
import { recordAll } from "@/lib/platform/workflow/move-all";
import { baseUnitsIn } from "../rules/packs";
import { loadDeliveries } from "./access";
import { receiveAllInFull } from "./receive-in-full";

/** One line of a receipt that a sheet or a scenario states. */
export interface ImportedLine {
  goodsId: string;
  /** Base unit of the goods, or the pack counted in. */
  unit: string;
  /** Base units in one unit where the sheet says so; null asks the catalogue, and stays unknown when that does not know. */
  baseUnitsPerUnit: bigint | null;
  /** Whole number of `unit`; null when the sheet states none: then the delivery is announced only. */
  quantity: bigint | null;
  batch?: string;
  producedOn?: Date | null;
  expiresOn?: Date | null;
  spec?: string;
  originalText?: string;
  note?: string;
  /** Row of the import it came from: unique, so that no row is stocked twice. */
  importRowId?: string | null;
}

/** One receipt of one party at one site. */
export interface ImportedDelivery {
  kind: "donation" | "purchase";
  incidentId: string | null;
  partyId: string;
  siteId: string;
  /** When it came, business time. */
  receivedAt: Date;
  announcedOn?: Date | null;
  /** The sheet states all up to this day, not one day's receipt. */
  cumulative?: boolean;
  note?: string;
  simulated?: boolean;
  importBatchId?: string | null;
  /**
   * A likely repeat of another delivery: `id` of a stocked one, or `index` of another in the same batch. It stays announced, under
   * review, and is not stocked. Put only the lines that repeat into it; the others belong into a delivery of their own.
   */
  duplicateOf?: { id?: string; index?: number; reason: string };
  /** Shelf zone; "" is the site's general shelf. */
  zone?: string;
}

export interface ImportedDeliveryWithLines extends ImportedDelivery {
  lines: readonly ImportedLine[];
}

export interface ImportedResult {
  id: string;
  number: string;
  /** `announced` when a quantity is unknown or a repeat is suspected; else `accepted`. */
  state: string;
}

/**
 * Announces deliveries and takes them in through the ordinary path (arrive → count → inspect → accept → put away), all in the caller's
 * transaction and in a few statements whatever their number; 200 deliveries a call is a good batch. Suspected repeats and deliveries
 * with an unknown quantity stay announced, for a person.
 * @returns results in the order given
 * @throws NotFound (a site the actor may not receive at), BadInput (unknown site or goods), and the ledger's refusals; then nothing happened
 */
export async function importDeliveriesWithin(
  db: Db,
  actor: Actor,
  deliveries: readonly ImportedDeliveryWithLines[],
): Promise<ImportedResult[]> {
  if (deliveries.length === 0) return [];
  const siteRows = await db.site.findMany({ where: { id: { in: [...new Set(deliveries.map((one) => one.siteId))] } } });
  const goodsRows = await db.goods.findMany({
    where: { id: { in: [...new Set(deliveries.flatMap((one) => one.lines.map((line) => line.goodsId)))] } },
    select: { id: true, baseUnit: true, packs: true },
  });
  const sites = new Map(siteRows.map((site) => [site.id, site]));
  const goods = new Map(goodsRows.map((row) => [row.id, row]));
  for (const one of deliveries) {
    const site = sites.get(one.siteId);
    if (!site) throw new BadInput({ siteId: { key: "errors.notFound" } });
    if (!can(actor, "delivery.announce", { areaCode: site.areaCode, siteId: site.id }))
      throw new NotFound({ key: "errors.notAllowed" });
  }
  // Ids come from the database beforehand, in time order, so that all deliveries are made in one statement.
  const ids = await db.$queryRaw<
    { id: string }[]
  >`SELECT uuidv7() AS id FROM generate_series(1, ${deliveries.length}::int)`;
  const rows = await db.delivery.createManyAndReturn({
    data: deliveries.map((one, i) => ({
      id: ids[i]?.id as string,
      kind: one.kind,
      incidentId: one.incidentId,
      partyId: one.partyId,
      siteId: one.siteId,
      areaCode: sites.get(one.siteId)?.areaCode as string,
      announcedOn: one.announcedOn ?? null,
      cumulative: one.cumulative ?? false,
      note: one.note ?? "",
      simulated: one.simulated ?? false,
      importBatchId: one.importBatchId ?? null,
      createdById: actor.personId,
      businessAt: one.receivedAt,
    })),
    select: { id: true, number: true, areaCode: true, state: true, businessAt: true },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const made = ids.map(({ id }) => byId.get(id) as (typeof rows)[number]);
  await linkRepeats(db, deliveries, made);
  await db.deliveryLine.createMany({
    data: deliveries.flatMap((one, i) =>
      one.lines.map((line, position) => {
        const row = goods.get(line.goodsId);
        if (!row) throw new BadInput({ goodsId: { key: "errors.notFound" } });
        return {
          deliveryId: made[i]?.id as string,
          areaCode: made[i]?.areaCode as string,
          position,
          goodsId: line.goodsId,
          unit: line.unit,
          baseUnitsPerUnit:
            line.unit === row.baseUnit
              ? 1n
              : (line.baseUnitsPerUnit ?? baseUnitsIn({ unit: line.unit, spec: line.spec ?? "" }, row)),
          announced: line.quantity,
          batch: line.batch ?? "",
          producedOn: line.producedOn ?? null,
          expiresOn: line.expiresOn ?? null,
          spec: line.spec ?? "",
          originalText: line.originalText ?? "",
          note: line.note ?? "",
          importRowId: line.importRowId ?? null,
        };
      }),
    ),
  });
  await recordAll(
    db,
    actor,
    "delivery",
    "created",
    made.map((row, i) => ({
      row,
      payload: {
        state: row.state,
        facts: { kind: deliveries[i]?.kind ?? "", lines: deliveries[i]?.lines.length ?? 0 },
      },
    })),
  );
  const taken = new Map(
    made.flatMap((row, i) => {
      const one = deliveries[i] as ImportedDeliveryWithLines;
      const whole = one.lines.length > 0 && one.lines.every((line) => line.quantity !== null && line.quantity > 0n);
      return whole && !one.duplicateOf ? [[row.id, one] as const] : [];
    }),
  );
  const loaded = await loadDeliveries(db, [...taken.keys()]);
  await receiveAllInFull(
    db,
    actor,
    loaded.map((delivery) => {
      const one = taken.get(delivery.id) as ImportedDeliveryWithLines;
      return { delivery, zone: one.zone ?? "", at: one.receivedAt };
    }),
  );
  return made.map((row) => ({ id: row.id, number: row.number, state: taken.has(row.id) ? "accepted" : "announced" }));
}

async function linkRepeats(
  db: Db,
  deliveries: readonly ImportedDelivery[],
  made: readonly { id: string }[],
): Promise<void> {
  const repeats = deliveries.flatMap((one, i) => {
    if (!one.duplicateOf) return [];
    const original = one.duplicateOf.id ?? made[one.duplicateOf.index ?? -1]?.id;
    if (!original) throw new Error("a likely repeat names no original");
    return [{ id: made[i]?.id as string, original, reason: one.duplicateOf.reason }];
  });
  if (repeats.length === 0) return;
  await db.$executeRaw`UPDATE delivery d SET duplicate_of_id = r.original, duplicate_state = 'suspected', duplicate_reason = r.reason
    FROM unnest(${repeats.map((one) => one.id)}::uuid[], ${repeats.map((one) => one.original)}::uuid[],
      ${repeats.map((one) => one.reason)}::text[]) AS r (id, original, reason)
    WHERE d.id = r.id`;
}

/** `importDeliveriesWithin` in a transaction of its own. */
export function importDeliveries(
  actor: Actor,
  deliveries: readonly ImportedDeliveryWithLines[],
): Promise<ImportedResult[]> {
  return write(actor, (db) => importDeliveriesWithin(db, actor, deliveries));
}
