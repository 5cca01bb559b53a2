import { dateOnly } from "@/lib/platform/clock/clock";
import { placeOf } from "@/lib/platform/ledger/places";
import { type Movement, post } from "@/lib/platform/ledger/post";
import { recordAll } from "@/lib/platform/workflow/move-all";
import type { Recorded, Recorder } from "./recorder";

/**
 * Opening stock: each row becomes a lot on the site's shelf, moved there from the place `opening`, so that totals still balance. Packs
 * of unknown size are stocked by the pack and their size is asked for. A row that counts none makes no lot.
 */
export const recordStock: Recorder = async (db, { actor, batch, now }, groups) => {
  const rows = groups.flatMap((group) => group.rows);
  const sites = new Map(
    (
      await db.site.findMany({
        where: { id: { in: rows.map(({ site }) => site?.id ?? batch.siteId ?? "") } },
        select: { id: true, areaCode: true },
      })
    ).map((site) => [site.id, site]),
  );
  const counted = rows.filter(({ row }) => (row.quantity ?? 0) > 0);
  const lots = await db.lot.createManyAndReturn({
    data: counted.map(({ row, goods, each }) => ({
      goodsId: goods.id,
      unit: each === null ? row.unit : goods.baseUnit,
      packSize: each !== null && each > 1n ? each : null,
      batch: row.batchText.slice(0, 200),
      expiresOn: row.expiresOn ? dateOnly(row.expiresOn) : null,
      origin: `${batch.fileName} ${row.source.cell}`.slice(0, 200),
      sourceKind: "importBatch",
      sourceId: batch.id,
    })),
    select: { id: true },
  });
  const movements: Movement[] = [];
  const queries = [];
  const lotOf = new Map<string, string>();
  for (const [i, ready] of counted.entries()) {
    const lotId = lots[i]?.id as string;
    lotOf.set(ready.id, lotId);
    const site = sites.get(ready.site?.id ?? batch.siteId ?? "");
    if (!site) throw new Error("stock of a site that does not exist");
    movements.push({
      kind: "open",
      lotId,
      fromPlaceId: await placeOf(db, site, "opening"),
      toPlaceId: await placeOf(db, site, "shelf"),
      quantity: BigInt(ready.row.quantity ?? 0) * (ready.each ?? 1n),
      reason: `${batch.fileName} ${ready.row.source.cell}`.slice(0, 300),
    });
    if (ready.each === null)
      queries.push({
        lotId,
        goodsId: ready.goods.id,
        unit: ready.row.unit,
        spec: ready.row.specText.slice(0, 200),
        siteId: site.id,
        areaCode: site.areaCode,
      });
  }
  await post(db, actor, { documentKind: "importBatch", documentId: batch.id, businessAt: now }, movements);
  if (queries.length > 0) {
    const made = await db.packQuery.createManyAndReturn({ data: queries, skipDuplicates: true });
    await recordAll(
      db,
      actor,
      "packQuery",
      "created",
      made.map((query) => ({
        row: { id: query.id, areaCode: query.areaCode, businessAt: now },
        payload: { state: query.state, facts: { unit: query.unit, spec: query.spec } },
      })),
    );
  }
  return rows.map((ready): Recorded => {
    const lotId = lotOf.get(ready.id);
    const head = { rowId: ready.id, ...(lotId ? { documentKind: "lot" as const, documentId: lotId } : {}) };
    return lotId && ready.each === null
      ? { ...head, outcome: "queued", reason: "packSizeUnknown", detail: { unit: ready.row.unit } }
      : { ...head, outcome: "imported" };
  });
};
