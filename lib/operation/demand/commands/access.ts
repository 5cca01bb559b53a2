import type { Actor } from "@/lib/platform/auth/actor";
import { visible } from "@/lib/platform/auth/reach";
import type { Db } from "@/lib/platform/db/access";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { Refusal } from "@/lib/platform/errors";
import { lockRow } from "@/lib/platform/workflow/lock";
import type { DocumentAccess } from "@/lib/platform/workflow/run";
import { demandMachine } from "../machine";

/** A request as its commands need it: with lines in order, each with what names it. */
export const withLines = {
  lines: {
    orderBy: { position: "asc" },
    include: { goods: { select: { nameZh: true, nameEn: true, baseUnit: true } } },
  },
} as const satisfies Prisma.DemandRequestInclude;

export type DemandRow = Prisma.DemandRequestGetPayload<{ include: typeof withLines }>;

/** Loads a request the actor may see, its row locked. */
export async function loadDemand(db: Db, actor: Actor, id: string): Promise<DemandRow | null> {
  if (!(await lockRow(db, "demand_request", id))) return null;
  return db.demandRequest.findFirst({ where: { AND: [{ id }, visible(actor, "demand.read")] }, include: withLines });
}

/** Where a request lies, for the permission table. */
export const placeOfDemand = (row: { areaCode: string; siteId: string }) => ({
  areaCode: row.areaCode,
  siteId: row.siteId,
});

export const demandAccess: DocumentAccess<DemandRow> = {
  kind: "demandRequest",
  machine: demandMachine,
  load: loadDemand,
  ends: (row) => ({ only: placeOfDemand(row) }),
  save: async (db, row, patch) =>
    (await db.demandRequest.updateMany({ where: { id: row.id, state: row.state, version: row.version }, data: patch }))
      .count,
};

/** What every event of a request says of it. */
export const eventHead = (row: { id: string; number: string; areaCode: string }) => ({
  documentKind: "demandRequest" as const,
  documentId: row.id,
  documentNumber: row.number,
  areaCode: row.areaCode,
});

/**
 * Figures that came in by a merge were written by whoever filed the duplicate: that person does not decide on them either.
 * @throws Refusal when the actor wrote a request that was merged into this one
 */
export async function refuseMergedWriter(db: Db, actor: Actor, id: string): Promise<void> {
  if (actor.personId === null) return;
  const own = await db.demandRequest.count({
    where: {
      mergedIntoId: id,
      OR: [{ createdById: actor.personId }, { editedById: actor.personId }, { submittedById: actor.personId }],
    },
  });
  if (own > 0) throw new Refusal({ key: "errors.fourEyes" });
}
