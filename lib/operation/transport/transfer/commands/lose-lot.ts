import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, withWiderReach } from "@/lib/platform/db/access";
import { amountFact } from "@/lib/platform/events/catalogue";
import { publish } from "@/lib/platform/events/publish";
import { endReservations } from "@/lib/platform/ledger/reserve";
import { follow } from "../../follow";
import { linesOf, transferAccess, transferBehind } from "./access";
import { plannedByLot } from "./staged";

/** A lot that may no longer be issued. */
export interface LostLot {
  id: string;
  number: string;
}

/** Automatic move of a transfer that loses a lot, by its state. */
const LOSING: Readonly<Record<string, string>> = { released: "loseLot", picking: "loseLotPicking" };

/** What losing a lot did. */
export interface Consequences {
  /** Transfer orders whose promises of the lot were released. */
  transfers: number;
  /** Transfer orders with some of it picked and in no shipment. */
  staged: number;
  /** Shipments that carry some of it, or delivered it. */
  shipments: number;
}

/**
 * Releases every promise of a lot, wherever: each transfer order that loses some makes a move that names the lot, the lines and how much.
 * Transfer orders are locked one by one in the order of their ids, so that a pick under way is finished first or finds the promise gone.
 * @returns number of transfer orders
 */
export function releasePromises(db: Db, actor: Actor, lot: LostLot, reason?: string): Promise<number> {
  return withWiderReach(db, actor, async () => {
    const promised = await db.stockReservation.findMany({
      where: { lotId: lot.id, state: "active", documentKind: "transferOrder" },
      distinct: ["documentId"],
      select: { documentId: true },
      orderBy: { documentId: "asc" },
    });
    let transfers = 0;
    for (const { documentId } of promised) {
      const transfer = await transferBehind(db, actor, documentId);
      const held = await db.stockReservation.findMany({
        where: { lotId: lot.id, state: "active", documentKind: "transferOrder", documentId },
      });
      if (held.length === 0) continue;
      await endReservations(
        db,
        held.map((row) => row.id),
        "released",
      );
      const lines = (await linesOf(db, documentId)).filter((line) => held.some((row) => row.lineId === line.id));
      const released = held.reduce((sum, row) => sum + row.quantity, 0n);
      transfers++;
      const move = LOSING[transfer.state];
      if (move)
        await follow(
          db,
          actor,
          transferAccess,
          move,
          transfer,
          {
            lot: lot.number,
            lines: lines.map((line) => line.position).join(" "),
            released: amountFact(released, lines[0]?.unit ?? ""),
          },
          {},
          reason,
        );
    }
    return transfers;
  });
}

/** Notes on every transfer order and shipment that has some of a lot picked, loaded, on the road or delivered that it was recalled. */
export function flagPicked(
  db: Db,
  actor: Actor,
  lot: LostLot,
  reason: string,
): Promise<Pick<Consequences, "staged" | "shipments">> {
  return withWiderReach(db, actor, async () => {
    const picked = await db.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT t.id FROM stock_entry e JOIN transfer_order t ON t.id = e.document_id
      WHERE e.lot_id = ${lot.id}::uuid AND e.document_kind = 'transferOrder' AND t.state IN ('picking', 'picked', 'shipped') ORDER BY t.id`;
    let staged = 0;
    for (const { id } of picked) {
      const standing = (await plannedByLot(db, id)).filter((row) => row.lotId === lot.id && row.free > 0n);
      if (standing.length === 0) continue;
      staged++;
      const transfer = await db.transferOrder.findUniqueOrThrow({ where: { id } });
      await publish(db, actor, {
        type: "transferOrder.noted",
        documentKind: "transferOrder",
        documentId: id,
        documentNumber: transfer.number,
        areaCode: transfer.fromAreaCode,
        otherAreaCode: transfer.toAreaCode,
        payload: { facts: { recalledPicked: lot.number }, reason },
      });
    }
    const shipments = await db.shipment.findMany({
      where: { state: { notIn: ["returned", "cancelled"] }, lines: { some: { lotId: lot.id } } },
      orderBy: { id: "asc" },
    });
    for (const shipment of shipments)
      await publish(db, actor, {
        type: "shipment.noted",
        documentKind: "shipment",
        documentId: shipment.id,
        documentNumber: shipment.number,
        areaCode: shipment.fromAreaCode,
        otherAreaCode: shipment.toAreaCode,
        payload: {
          facts: { [shipment.state === "accepted" ? "recalledDelivered" : "recalledLoaded"]: lot.number },
          reason,
        },
      });
    return { staged, shipments: shipments.length };
  });
}
