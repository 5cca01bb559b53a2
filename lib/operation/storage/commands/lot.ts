import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import type { Permission } from "@/lib/platform/auth/permissions";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, withWiderReach, write } from "@/lib/platform/db/access";
import { BadInput, Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { placeOf } from "@/lib/platform/ledger/places";
import { type Movement, post, reverse } from "@/lib/platform/ledger/post";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { RECLASSIFIED, reclassifiedLot } from "../reclassified-lot";
import type { RecallLotInput, ReclassifyLotInput, UndoReclassifyInput } from "../schema/stock";

/**
 * A lot and where it lies, within reach and where the actor has the permission. A lot belongs to no area: its places do.
 * @param gone also the places it lay in and has left
 */
async function lotWithPlaces(db: Db, actor: Actor, lotId: string, permission: Permission, gone = false) {
  const lot = await db.lot.findUnique({ where: { id: lotId } });
  if (!lot) throw new NotFound();
  const balances = await db.stockBalance.findMany({
    where: { lotId, ...(gone ? {} : { held: true }) },
    include: { place: { include: { site: { select: { id: true, areaCode: true } } } } },
    orderBy: { placeId: "asc" },
  });
  const own = balances.filter((row) => can(actor, permission, { areaCode: row.areaCode, siteId: row.siteId }));
  const [first] = own;
  if (!first) throw new NotFound({ key: "errors.notAllowed" });
  return { lot, balances: own, areaCode: first.areaCode };
}

/** A lot as it stood before a recall touched it. */
export interface RecalledLot {
  id: string;
  number: string;
}

/**
 * The same goods under other numbers: lots that a pack size, a reclassification or a damaged return made of this one, or this one of them,
 * through any number of steps. Wherever they lie: call within the wider reach.
 */
async function kinOf(db: Db, lotId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE made AS (
      SELECT l.source_id AS parent, l.id AS child FROM lot l WHERE l.source_kind = 'reclassified'
      UNION ALL SELECT q.lot_id, l.id FROM lot l JOIN pack_query q ON q.id = l.source_id WHERE l.source_kind = 'packQuery'
      UNION ALL SELECT d.lot_id, l.id FROM lot l JOIN discrepancy d ON d.id = l.source_id WHERE l.source_kind = 'discrepancy'),
    kin AS (
      SELECT ${lotId}::uuid AS id
      UNION SELECT CASE WHEN made.parent = kin.id THEN made.child ELSE made.parent END FROM kin JOIN made ON kin.id IN (made.parent, made.child))
    SELECT id FROM kin WHERE id <> ${lotId}::uuid ORDER BY id`;
  return rows.map((row) => row.id);
}

/**
 * Marks a lot recalled, or withdraws a recall, and with it every lot made of the same goods: a new number does not make them safe. A recalled
 * lot is never issued, wherever it lies: the database refuses it. Whoever holds or held some of it in their area may recall it: safety goes
 * before reach. What follows for orders and loads is transport's: `recallLot` there. A withdrawal leaves lots recalled for another reason.
 * @returns the lot named first, then the others the recall changed
 */
export async function setRecalled(
  db: Db,
  actor: Actor,
  input: RecallLotInput,
): Promise<[RecalledLot, ...RecalledLot[]]> {
  const { lot, areaCode } = await lotWithPlaces(db, actor, input.lotId, "stock.recall", true);
  const recalled = input.recalled === "yes";
  const { count } = await db.lot.updateMany({
    where: { id: lot.id, version: input.version },
    data: { recalled, recallReason: input.reason, version: input.version + 1 },
  });
  if (count !== 1) throw new Conflict({ key: "errors.changedMeanwhile" });
  const kin = await withWiderReach(db, actor, async () =>
    db.lot.findMany({
      where: {
        id: { in: await kinOf(db, lot.id) },
        ...(recalled ? { recalled: false } : { recalled: true, recallReason: lot.recallReason }),
      },
      orderBy: { id: "asc" },
    }),
  );
  await db.lot.updateMany({
    where: { id: { in: kin.map((one) => one.id) } },
    data: { recalled, recallReason: input.reason, version: { increment: 1 } },
  });
  for (const one of [lot, ...kin])
    await publish(db, actor, {
      type: "lot.edited",
      documentKind: "lot",
      documentId: one.id,
      documentNumber: one.number,
      areaCode,
      payload: { changes: { recalled: { before: one.recalled, after: recalled } }, reason: input.reason },
    });
  return [lot, ...kin];
}

/**
 * Books what is left of a lot as other goods, as a conversion between two lots that both stay in the ledger: nothing is edited, and who
 * said what when remains to be read. Only stock within the actor's reach that lies in store and is not promised is converted.
 * @returns id of the lot made
 * @throws Refusal when units differ or the lot is promised (released first), BadInput for the same or unknown goods
 */
export function reclassifyLot(actor: Actor, input: ReclassifyLotInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "lot.reclassify", key, input, async () => {
      const { lot, balances, areaCode } = await lotWithPlaces(db, actor, input.lotId, "stock.reclassify");
      const from = await db.goods.findUniqueOrThrow({ where: { id: lot.goodsId } });
      const to = await db.goods.findUnique({ where: { id: input.toGoodsId } });
      if (!to || to.id === from.id) throw new BadInput({ toGoodsId: { key: "storage.refusals.sameGoods" } });
      if (lot.unit === from.baseUnit && from.baseUnit !== to.baseUnit)
        throw new Refusal({
          key: "storage.refusals.unlikeUnits",
          params: { from: from.baseUnit, to: to.baseUnit },
        });
      const moved = balances.filter(
        (row) =>
          (input.placeId === undefined || row.placeId === input.placeId) &&
          ["dock", "quarantine", "shelf"].includes(row.place.kind),
      );
      if (moved.length === 0) throw new Refusal({ key: "storage.refusals.nothingToReclassify" });
      const { now } = await businessTime(db);
      const made = await reclassifiedLot(db, lot, to.id);
      const movements: Movement[] = [];
      for (const row of moved) {
        const conversion = await placeOf(db, row.place.site, "conversion");
        const common = { kind: "convert", quantity: row.onHand, reason: input.reason } as const;
        movements.push({ lotId: lot.id, fromPlaceId: row.placeId, toPlaceId: conversion, ...common });
        movements.push({ lotId: made.id, fromPlaceId: conversion, toPlaceId: row.placeId, ...common });
      }
      await post(db, actor, { documentKind: "lot", documentId: made.id, businessAt: now }, movements);
      const quantity = moved.reduce((sum, row) => sum + row.onHand, 0n);
      for (const [id, number, facts] of [
        [lot.id, lot.number, { what: "reclassifiedTo", lot: made.number, goods: to.nameZh }],
        [made.id, made.number, { what: "reclassifiedFrom", lot: lot.number, goods: from.nameZh }],
      ] as const)
        await publish(db, actor, {
          type: "lot.noted",
          documentKind: "lot",
          documentId: id,
          documentNumber: number,
          areaCode,
          businessAt: now,
          payload: { facts: { ...facts, quantity: String(quantity), unit: lot.unit }, reason: input.reason },
        });
      return { id: made.id };
    }),
  );
}

/** Undoes a reclassification by reversal 冲正, while everything it made is still where it was. */
export function undoReclassify(actor: Actor, input: UndoReclassifyInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "lot.undoReclassify", key, input, async () => {
      const { lot, areaCode } = await lotWithPlaces(db, actor, input.lotId, "stock.reverse");
      if (lot.sourceKind !== RECLASSIFIED || !lot.sourceId) throw new Refusal({ key: "errors.notOfferedNow" });
      const standing = await db.$queryRaw<{ id: bigint }[]>`
        SELECT e.id FROM stock_entry e WHERE e.document_kind = 'lot' AND e.document_id = ${lot.id}::uuid AND e.reverses_id IS NULL
          AND NOT EXISTS (SELECT FROM stock_entry u WHERE u.reverses_id = e.id)`;
      if (standing.length === 0) throw new Refusal({ key: "errors.notOfferedNow" });
      const { now } = await businessTime(db);
      await reverse(
        db,
        actor,
        { documentKind: "lot", documentId: lot.id, businessAt: now },
        standing.map((entry) => entry.id),
        input.reason,
      );
      await publish(db, actor, {
        type: "lot.noted",
        documentKind: "lot",
        documentId: lot.id,
        documentNumber: lot.number,
        areaCode,
        businessAt: now,
        payload: { facts: { what: "reclassificationUndone" }, reason: input.reason },
      });
      return { id: lot.sourceId };
    }),
  );
}
