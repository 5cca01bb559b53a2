import { z } from "zod";
import type { Priority } from "@/lib/platform/db/generated/enums";
import { type Message, Refusal } from "@/lib/platform/errors";
import { askedOf, type NamedLine, named } from "./quantities";
import { graver } from "./service-clock";

/** The asked figure of a line as it is stored in the record of a merge: decimal text. */
const figure = z.object({
  quantity: z.string().nullable(),
  estimate: z.string().nullable(),
  estimateBasis: z.string().nullable(),
});
const head = z.object({
  priority: z.enum(["lifeSaving", "urgent", "routine"]),
  neededBy: z.string().nullable(),
  dueAt: z.string().nullable(),
});

/** What a merge changed in the surviving request: kept on the merged one, so that undoing restores exactly. */
export const mergeChanges = z.object({
  /** Lines the survivor did not have. */
  added: z.array(z.string()),
  changed: z.array(z.object({ lineId: z.string(), before: figure, after: figure })),
  head: z.object({ before: head, after: head }).nullable(),
});
export type MergeChanges = z.infer<typeof mergeChanges>;
export type Figure = z.infer<typeof figure>;
export type MergeHead = z.infer<typeof head>;

export interface MergeLine extends NamedLine {
  goodsId: string;
  estimateBasis: string | null;
  note: string;
}

interface MergeRequest {
  state: string;
  priority: Priority;
  neededBy: Date | null;
  dueAt: Date | null;
  lines: readonly MergeLine[];
}

export const figureOf = (line: Pick<MergeLine, "quantity" | "estimate" | "estimateBasis">): Figure => ({
  quantity: line.quantity?.toString() ?? null,
  estimate: line.estimate?.toString() ?? null,
  estimateBasis: line.estimateBasis,
});
export const headOf = (request: Pick<MergeRequest, "priority" | "neededBy" | "dueAt">): MergeHead => ({
  priority: request.priority,
  neededBy: request.neededBy?.toISOString() ?? null,
  dueAt: request.dueAt?.toISOString() ?? null,
});
export const sameFigure = (a: Figure, b: Figure): boolean =>
  a.quantity === b.quantity && a.estimate === b.estimate && a.estimateBasis === b.estimateBasis;
export const sameHead = (a: MergeHead, b: MergeHead): boolean =>
  a.priority === b.priority && a.neededBy === b.neededBy && a.dueAt === b.dueAt;

const earlier = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b));

/** The better figure of one need stated twice: a stated quantity before an estimate, the larger of two alike; never their sum. */
function better(own: MergeLine, other: MergeLine): Figure {
  if (own.quantity !== null && other.quantity !== null)
    return own.quantity >= other.quantity ? figureOf(own) : figureOf(other);
  if (own.quantity !== null) return figureOf(own);
  if (other.quantity !== null) return figureOf(other);
  return (own.estimate ?? -1n) >= (other.estimate ?? -1n) ? figureOf(own) : figureOf(other);
}

/**
 * What merging a duplicate into a survivor changes there. They state the same need, so figures are not added up: the survivor gets
 * the lines it lacks and the better figure of each shared one, the graver class and the earlier dates. An approved survivor is not
 * changed: it must cover the duplicate already.
 * @throws Refusal naming what an approved survivor does not cover
 */
export function mergePlan(
  survivor: MergeRequest,
  duplicate: MergeRequest,
): {
  add: MergeLine[];
  changed: MergeChanges["changed"];
  head: MergeChanges["head"];
} {
  const add: MergeLine[] = [];
  const changed: MergeChanges["changed"] = [];
  for (const line of duplicate.lines) {
    if (line.cancelledReason !== null) continue;
    const own = survivor.lines.find(
      (candidate) => candidate.goodsId === line.goodsId && candidate.cancelledReason === null,
    );
    if (!own) {
      add.push(line);
      continue;
    }
    const before = figureOf(own);
    const after = better(own, line);
    if (!sameFigure(before, after)) changed.push({ lineId: own.id, before, after });
  }
  const before = headOf(survivor);
  const after = headOf({
    priority: graver(survivor.priority, duplicate.priority),
    neededBy: earlier(survivor.neededBy, duplicate.neededBy),
    dueAt: survivor.state === "approved" ? survivor.dueAt : earlier(survivor.dueAt, duplicate.dueAt),
  });
  const head = sameHead(before, after) ? null : { before, after };
  if (survivor.state === "approved") {
    const uncovered: Message[] = [
      ...add.map((line): Message => ({ key: "demand.notCoveredLine", params: { ...named(line) } })),
      ...changed.map(({ lineId }): Message => {
        const own = survivor.lines.find((line) => line.id === lineId) as MergeLine;
        const other = duplicate.lines.find((line) => line.goodsId === own.goodsId) as MergeLine;
        return {
          key: "demand.notCoveredAmount",
          params: { ...named(own), has: askedOf(own)?.toString() ?? "?", wants: askedOf(other)?.toString() ?? "?" },
        };
      }),
      ...(after.priority !== before.priority ? [{ key: "demand.notCoveredPriority" } as Message] : []),
    ];
    if (uncovered.length > 0) throw new Refusal({ key: "demand.notCovered" }, uncovered);
    return { add: [], changed: [], head: null };
  }
  return { add, changed, head };
}
