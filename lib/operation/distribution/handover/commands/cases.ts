import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime } from "@/lib/platform/clock/clock";
import type { Db } from "@/lib/platform/db/access";
import { publish } from "@/lib/platform/events/publish";
import type { ShipmentLineRow, ShipmentRow } from "@/lib/operation/transport/shipment/commands/access";
import { discrepancyMachine } from "../../discrepancy/machine";
import { openCase } from "../../discrepancy/commands/open";
import { sizeOf } from "../rules";

/**
 * Keeps the cases of amended lines true: what a line still lacks must be under a case. An open shortage shrinks, grows or is settled; a
 * new one is opened where none is. Call within the wider reach.
 */
export async function keepCases(
  db: Db,
  actor: Actor,
  row: ShipmentRow,
  plans: readonly { line: ShipmentLineRow; accepted: bigint; quantity: bigint }[],
  now: Date,
): Promise<void> {
  for (const { line, accepted, quantity } of plans) {
    const cases = await db.discrepancy.findMany({
      where: { shipmentLineId: line.id, kind: { in: ["short", "damaged", "wrongGoods"] } },
      orderBy: { id: "asc" },
    });
    const open = cases.filter((each) => each.state !== "resolved");
    // Returned and lost portions of resolved cases are no longer on the road.
    const gone = cases
      .filter((each) => each.state === "resolved")
      .flatMap((each) => (each.portions ?? []) as { option: string; quantity: string }[])
      .filter((portion) => portion.option === "returned" || portion.option === "lossWrittenOff")
      .reduce((sum, portion) => sum + BigInt(portion.quantity), 0n);
    let lacking = quantity - accepted - gone;
    for (const each of open) {
      const size = sizeOf(each) < lacking ? sizeOf(each) : lacking;
      lacking -= size;
      if (size === sizeOf(each)) continue;
      const settled = size === 0n;
      await db.discrepancy.updateMany({
        where: { id: each.id, version: each.version },
        data: {
          expected: quantity,
          actual: quantity - size,
          version: each.version + 1,
          ...(settled
            ? {
                state: discrepancyMachine.moves.settle.to,
                resolution: "amended",
                resolvedAt: now,
                resolvedById: actor.personId,
              }
            : {}),
        },
      });
      await publish(db, actor, {
        type: settled ? "discrepancy.moved" : "discrepancy.edited",
        documentKind: "discrepancy",
        documentId: each.id,
        documentNumber: each.number,
        areaCode: each.fromAreaCode,
        otherAreaCode: each.toAreaCode,
        businessAt: (await businessTime(db)).now,
        payload: settled
          ? { move: "settle", from: each.state, to: "resolved" }
          : { changes: { actual: { before: String(each.actual), after: String(quantity - size) } } },
      });
    }
    if (lacking > 0n)
      await openCase(
        db,
        actor,
        {
          kind: "short",
          expected: quantity,
          actual: quantity - lacking,
          fromAreaCode: row.fromAreaCode,
          toAreaCode: row.toAreaCode,
          shipmentId: row.id,
          shipmentLineId: line.id,
          goodsId: line.goodsId,
          lotId: line.lotId,
          unit: line.unit,
          note: "",
        },
        now,
      );
  }
}
