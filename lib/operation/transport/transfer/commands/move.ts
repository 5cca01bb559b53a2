import type { Actor } from "@/lib/platform/auth/actor";
import { Refusal } from "@/lib/platform/errors";
import { releaseAll } from "@/lib/platform/ledger/reserve";
import { type MovePart, runMove } from "@/lib/platform/workflow/run";
import type { Db } from "@/lib/platform/db/access";
import { tellNeeds } from "../../need";
import { isStore } from "../../stores";
import { leftToPick } from "../rules";
import type { MoveTransferInput } from "../schema";
import { linesOf, transferAccess, type TransferLineRow, type TransferRow } from "./access";
import { draftTransfer } from "./create";
import { finishPart } from "./pick";
import { reserveLines } from "./reserve";
import { reserveShort } from "./short";

type Part = MovePart<TransferRow, null>;

const release: Part = { effect: ({ db, actor, row }) => reserveLines(db, actor, row) };

/**
 * The lot a rest must stay with: what is counted in packs of unknown size is of that lot only, and what goes back is what came. Everything
 * else is reserved anew, first expired first out.
 */
async function lotToKeep(db: Db, row: TransferRow, lines: readonly TransferLineRow[]) {
  const goods = await db.goods.findMany({
    where: { id: { in: lines.map((line) => line.goodsId) } },
    select: { id: true, baseUnit: true },
  });
  return (line: TransferLineRow): string | undefined =>
    !isStore(row.fromSite.kind) || goods.find((each) => each.id === line.goodsId)?.baseUnit !== line.unit
      ? (line.lotId ?? undefined)
      : undefined;
}

/** The rest becomes a draft of its own; this order no longer answers for it. */
const backOrder: Part = {
  effect: async ({ db, actor, row }) => {
    const rest = (await linesOf(db, row.id)).filter((line) => leftToPick(line) > 0n);
    if (rest.length === 0) throw new Refusal({ key: "transport.transfer.refusals.nothingLeft" });
    const keptLot = await lotToKeep(db, row, rest);
    await draftTransfer(
      db,
      actor,
      {
        incidentId: row.incidentId ?? undefined,
        fromSiteId: row.fromSiteId,
        toSiteId: row.toSiteId,
        purpose: "supply",
        priority: row.priority,
        neededBy: row.neededBy ?? undefined,
        note: row.note,
        lines: rest.map((line) => ({
          goodsId: line.goodsId,
          lotId: keptLot(line),
          quantity: leftToPick(line),
          demandLineId: line.demandLineId ?? undefined,
          ratioNeed: line.ratioNeed,
          ratioSubstitute: line.ratioSubstitute,
        })),
      },
      { parentId: row.id, purpose: "backOrder" },
    );
    for (const line of rest)
      await db.transferLine.update({
        where: { id: line.id },
        data: { backOrdered: { increment: leftToPick(line) } },
      });
    await tellNeeds(
      db,
      actor,
      "promised",
      rest.map((line) => ({ line, before: line.quantity - line.backOrdered, after: line.picked })),
    );
  },
};

/** Gives up what is left to pick; goods in staging or on the road must be dealt with first. */
const close: Part = {
  effect: async ({ db, actor, row }) => {
    const under = await db.shipment.findMany({
      where: { transferId: row.id, state: { notIn: ["accepted", "returned", "cancelled"] } },
      select: { number: true },
    });
    if (under.length > 0)
      throw new Refusal({
        key: "transport.transfer.refusals.shipmentsOpen",
        params: { numbers: under.map((shipment) => shipment.number).join(", ") },
      });
    const lines = await linesOf(db, row.id);
    if (lines.some((line) => line.picked > line.shipped))
      throw new Refusal({ key: "transport.transfer.refusals.stillStaged" });
    await tellNeeds(
      db,
      actor,
      "promised",
      lines.map((line) => ({ line, before: line.quantity - line.backOrdered, after: line.picked })),
    );
  },
};

const cancel: Part = {
  effect: async ({ db, actor, row }) => {
    const lines = await linesOf(db, row.id);
    if (lines.some((line) => line.picked > 0n)) throw new Refusal({ key: "transport.transfer.refusals.stillStaged" });
    await releaseAll(db, { documentKind: "transferOrder", documentId: row.id });
    if (row.state !== "draft")
      await tellNeeds(
        db,
        actor,
        "promised",
        lines.map((line) => ({ line, before: line.quantity - line.backOrdered, after: 0n })),
      );
  },
};

const reserveRest: Part = { effect: ({ db, actor, row }) => reserveShort(db, actor, row) };

const PARTS: Record<MoveTransferInput["move"], Part> = {
  release,
  reserveRest,
  reserveRestPicking: reserveRest,
  finishPicking: finishPart,
  backOrder,
  close,
  cancel,
};

/** Makes one bare move of a transfer: release, reserve what is short, finish picking, back-order the rest, close, cancel. */
export function moveTransfer(actor: Actor, { id, version, move, reason }: MoveTransferInput, key?: string) {
  return runMove(actor, transferAccess, move, PARTS[move], { id, version, reason, key, input: null });
}
