import {
  importDeliveriesWithin,
  type ImportedDeliveryWithLines,
} from "@/lib/operation/procurement/commands/import-deliveries";
import type { Actor } from "@/lib/platform/auth/actor";
import { dateOnly } from "@/lib/platform/clock/clock";
import type { Db } from "@/lib/platform/db/access";
import { publish } from "@/lib/platform/events/publish";
import { donorName } from "../rules/donors";
import type { ReadyRow, RowGroup } from "../rules/groups";
import { type RecordContext, type Recorded, type Recorder, waits } from "./recorder";

/** Ids of the donors of these names, registered on first sight. */
async function donors(db: Db, actor: Actor, names: readonly string[], areaCode: string): Promise<Map<string, string>> {
  const wanted = [...new Set(names)];
  const made = await db.party.createManyAndReturn({
    data: wanted.map((name) => ({ kind: "donor" as const, name, areaCode, source: "导入" })),
    skipDuplicates: true,
  });
  for (const party of made)
    await publish(db, actor, {
      type: "party.created",
      documentKind: "party",
      documentId: party.id,
      documentNumber: party.code,
      areaCode,
      payload: { facts: { name: party.name, kind: "donor" } },
    });
  const rows = await db.party.findMany({
    where: { kind: "donor", name: { in: wanted } },
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [row.name, row.id]));
}

/** Noon of the day in Wuhan, or now when that is still to come. */
const receivedAt = (day: string, now: Date): Date => {
  const noon = new Date(`${day}T12:00:00+08:00`);
  return noon > now ? now : noon;
};

function lineOf({ id, row, goods, each }: ReadyRow): ImportedDeliveryWithLines["lines"][number] {
  return {
    goodsId: goods.id,
    unit: each === 1n ? goods.baseUnit : row.unit,
    baseUnitsPerUnit: each,
    quantity: BigInt(row.quantity ?? 0),
    batch: row.batchText.slice(0, 200),
    expiresOn: row.expiresOn ? dateOnly(row.expiresOn) : null,
    spec: row.specText.slice(0, 200),
    originalText: `${row.goodsText} ${row.unitText}`.trim().slice(0, 500),
    note: row.noteText.slice(0, 2000),
    importRowId: id,
  };
}

/** Donations through the ordinary inbound path, one delivery a group. With `originals` the groups are likely repeats, announced for review. */
async function record(
  db: Db,
  { actor, batch, now }: RecordContext,
  groups: readonly RowGroup[],
  originals?: ReadonlyMap<RowGroup, { deliveryId: string; reason: string }>,
): Promise<Recorded[]> {
  const site = await db.site.findUniqueOrThrow({ where: { id: batch.siteId ?? "" } });
  const names = groups.map((group) => donorName(group.rows[0]?.row.partyText ?? ""));
  const parties = await donors(db, actor, names, site.areaCode);
  const results = await importDeliveriesWithin(
    db,
    actor,
    groups.map((group, i) => {
      const { date, dateIsCumulative } = (group.rows[0] as ReadyRow).row;
      const original = originals?.get(group);
      return {
        kind: "donation",
        incidentId: batch.incidentId,
        partyId: parties.get(names[i] as string) as string,
        siteId: site.id,
        receivedAt: receivedAt(date as string, now),
        announcedOn: dateOnly(date as string),
        cumulative: dateIsCumulative,
        note: batch.fileName.slice(0, 300),
        importBatchId: batch.id,
        ...(original ? { duplicateOf: { id: original.deliveryId, reason: original.reason } } : {}),
        lines: group.rows.map(lineOf),
      };
    }),
  );
  const lines = await db.deliveryLine.findMany({
    where: { importRowId: { in: groups.flatMap((group) => group.rows.map(({ id }) => id)) } },
    select: { id: true, importRowId: true, baseUnitsPerUnit: true },
  });
  const lineByRow = new Map(lines.map((line) => [line.importRowId, line]));
  return groups.flatMap((group, i) =>
    group.rows.map((ready): Recorded => {
      const head = {
        rowId: ready.id,
        documentKind: "delivery" as const,
        documentId: results[i]?.id,
        lineId: lineByRow.get(ready.id)?.id ?? null,
      };
      if (originals) return { ...head, outcome: "queued", reason: "likelyDuplicate" };
      if (lineByRow.get(ready.id)?.baseUnitsPerUnit == null)
        return { ...head, outcome: "queued", reason: "packSizeUnknown", detail: { unit: ready.row.unit } };
      return { ...head, outcome: "imported" };
    }),
  );
}

/** Receipts: stocked. Packs of unknown size are stocked by the pack and wait for their size. */
export const recordReceived: Recorder = (db, context, groups) => record(db, context, groups);

/**
 * Likely repeats of a cumulative sheet: each is announced under review beside the delivery it seems to repeat, and not stocked. A row
 * whose original is not in yet waits for it; one whose original was refused is a receipt like any other.
 */
export const recordRepeats: Recorder = async (db, context, groups) => {
  const { batch } = context;
  const cells = [...new Set(groups.flatMap((group) => group.rows.map(({ row }) => row.repeats ?? "")))];
  const originals = await db.importRow.findMany({
    where: { kind: batch.kind, fileSha256: batch.fileSha256, sourceCell: { in: cells } },
    select: { sourceCell: true, outcome: true, documentId: true },
  });
  const byCell = new Map(originals.map((row) => [row.sourceCell, row]));
  const recorded: Recorded[] = [];
  const plain: RowGroup[] = [];
  const linked = new Map<RowGroup, { deliveryId: string; reason: string }>();
  for (const group of groups) {
    const byOriginal = new Map<string, ReadyRow[]>();
    const free: ReadyRow[] = [];
    for (const ready of group.rows) {
      const original = byCell.get(ready.row.repeats ?? "");
      if (original?.documentId)
        byOriginal.set(original.documentId, [...(byOriginal.get(original.documentId) ?? []), ready]);
      else if (!original || original.outcome === "rejected") free.push(ready);
      else recorded.push(waits(ready.id, "likelyDuplicate", { cell: ready.row.repeats ?? "" }));
    }
    for (const [deliveryId, rows] of byOriginal)
      linked.set(
        { rows },
        {
          deliveryId,
          reason: rows
            .map(({ row }) => `${row.source.cell} ≈ ${row.repeats}`)
            .join("; ")
            .slice(0, 500),
        },
      );
    if (free.length > 0) plain.push({ rows: free });
  }
  if (linked.size > 0) recorded.push(...(await record(db, context, [...linked.keys()], linked)));
  if (plain.length > 0) recorded.push(...(await record(db, context, plain)));
  return recorded;
};
