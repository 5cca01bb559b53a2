import type { Actor } from "@/lib/platform/auth/actor";
import { withWiderReach } from "@/lib/platform/db/access";
import { Prisma } from "@/lib/platform/db/generated/client";
import { BadInput, Refusal } from "@/lib/platform/errors";
import { reverse } from "@/lib/platform/ledger/post";
import { type MovePart, runMove } from "@/lib/platform/workflow/run";
import { tellMissing, tellNeeds } from "@/lib/operation/transport/need";
import type { AssignInput, ReopenInput } from "../schema";
import { type DiscrepancyRow, discrepancyAccess, maySettle } from "./access";
import { addReceived, lineOfCase } from "./resolve";

const assignPart: MovePart<DiscrepancyRow, string> = {
  decide: ({ input }) => ({ patch: { ownerId: input } }),
  effect: async ({ db, actor, row, input }) => {
    const owner = await withWiderReach(db, actor, () =>
      db.person.findFirst({ where: { id: input, ...maySettle(row) }, select: { id: true } }),
    );
    if (!owner) throw new BadInput({ ownerId: { key: "errors.notFound" } });
  },
};

/** Gives a case to the person who shall settle it. */
export function assignDiscrepancy(actor: Actor, { id, version, ownerId }: AssignInput, key?: string) {
  return runMove(actor, discrepancyAccess, "assign", assignPart, { id, version, key, input: ownerId });
}

const reopenPart: MovePart<DiscrepancyRow, null> = {
  decide: () => ({
    patch: { resolution: null, resolutionNote: null, portions: Prisma.DbNull, resolvedAt: null, resolvedById: null },
  }),
  effect: async ({ db, actor, row, now, reason }) => {
    const portions = (row.portions ?? []) as { option: string; quantity: string }[];
    if (row.resolution === "amended" || portions.some(({ option }) => option === "recounted" || option === "kept"))
      throw new Refusal({ key: "distribution.discrepancy.refusals.amendInstead" });
    await withWiderReach(db, actor, async () => {
      const source = { documentKind: "discrepancy", documentId: row.id };
      const entries = await db.stockEntry.findMany({ where: source });
      const undone = new Set(entries.flatMap((entry) => entry.reversesId ?? []));
      const standing = entries.filter((entry) => entry.reversesId === null && !undone.has(entry.id));
      await reverse(
        db,
        actor,
        { ...source, businessAt: now },
        standing.map((entry) => entry.id),
        reason ?? "",
      );
    });
    if (!row.shipmentId) return;
    for (const { option, quantity } of portions) {
      const amount = BigInt(quantity);
      const { line } = await withWiderReach(db, actor, async () => {
        const found = await lineOfCase(db, row);
        if (option === "delivered") await addReceived(db, found.line, -amount);
        return found;
      });
      const { transferLine } = line;
      if (option === "delivered")
        await tellNeeds(db, actor, "received", [
          { line: transferLine, before: transferLine.received, after: transferLine.received - amount },
        ]);
      else if (row.kind !== "over") await tellMissing(db, actor, { line: transferLine, before: amount, after: 0n });
    }
  },
};

/** Reopens a resolved case: what the resolution posted is reversed, the difference stands again. */
export function reopenDiscrepancy(actor: Actor, { id, version, reason }: ReopenInput, key?: string) {
  return runMove(actor, discrepancyAccess, "reopen", reopenPart, { id, version, reason, key, input: null });
}
