import { enterPastIssue } from "@/lib/operation/distribution/handover/commands/past-issue";
import { dayOf } from "@/lib/platform/clock/clock";
import type { Db } from "@/lib/platform/db/access";
import type { ReadyRow } from "../rules/groups";
import { type IssuableLot, type PlannedLine, planIssue } from "../rules/issue-plan";
import { type Recorded, type Recorder, waits } from "./recorder";

/** Good, usable lots on the store's shelves with what is free of them and the day they came. A lot on several shelves counts where most lies. */
export async function issuableLots(db: Db, siteId: string, goodsIds: readonly string[]): Promise<IssuableLot[]> {
  const rows = await db.$queryRaw<
    {
      lotId: string;
      placeId: string;
      goodsId: string;
      unit: string;
      available: bigint;
      expiresOn: Date | null;
      packSize: bigint | null;
      cameAt: Date;
    }[]
  >`SELECT DISTINCT ON (l.id) l.id AS "lotId", b.place_id AS "placeId", l.goods_id AS "goodsId", l.unit, b.on_hand - b.reserved AS available,
      l.expires_on AS "expiresOn", l.pack_size AS "packSize",
      (SELECT min(e.business_at) FROM stock_entry e WHERE e.lot_id = l.id) AS "cameAt"
    FROM stock_balance b JOIN place p ON p.id = b.place_id AND p.kind = 'shelf' JOIN lot l ON l.id = b.lot_id
    WHERE b.site_id = ${siteId}::uuid AND b.goods_id = ANY(${[...new Set(goodsIds)]}::uuid[]) AND b.on_hand > b.reserved
      AND l.condition = 'good' AND NOT l.recalled
    ORDER BY l.id, b.on_hand DESC, b.place_id`;
  return rows.map(({ cameAt, ...row }) => ({ ...row, cameOn: dayOf(cameAt) }));
}

/**
 * Issues that happened before anybody recorded them: each day and recipient becomes one past issue, from the lots that were there. A row
 * the recorded stock does not cover is kept and waits (`noStockRecorded`): no stock is invented for it, none goes below zero, and
 * comparisons read the row itself.
 */
export const recordIssued: Recorder = async (db, { actor, batch }, groups) => {
  const lots = await issuableLots(
    db,
    batch.siteId ?? "",
    groups.flatMap((group) => group.rows.map(({ goods }) => goods.id)),
  );
  const recorded: Recorded[] = [];
  for (const { rows } of groups) {
    const planned: { ready: ReadyRow; lines: PlannedLine[] }[] = [];
    for (const ready of rows) {
      const lines = planIssue(ready, lots);
      if (lines) planned.push({ ready, lines });
      else if (ready.each === null) recorded.push(waits(ready.id, "packSizeUnknown", { unit: ready.row.unit }));
      else
        recorded.push(waits(ready.id, "noStockRecorded", { quantity: ready.row.quantity ?? 0, unit: ready.row.unit }));
    }
    const first = planned[0]?.ready;
    if (!first?.site) continue;
    const cells = planned.map(({ ready }) => ready.row.source.cell).join(" ");
    const { id } = await enterPastIssue(db, actor, {
      fromSiteId: batch.siteId ?? "",
      toSiteId: first.site.id,
      ...(batch.incidentId ? { incidentId: batch.incidentId } : {}),
      issuedOn: first.row.date ?? "",
      statement: `${batch.fileName} ${first.row.source.sheet} ${cells}`.trim().slice(0, 500),
      receiverName: first.row.partyText.slice(0, 60),
      receiverRole: "",
      note: "",
      lines: planned.flatMap(({ lines }) => lines),
    });
    recorded.push(
      ...planned.map(({ ready }) => ({
        rowId: ready.id,
        outcome: "imported" as const,
        documentKind: "shipment" as const,
        documentId: id,
      })),
    );
  }
  return recorded;
};
