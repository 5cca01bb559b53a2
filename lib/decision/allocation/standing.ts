import type { Db } from "@/lib/platform/db/access";
import { rangeEnd } from "@/lib/platform/auth/reach";
import type { Priority } from "@/lib/platform/db/generated/enums";
import { remainingOf } from "@/lib/operation/demand/rules/quantities";
import { standingOrders } from "@/lib/operation/transport/transfer/commands/give-way";
import type { StockRow } from "./inputs";

/** A line of the plan before that still binds: proposed, or promised by an order nobody began to pick. Base units. */
interface BindingLine {
  demandLineId: string;
  fromSiteId: string;
  lotId: string;
  quantity: bigint;
  counts: bigint;
  frozen: boolean;
  frozenReason: string | null;
}

interface StandingNeed {
  lineId: string;
  siteId: string;
  goodsId: string;
  quantity: bigint;
  priority: Priority;
  filedAt: Date;
}

/**
 * What the plan that is replaced has promised and may still be moved: its proposals, and what its orders hold as long as nobody began to
 * pick them. What was picked, sent or received is done; it is neither given back nor given twice.
 * @returns `stock` the orders hold and may be issued today; `needs` they serve, with what each needs when the promises are taken back;
 * the plan's lines that still bind
 */
export async function standing(
  db: Db,
  planId: string | null,
  filter: { incidentId: string; areaCode: string; goodsIds?: string[] },
  today: string,
): Promise<{ stock: StockRow[]; needs: Map<string, StandingNeed>; lines: BindingLine[] }> {
  if (!planId) return { stock: [], needs: new Map(), lines: [] };
  const orders = await standingOrders(db, planId);
  const orderLines = orders.flatMap((order) => order.lines.map((line) => ({ ...line, siteId: order.fromSiteId })));
  const lots = new Map(
    (
      await db.lot.findMany({
        where: {
          id: { in: orderLines.flatMap((line) => line.held.map((one) => one.lotId)) },
          condition: "good",
          recalled: false,
          OR: [{ expiresOn: null }, { expiresOn: { gte: new Date(`${today}T00:00:00Z`) } }],
        },
      })
    ).map((lot) => [lot.id, lot]),
  );
  const baseUnits = new Map(
    (
      await db.goods.findMany({
        where: { id: { in: [...lots.values()].map((lot) => lot.goodsId) } },
        select: { id: true, baseUnit: true },
      })
    ).map((goods) => [goods.id, goods.baseUnit]),
  );
  const stock = orderLines.flatMap((line) =>
    line.held.flatMap(({ lotId, quantity }) => {
      const lot = lots.get(lotId);
      if (!lot || lot.unit !== baseUnits.get(lot.goodsId)) return [];
      const { goodsId, packSize, expiresOn } = lot;
      return [{ lotId, goodsId, siteId: line.siteId, available: quantity, packSize, expiresOn }];
    }),
  );
  const back = new Map<string, bigint>();
  for (const line of orderLines) back.set(line.demandLineId, (back.get(line.demandLineId) ?? 0n) + line.counts);
  const demandLines = await db.demandLine.findMany({
    where: {
      id: { in: [...back.keys()] },
      cancelledReason: null,
      ...(filter.goodsIds ? { goodsId: { in: filter.goodsIds } } : {}),
      demand: {
        state: "approved",
        fulfilment: { in: ["none", "partly"] },
        incidentId: filter.incidentId,
        areaCode: { gte: filter.areaCode, lt: rangeEnd(filter.areaCode) },
      },
    },
    include: { demand: { select: { siteId: true, priority: true, submittedAt: true, businessAt: true } } },
    orderBy: { id: "asc" },
  });
  const needs = new Map<string, StandingNeed>();
  for (const line of demandLines) {
    const quantity = remainingOf({ ...line, promised: line.promised - (back.get(line.id) ?? 0n) });
    if (quantity !== null && quantity > 0n)
      needs.set(line.id, {
        lineId: line.id,
        siteId: line.demand.siteId,
        goodsId: line.goodsId,
        quantity,
        priority: line.demand.priority,
        filedAt: line.demand.submittedAt ?? line.demand.businessAt,
      });
  }
  const planLines = await db.allocationLine.findMany({ where: { planId, status: { in: ["proposed", "adopted"] } } });
  const standingLines = new Set(orderLines.map((line) => line.id));
  const lines = planLines.filter(
    (line) => line.status === "proposed" || (line.transferLineId && standingLines.has(line.transferLineId)),
  );
  return { stock, needs, lines };
}
