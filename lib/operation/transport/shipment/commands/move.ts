import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, withWiderReach } from "@/lib/platform/db/access";
import { type Message, Refusal } from "@/lib/platform/errors";
import { placeOf } from "@/lib/platform/ledger/places";
import { type Movement, post, reverse } from "@/lib/platform/ledger/post";
import { leadTimeMin } from "@/lib/platform/places/distance";
import { type MoveContext, type MovePart, runMove } from "@/lib/platform/workflow/run";
import { follow } from "../../follow";
import { tellNeeds } from "../../need";
import { isStore } from "../../stores";
import { UNFIT, unfitness } from "../../unfitness";
import { transferAccess, transferBehind } from "../../transfer/commands/access";
import { completeIfDone } from "../../transfer/commands/complete";
import type { MoveShipmentInput, SealInput } from "../schema";
import { type ShipmentLineRow, type ShipmentRow, shipmentAccess, shipmentLines } from "./access";

type Part = MovePart<ShipmentRow, null>;

/** The transit place of a shipment: at the sending site, named by its number. */
export const transitOf = (db: Db, row: ShipmentRow) => placeOf(db, row.fromSite, "transit", row.number);

/**
 * What the ledger says against a lot leaving now. The database guards the shelf; a recall may come after picking. What a recipient sends
 * back may be recalled or expired: that is why it comes back.
 */
function refuseUnfitLots(row: ShipmentRow, lines: readonly ShipmentLineRow[], now: Date): void {
  if (!isStore(row.fromSite.kind)) return;
  const items: Message[] = [];
  for (const { lot } of lines) {
    const why = unfitness(lot, now);
    if (why) items.push({ key: UNFIT[why], params: { lot: lot.number } });
  }
  if (items.length > 0) throw new Refusal({ key: "errors.stock.mayNotIssue" }, items);
}

/** Entries of a shipment that stand (neither reversals nor reversed), oldest first. */
export async function standingEntries(db: Db, shipmentId: string) {
  const entries = await db.stockEntry.findMany({
    where: { documentKind: "shipment", documentId: shipmentId },
    orderBy: { id: "asc" },
  });
  const undone = new Set(entries.flatMap((entry) => entry.reversesId ?? []));
  return entries.filter((entry) => entry.reversesId === null && !undone.has(entry.id));
}

/** Posts the load: staging → transit, each line. Return goods of a place without stock start at its recipient place. */
export async function postLoad(db: Db, actor: Actor, row: ShipmentRow, businessAt: Date): Promise<void> {
  const staging = await placeOf(db, row.fromSite, "staging");
  const transit = await transitOf(db, row);
  const movements: Movement[] = (await shipmentLines(db, row.id)).map((line) => ({
    kind: "load",
    lotId: line.lotId,
    fromPlaceId: staging,
    toPlaceId: transit,
    quantity: line.quantity,
    lineId: line.id,
  }));
  await post(db, actor, { documentKind: "shipment", documentId: row.id, businessAt }, movements);
}

const load: Part = {
  effect: async ({ db, actor, row, now }) => {
    refuseUnfitLots(row, await shipmentLines(db, row.id), now);
    await postLoad(db, actor, row, now);
  },
};

const unload: Part = {
  decide: () => ({ patch: { sealNumber: null } }),
  effect: async ({ db, actor, row, now, reason }) => {
    const standing = await standingEntries(db, row.id);
    const source = { documentKind: "shipment", documentId: row.id, businessAt: now };
    await reverse(
      db,
      actor,
      source,
      standing.map((entry) => entry.id),
      reason ?? "",
    );
  },
};

/** Counts the lines as shipped on the transfer and tells the demands; makes the transfer shipped. */
export async function recordDeparture(db: Db, actor: Actor, row: ShipmentRow): Promise<void> {
  const lines = await withWiderReach(db, actor, async () => {
    const found = await shipmentLines(db, row.id);
    for (const line of found)
      await db.transferLine.update({
        where: { id: line.transferLineId },
        data: { shipped: { increment: line.quantity } },
      });
    return found;
  });
  await tellNeeds(db, actor, "shipped", growth(lines, "shipped", 1n));
  await follow(db, actor, transferAccess, "ship", await transferBehind(db, actor, row.transferId), {
    shipment: row.number,
  });
}

/** Changes of transfer lines by the quantities of shipment lines; two shipment lines may share one transfer line. */
function growth(lines: readonly ShipmentLineRow[], column: "shipped", sign: 1n | -1n) {
  const total = new Map<string, bigint>();
  return lines.map((line) => {
    const before = total.get(line.transferLineId) ?? line.transferLine[column];
    const after = before + sign * line.quantity;
    total.set(line.transferLineId, after);
    return { line: line.transferLine, before, after };
  });
}

const depart: Part = {
  decide: ({ row, now }) => ({
    patch: {
      departedAt: now,
      // Nobody said when: the way's length says it, so that the recipient knows what to expect.
      ...(row.expectedAt === null && row.distanceM !== null
        ? { expectedAt: new Date(now.getTime() + leadTimeMin(row.distanceM) * 60_000) }
        : {}),
    },
  }),
  effect: async ({ db, actor, row, now }) => {
    const lines = await withWiderReach(db, actor, () => shipmentLines(db, row.id));
    refuseUnfitLots(row, lines, now);
    await recordDeparture(db, actor, row);
  },
};

const arrive: Part = { decide: ({ now }) => ({ patch: { arrivedAt: now } }) };

/** Where goods of a shipment that come back stand: at a store in the place named, at any other sender (a return) in its own hands again. */
export const backAt = (db: Db, row: ShipmentRow, atStore: "dock" | "quarantine"): Promise<string> =>
  placeOf(db, row.fromSite, isStore(row.fromSite.kind) ? atStore : "recipient");

/** Refused at the gate: the goods come back to the sending store's dock, or into the hands of who sent them back, and are owed again. */
const turnBack: Part = {
  effect: async ({ db, actor, row, now, reason }) => {
    const lines = await withWiderReach(db, actor, async () => {
      const found = await shipmentLines(db, row.id);
      const transit = await transitOf(db, row);
      const dock = await backAt(db, row, "dock");
      await post(
        db,
        actor,
        { documentKind: "shipment", documentId: row.id, businessAt: now },
        found.map((line) => ({
          kind: "arrive",
          lotId: line.lotId,
          fromPlaceId: transit,
          toPlaceId: dock,
          quantity: line.quantity,
          lineId: line.id,
          reason,
        })),
      );
      for (const line of found)
        await db.transferLine.update({
          where: { id: line.transferLineId },
          data: { shipped: { decrement: line.quantity }, picked: { decrement: line.quantity } },
        });
      return found;
    });
    await tellNeeds(db, actor, "shipped", growth(lines, "shipped", -1n));
    await completeIfDone(db, actor, row.transferId);
  },
};

const cancel: Part = {};

const PARTS: Record<MoveShipmentInput["move"], Part> = { load, unload, depart, arrive, turnBack, cancel };

/** Makes one bare move of a shipment: load, unload, depart, arrive, turn back, cancel. */
export function moveShipment(actor: Actor, { id, version, move, reason }: MoveShipmentInput, key?: string) {
  return runMove(actor, shipmentAccess, move, PARTS[move], { id, version, reason, key, input: null });
}

/**
 * A seal closes one vehicle: the number is refused while it is on a load under way in another one. Loads of one vehicle may share it, and a
 * load whose vehicle nobody named is not judged.
 */
async function refuseSealInUse({ db, actor, row, input }: MoveContext<ShipmentRow, string>): Promise<void> {
  if (!row.vehicleId) return;
  const { vehicleId } = row;
  // The other load may lie outside the actor's areas; only its number is told.
  const other = await withWiderReach(db, actor, () =>
    db.shipment.findFirst({
      where: {
        sealNumber: input,
        state: { in: ["sealed", "departed"] },
        id: { not: row.id },
        AND: [{ vehicleId: { not: null } }, { vehicleId: { not: vehicleId } }],
      },
      select: { number: true },
    }),
  );
  if (other)
    throw new Refusal({
      key: "transport.shipment.refusals.sealInUse",
      params: { seal: input, number: other.number },
    });
}

/** Seals a loaded shipment with the number on the seal. */
export function sealShipment(actor: Actor, { id, version, sealNumber }: SealInput, key?: string) {
  const seal: MovePart<ShipmentRow, string> = {
    decide: ({ input }) => ({ patch: { sealNumber: input }, facts: { sealNumber: input } }),
    effect: refuseSealInUse,
  };
  return runMove(actor, shipmentAccess, "seal", seal, { id, version, key, input: sealNumber });
}
