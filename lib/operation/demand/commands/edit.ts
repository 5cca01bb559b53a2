import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { write } from "@/lib/platform/db/access";
import { Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { askedOf } from "../rules/quantities";
import type { EditDemandInput } from "../schema";
import { eventHead, loadDemand, placeOfDemand } from "./access";
import { lineRows, refuseUnknownGoods } from "./create";

/** Lines in short for the audit trail: goods and figure, "≈" for an estimate, "?" for unknown. */
const inShort = (lines: readonly { goodsId: string; quantity: bigint | null; estimate: bigint | null }[]): string =>
  lines
    .map((line) => `${line.goodsId.slice(-6)} ${line.quantity === null ? "≈" : ""}${askedOf(line) ?? "?"}`)
    .join(", ")
    .slice(0, 4000);

/** Mends a draft or a returned request: its head and all its lines. Nobody has promised anything for it yet. */
export function editDemand(
  actor: Actor,
  { id, version, ...input }: EditDemandInput,
  key?: string,
): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "demand.edit", key, { id, version, input }, async () => {
      const row = await loadDemand(db, actor, id);
      if (!row) throw new NotFound();
      if (!can(actor, "demand.create", placeOfDemand(row))) throw new NotFound({ key: "errors.notAllowed" });
      if (row.version !== version) throw new Conflict({ key: "errors.changedMeanwhile" });
      if (row.state !== "draft" && row.state !== "returned") throw new Refusal({ key: "demand.editOnlyDraft" });
      await refuseUnknownGoods(db, input.lines);
      const { now } = await businessTime(db);
      await db.demandLine.deleteMany({ where: { demandId: id } });
      const { lines, neededBy, beneficiaries, ...head } = input;
      await db.demandRequest.update({
        where: { id },
        data: {
          ...head,
          neededBy: neededBy ?? null,
          beneficiaries: beneficiaries ?? null,
          editedById: actor.personId,
          version: version + 1,
          lines: { create: lineRows(lines) },
        },
      });
      await publish(db, actor, {
        ...eventHead(row),
        type: "demandRequest.edited",
        businessAt: now,
        payload: {
          changes: {
            ...(row.priority !== input.priority ? { priority: { before: row.priority, after: input.priority } } : {}),
            lines: { before: inShort(row.lines), after: inShort(lines) },
          },
        },
      });
      return { id };
    }),
  );
}
