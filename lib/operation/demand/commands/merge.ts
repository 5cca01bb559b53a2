import type { Actor } from "@/lib/platform/auth/actor";
import type { Db } from "@/lib/platform/db/access";
import { write } from "@/lib/platform/db/access";
import { Prisma } from "@/lib/platform/db/generated/client";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { moveWithin } from "@/lib/platform/workflow/run";
import { type DemandMove, isOpen } from "../machine";
import { samePlace } from "../rules/duplicates";
import {
  type Figure,
  figureOf,
  headOf,
  type MergeChanges,
  type MergeHead,
  mergeChanges,
  mergePlan,
  sameFigure,
  sameHead,
} from "../rules/merge";
import type { MergeDemandInput, UnmergeDemandInput } from "../schema";
import { demandAccess, type DemandRow, loadDemand } from "./access";

const amountsOf = (figure: Figure) => ({
  quantity: figure.quantity === null ? null : BigInt(figure.quantity),
  estimate: figure.estimate === null ? null : BigInt(figure.estimate),
  estimateBasis: figure.estimateBasis,
});
const headColumns = (head: MergeHead) => ({
  priority: head.priority,
  neededBy: head.neededBy === null ? null : new Date(head.neededBy),
  dueAt: head.dueAt === null ? null : new Date(head.dueAt),
});

/** Adds to the survivor what it lacks and says what was changed. */
async function applyMerge(db: Db, survivor: DemandRow, duplicate: DemandRow): Promise<MergeChanges> {
  const plan = mergePlan(survivor, duplicate);
  let position = Math.max(-1, ...survivor.lines.map((line) => line.position));
  const added: string[] = [];
  for (const line of plan.add) {
    const created = await db.demandLine.create({
      data: {
        demandId: survivor.id,
        areaCode: survivor.areaCode,
        position: ++position,
        goodsId: line.goodsId,
        quantity: line.quantity,
        estimate: line.estimate,
        estimateBasis: line.estimateBasis,
        note: line.note,
      },
    });
    added.push(created.id);
  }
  for (const { lineId, after } of plan.changed)
    await db.demandLine.update({ where: { id: lineId }, data: amountsOf(after) });
  await db.demandRequest.update({
    where: { id: survivor.id },
    data: { ...(plan.head ? headColumns(plan.head.after) : {}), version: survivor.version + 1 },
  });
  return { added, changed: plan.changed, head: plan.head };
}

/**
 * Would the merge carry figures nobody verified into a verified request, by the very person who wrote them? Whoever merges takes the place
 * of whoever verifies.
 */
function selfVerifies(actor: Actor, survivor: DemandRow, duplicate: DemandRow, changes: MergeChanges): boolean {
  const writers = [duplicate.createdById, duplicate.editedById, duplicate.submittedById];
  return (
    actor.personId !== null &&
    survivor.state === "verified" &&
    duplicate.state === "submitted" &&
    (changes.added.length > 0 || changes.changed.length > 0) &&
    writers.includes(actor.personId)
  );
}

/**
 * Merges a duplicate into the request that survives: same place, same incident, nothing promised for the duplicate. What the survivor
 * gains is recorded, so that the merge can be undone exactly.
 * @throws Refusal with the rule that stands against it
 */
export function mergeDemand(actor: Actor, { id, version, intoId, reason }: MergeDemandInput, key?: string) {
  return write(actor, (db) =>
    onceOnly(db, actor, "demand.merge", key, { id, version, intoId, reason }, async () => {
      if (id === intoId) throw new Refusal({ key: "demand.mergeIntoItself" });
      // Both rows in one order, so that two people merging crosswise wait for each other instead of deadlocking.
      for (const one of [id, intoId].sort()) await loadDemand(db, actor, one);
      const survivor = await loadDemand(db, actor, intoId);
      if (!survivor) throw new NotFound();
      const duplicate = await loadDemand(db, actor, id);
      if (!duplicate) throw new NotFound();
      if (!isOpen(survivor)) throw new Refusal({ key: "demand.mergeIntoClosed", params: { number: survivor.number } });
      if (!samePlace(survivor, duplicate)) throw new Refusal({ key: "demand.mergeOtherPlace" });
      if (survivor.incidentId !== duplicate.incidentId) throw new Refusal({ key: "demand.mergeOtherIncident" });
      if (duplicate.lines.some((line) => line.promised > 0n || line.received > 0n))
        throw new Refusal({ key: "demand.mergePromised", params: { number: duplicate.number } });
      if ((await db.demandRequest.count({ where: { mergedIntoId: id } })) > 0)
        throw new Refusal({ key: "demand.mergeHasMerged", params: { number: duplicate.number } });
      return moveWithin(
        db,
        actor,
        demandAccess,
        "merge",
        {
          decide: ({ row }) => ({
            patch: { mergedIntoId: intoId, stateBeforeMerge: row.state },
            facts: { into: survivor.number, intoId },
          }),
          effect: async () => {
            const changes = await applyMerge(db, survivor, duplicate);
            if (selfVerifies(actor, survivor, duplicate, changes)) throw new Refusal({ key: "errors.fourEyes" });
            await db.demandRequest.update({ where: { id }, data: { mergeChanges: changes } });
          },
        },
        { id, version, reason, input: null },
      );
    }),
  );
}

/** Does the survivor ask for nothing any more: rejected, cancelled, or its rest closed? */
const isOver = (survivor: DemandRow): boolean =>
  survivor.state === "rejected" || survivor.state === "cancelled" || survivor.fulfilment === "closed";

/**
 * Puts the survivor back as it was, or refuses when what the merge changed has been changed again or approved. A survivor that asks for
 * nothing any more stays as it is: the need merged into it must not be lost with it.
 */
async function undoMerge(db: Db, survivor: DemandRow, changes: MergeChanges): Promise<void> {
  if (changes.added.length === 0 && changes.changed.length === 0 && changes.head === null) return;
  if (isOver(survivor)) return;
  if (survivor.state !== "submitted" && survivor.state !== "verified" && survivor.state !== "returned")
    throw new Refusal({ key: "demand.unmergeDecided", params: { number: survivor.number } });
  const lines = new Map(survivor.lines.map((line) => [line.id, line]));
  const untouched =
    changes.added.every((id) => lines.has(id)) &&
    changes.changed.every(({ lineId, after }) => {
      const line = lines.get(lineId);
      return line !== undefined && sameFigure(figureOf(line), after);
    }) &&
    (changes.head === null || sameHead(headOf(survivor), changes.head.after));
  if (!untouched) throw new Refusal({ key: "demand.unmergeChanged", params: { number: survivor.number } });
  await db.demandLine.deleteMany({ where: { id: { in: changes.added } } });
  for (const { lineId, before } of changes.changed)
    await db.demandLine.update({ where: { id: lineId }, data: amountsOf(before) });
  await db.demandRequest.update({
    where: { id: survivor.id },
    data: { ...(changes.head ? headColumns(changes.head.before) : {}), version: survivor.version + 1 },
  });
}

const UNMERGE: Record<string, DemandMove> = {
  submitted: "unmergeSubmitted",
  verified: "unmergeVerified",
  approved: "unmergeApproved",
};

/** Takes a merged request out again: its own state and the survivor's lines, class and dates come back exactly as they were. */
export function unmergeDemand(actor: Actor, { id, version, reason }: UnmergeDemandInput, key?: string) {
  return write(actor, (db) =>
    onceOnly(db, actor, "demand.unmerge", key, { id, version, reason }, async () => {
      const row = await loadDemand(db, actor, id);
      if (!row) throw new NotFound();
      const move = row.stateBeforeMerge === null ? undefined : UNMERGE[row.stateBeforeMerge];
      if (!move || !row.mergedIntoId) throw new Refusal({ key: "errors.notOfferedNow" });
      const survivor = await loadDemand(db, actor, row.mergedIntoId);
      if (!survivor) throw new NotFound();
      return moveWithin(
        db,
        actor,
        demandAccess,
        move,
        {
          decide: () => ({
            patch: { mergedIntoId: null, stateBeforeMerge: null, mergeChanges: Prisma.DbNull },
            facts: { from: survivor.number },
          }),
          effect: () => undoMerge(db, survivor, mergeChanges.parse(row.mergeChanges)),
        },
        { id, version, reason, input: null },
      );
    }),
  );
}
