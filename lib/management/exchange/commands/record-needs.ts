import { createDemandWithin } from "@/lib/operation/demand/commands/create";
import { REQUESTING_KINDS } from "@/lib/operation/demand/rules/requesters";
import type { ReadyRow } from "../rules/groups";
import type { DescribeNeed, NeedDescription, RecordContext, Recorder } from "./recorder";

/** What is known of a need: from the caller, else the priority chosen for the whole sheet. */
export const describing =
  ({ batch, describeNeed }: Pick<RecordContext, "batch" | "describeNeed">): DescribeNeed =>
  (need) =>
    describeNeed?.(need) ?? { priority: batch.options.priority };

/** May needs be filed for a site of this kind at all? */
export const mayAsk = (site: { kind: string }): boolean => (REQUESTING_KINDS as readonly string[]).includes(site.kind);

function lineOf({ row, goods, each }: ReadyRow, described: NeedDescription) {
  const estimated = row.quantity === null && described.estimate !== undefined;
  return {
    goodsId: goods.id,
    // Needed, amount unknown: null, never 1.
    quantity: row.quantity === null ? null : BigInt(row.quantity) * (each ?? 1n),
    estimate: estimated ? (described.estimate ?? null) : null,
    estimateBasis: estimated ? (described.estimateBasis ?? "") : null,
    note: [row.specText, row.noteText].filter(Boolean).join(" · ").slice(0, 500),
  };
}

/** Needs become requests, filed at once: one a place and priority. They go on to verification like any other. */
export const recordNeeds: Recorder = async (db, context, groups) => {
  const { actor, batch } = context;
  const describedOf = describing(context);
  const recorded = [];
  for (const { rows } of groups) {
    const first = rows[0] as ReadyRow;
    const described = rows.map(describedOf);
    const head = described[0] as NeedDescription;
    const { id } = await createDemandWithin(
      db,
      actor,
      {
        incidentId: batch.incidentId ?? "",
        siteId: first.site?.id ?? "",
        priority: head.priority,
        ...(head.neededBy ? { neededBy: head.neededBy } : {}),
        ...(head.beneficiaries ? { beneficiaries: head.beneficiaries } : {}),
        note: (head.note ?? "").slice(0, 2000),
        contactRole: "",
        lines: rows.map((ready, i) => lineOf(ready, described[i] as NeedDescription)),
        submit: true,
      },
      {
        source: batch.fileName.slice(0, 200),
        importRowId: first.id,
        ...(head.simulated === undefined ? {} : { simulated: head.simulated }),
      },
    );
    const lines = await db.demandLine.findMany({
      where: { demandId: id },
      orderBy: { position: "asc" },
      select: { id: true },
    });
    recorded.push(
      ...rows.map((ready, i) => ({
        rowId: ready.id,
        outcome: "imported" as const,
        documentKind: "demandRequest" as const,
        documentId: id,
        lineId: lines[i]?.id ?? null,
      })),
    );
  }
  return recorded;
};
