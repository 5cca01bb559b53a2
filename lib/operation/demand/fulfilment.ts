import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, withWiderReach } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { eventHead, withLines } from "./commands/access";
import { fulfilmentMachine, type FulfilmentState } from "./machine";
import { countersAfter, type FulfilmentChange, type FulfilmentStep } from "./rules/fulfilment";
import { fulfilmentOf } from "./rules/quantities";

/** What happened to one demand line, in base units of the goods needed (a substitute is converted by its ratio before). */
export interface FulfilmentItem {
  demandLineId: string;
  /** Positive: so much more; negative: so much is taken back. */
  quantity: bigint;
  /** For `received`: of what was shipped so much will never arrive; the need for it opens again. Base units. */
  missing?: bigint;
}

/**
 * Brings the fulfilment dimension of a request in line with its lines, along the edges of its machine; a closed one stays closed.
 * The request's row must be locked.
 * @param close close the rest whatever the lines say
 * @returns the state now
 */
export async function settleFulfilment(db: Db, demandId: string, close?: "close"): Promise<FulfilmentState> {
  const request = await db.demandRequest.findUniqueOrThrow({ where: { id: demandId }, include: { lines: true } });
  const before = request.fulfilment as FulfilmentState;
  if (before === "closed") return before;
  const after: FulfilmentState = close ? "closed" : fulfilmentOf(request.lines);
  if (after === before) return before;
  const edge = Object.values(fulfilmentMachine.moves).some(
    (move) => move.to === after && (move.from as readonly string[]).includes(before),
  );
  if (!edge) throw new Error(`fulfilment cannot go from ${before} to ${after}`);
  await db.demandRequest.update({ where: { id: demandId }, data: { fulfilment: after } });
  return after;
}

/**
 * Records one step for many demand lines inside the caller's transaction. It is an effect of a move the caller was permitted to make
 * (adopting a plan, departing, handing over), so the lines may lie outside the actor's own areas. Requests are locked in one order,
 * counters are bounded by the rules and by checks in the database, the fulfilment dimension follows, and each line writes an event.
 * @throws NotFound for a line that does not exist, Refusal naming line and figures
 */
export async function recordFulfilment(
  db: Db,
  actor: Actor,
  step: FulfilmentStep,
  items: readonly FulfilmentItem[],
): Promise<void> {
  const due = items.filter((item) => item.quantity !== 0n || (item.missing ?? 0n) !== 0n);
  if (due.length === 0) return;
  await withWiderReach(db, actor, async () => {
    const ids = [...new Set(due.map((item) => item.demandLineId))];
    await db.$queryRaw`SELECT r.id FROM demand_request r
      WHERE r.id IN (SELECT l.demand_id FROM demand_line l WHERE l.id = ANY(${ids}::uuid[])) ORDER BY r.id FOR UPDATE`;
    const requests = await db.demandRequest.findMany({
      where: { lines: { some: { id: { in: ids } } } },
      include: withLines,
      orderBy: { id: "asc" },
    });
    const found = new Map(
      requests.flatMap((request) => request.lines.map((line) => [line.id, { request, line }] as const)),
    );
    for (const item of due) {
      const hit = found.get(item.demandLineId);
      if (!hit) throw new NotFound();
      const change: FulfilmentChange = { quantity: item.quantity, missing: item.missing ?? 0n };
      const counters = countersAfter(hit.request, hit.line, step, change);
      await db.demandLine.update({ where: { id: item.demandLineId }, data: counters });
      // Several items may concern one line: the next one starts from here.
      Object.assign(hit.line, counters);
      const fulfilment = step === "received" ? await settleFulfilment(db, hit.request.id) : hit.request.fulfilment;
      const was = hit.request.fulfilment;
      hit.request.fulfilment = fulfilment;
      await publish(db, actor, {
        ...eventHead(hit.request),
        type: "demandRequest.noted",
        payload: {
          facts: {
            step,
            lineId: hit.line.id,
            position: hit.line.position,
            goodsZh: hit.line.goods.nameZh,
            goodsEn: hit.line.goods.nameEn,
            unit: hit.line.goods.baseUnit,
            quantity: item.quantity.toString(),
            ...(change.missing === 0n ? {} : { missing: change.missing.toString() }),
            ...(was === fulfilment ? {} : { fulfilmentBefore: was, fulfilment }),
          },
        },
      });
    }
  });
}

/**
 * Goods were set aside for a line (a plan adopted, a transfer order released); negative when the promise is taken back.
 * @throws Refusal when the request is not approved and open, or beyond what remains (`demand.promiseBeyond` names it)
 */
export const recordPromised = (db: Db, actor: Actor, demandLineId: string, quantity: bigint): Promise<void> =>
  recordFulfilment(db, actor, "promised", [{ demandLineId, quantity }]);

/**
 * Goods for a line left the store; negative when a departure is undone.
 * @throws Refusal beyond what was promised: nothing ships that was not approved and promised
 */
export const recordShipped = (db: Db, actor: Actor, demandLineId: string, quantity: bigint): Promise<void> =>
  recordFulfilment(db, actor, "shipped", [{ demandLineId, quantity }]);

/**
 * Goods for a line arrived and were accepted; negative when a receipt is reversed.
 * @param missing of what was shipped, so much will never arrive: promise and shipment shrink by it and the need opens again
 */
export const recordReceived = (
  db: Db,
  actor: Actor,
  demandLineId: string,
  quantity: bigint,
  missing = 0n,
): Promise<void> => recordFulfilment(db, actor, "received", [{ demandLineId, quantity, missing }]);
