import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, withWiderReach } from "@/lib/platform/db/access";
import { giveWay, type StandingOrder, standingOrders } from "@/lib/operation/transport/transfer/commands/give-way";

/** A line of the new plan that a standing order already carries. */
export interface KeptLine {
  lineId: string;
  transferLineId: string;
}

/** A line of the new plan as far as orders are compared with it. Quantities are base units. */
export interface PlannedLine {
  id: string;
  demandLineId: string;
  fromSiteId: string;
  toSiteId: string;
  lotId: string;
  quantity: bigint;
  counts: bigint;
}

export interface OrdersBefore {
  kept: KeptLine[];
  keptOrders: string[];
  /** Orders that are not the same in the new plan. */
  changed: StandingOrder[];
}

const keyOf = (line: Omit<PlannedLine, "id">): string =>
  [line.demandLineId, line.fromSiteId, line.toSiteId, line.lotId, line.quantity, line.counts].join("/");

/**
 * Compares the standing orders of the plan before with the lines of the new one: an order stays when every line of it, lot and amount
 * and all, is in the new plan too.
 */
export async function keepOrders(
  db: Db,
  plan: { supersedesId: string | null },
  lines: readonly PlannedLine[],
): Promise<OrdersBefore> {
  const found: OrdersBefore = { kept: [], keptOrders: [], changed: [] };
  if (!plan.supersedesId) return found;
  const planned = new Map(lines.map((line) => [keyOf(line), line.id]));
  for (const order of await standingOrders(db, plan.supersedesId)) {
    const same = order.lines.flatMap((line): KeptLine[] => {
      const [only, ...more] = line.held;
      const key = only && more.length === 0 ? keyOf({ ...order, ...line, ...only }) : null;
      const lineId = key ? planned.get(key) : undefined;
      return lineId ? [{ lineId, transferLineId: line.id }] : [];
    });
    if (same.length === order.lines.length) {
      found.kept.push(...same);
      found.keptOrders.push(order.id);
    } else found.changed.push(order);
  }
  return found;
}

/**
 * Lets the changed orders of the plan before give way and hands the kept ones to the new plan. When only some lines are adopted, orders
 * give way only where those lines serve the same need or take from the same lot. What is being picked by now stays: the lines that
 * counted on it conflict.
 * @param chosen the lines adopted, when not all
 */
export async function replaceOrders(
  db: Db,
  actor: Actor,
  plan: { id: string; number: string; supersedesId: string | null },
  orders: OrdersBefore,
  chosen: readonly PlannedLine[] | null,
): Promise<void> {
  const needs = new Set(chosen?.map((line) => line.demandLineId));
  const lots = new Set(chosen?.map((line) => `${line.fromSiteId}/${line.lotId}`));
  const touched = (order: StandingOrder) =>
    order.lines.some(
      (line) => needs.has(line.demandLineId) || line.held.some((held) => lots.has(`${order.fromSiteId}/${held.lotId}`)),
    );
  for (const order of orders.changed) {
    if (chosen && !touched(order)) continue;
    if (!(await giveWay(db, actor, order.id, { plan: plan.number, planId: plan.id }))) continue;
    await withWiderReach(db, actor, () =>
      db.allocationLine.updateMany({
        where: {
          planId: plan.supersedesId ?? plan.id,
          transferLineId: { in: order.lines.map((line) => line.id) },
        },
        data: { status: "skipped" },
      }),
    );
  }
  if (orders.keptOrders.length > 0)
    await withWiderReach(db, actor, () =>
      db.transferOrder.updateMany({ where: { id: { in: orders.keptOrders } }, data: { planId: plan.id } }),
    );
}
