import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime, dateOnly, dayOf, daysUntil } from "@/lib/platform/clock/clock";
import { type Db, withWiderReach, write } from "@/lib/platform/db/access";
import { Conflict, type Message, NotFound, Refusal } from "@/lib/platform/errors";
import { moveWithin } from "@/lib/platform/workflow/run";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { remainingOf } from "@/lib/operation/demand/rules/quantities";
import { lockLevel, pickableLots } from "@/lib/operation/storage/reserve-fefo";
import { freeAboveFloor } from "@/lib/operation/storage/rules/floor";
import { transferFromPlan } from "@/lib/operation/transport/transfer/commands/from-plan";
import { planOptions } from "../schema";
import { leadTimeMin } from "@/lib/platform/places/distance";
import { keepOrders, replaceOrders, type KeptLine } from "./replace-orders";
import { conflictsOf, type LineNow, type StockNow } from "../rules/conflicts";
import type { AdoptInput } from "../schema";
import { planAccess } from "./access";

/** What adopting did. */
export type Adopted = { id: string; state: string; adopted: number; conflicts: number; transfers: number };

async function proposedLines(db: Db, planId: string, lineIds: readonly string[] | undefined) {
  return db.allocationLine.findMany({
    where: { planId, status: { in: ["proposed", "conflict"] }, ...(lineIds ? { id: { in: [...lineIds] } } : {}) },
    include: { lot: true, goods: true, fromSite: true, toSite: true, demandLine: { include: { demand: true } } },
    orderBy: { position: "asc" },
  });
}
type ProposedLine = Awaited<ReturnType<typeof proposedLines>>[number];

/** Takes the locks that promising takes, in one order: levels of stock, then the requests. */
async function lockAll(db: Db, lines: readonly ProposedLine[]): Promise<Map<string, bigint>> {
  const floors = new Map<string, bigint>();
  const pairs = new Map(lines.map((line) => [`${line.fromSiteId}/${line.goodsId}`, line]));
  for (const key of [...pairs.keys()].sort()) {
    const { fromSite, goodsId } = pairs.get(key) as ProposedLine;
    floors.set(key, await lockLevel(db, fromSite, goodsId));
  }
  const requests = [...new Set(lines.map((line) => line.demandLine.demandId))];
  await db.$queryRaw`SELECT id FROM demand_request WHERE id = ANY (${requests}::uuid[]) ORDER BY id FOR UPDATE`;
  return floors;
}

/** What is true now, read under the locks. */
async function stockNow(
  db: Db,
  lines: readonly ProposedLine[],
  floors: ReadonlyMap<string, bigint>,
  today: Date,
): Promise<StockNow> {
  const lots = new Map<string, bigint>();
  const aboveFloor = new Map<string, bigint>();
  const pairs = new Map(lines.map((line) => [`${line.fromSiteId}/${line.goodsId}`, line]));
  for (const [key, { fromSiteId, goodsId }] of pairs) {
    const free = await pickableLots(db, fromSiteId, goodsId, today);
    for (const lot of free)
      lots.set(`${fromSiteId}/${lot.lotId}`, (lots.get(`${fromSiteId}/${lot.lotId}`) ?? 0n) + lot.available);
    aboveFloor.set(
      key,
      freeAboveFloor(
        free.reduce((sum, lot) => sum + lot.available, 0n),
        floors.get(key) ?? 0n,
      ),
    );
  }
  const needed = await db.demandLine.findMany({
    where: { id: { in: [...new Set(lines.map((line) => line.demandLineId))] } },
    include: { demand: { select: { state: true, fulfilment: true } } },
  });
  const remaining = new Map(
    needed.map((line) => {
      const open =
        line.cancelledReason === null &&
        line.demand.state === "approved" &&
        ["none", "partly"].includes(line.demand.fulfilment);
      return [line.id, open ? (remainingOf(line) ?? 0n) : 0n] as const;
    }),
  );
  return { lots, aboveFloor, remaining };
}

interface Rule {
  goodsId: string;
  substituteId: string;
  ratioNeed: number;
  ratioSubstitute: number;
}

/** Rules of substitution in force for the needs of these lines. */
const rulesFor = (db: Db, lines: readonly ProposedLine[]): Promise<Rule[]> =>
  db.substitution.findMany({
    where: { goodsId: { in: lines.map((line) => line.demandLine.goodsId) }, active: true },
    select: { goodsId: true, substituteId: true, ratioNeed: true, ratioSubstitute: true },
  });

/** May the goods of a line still stand for what it counts as: the goods needed themselves, or by a rule that gives at least as much for them? */
const mayFill = (line: ProposedLine, rules: readonly Rule[]): boolean =>
  line.goodsId === line.demandLine.goodsId ||
  rules.some(
    (rule) =>
      rule.goodsId === line.demandLine.goodsId &&
      rule.substituteId === line.goodsId &&
      line.quantity * BigInt(rule.ratioNeed) >= line.counts * BigInt(rule.ratioSubstitute),
  );

/** Is the lot too old on the day it would arrive, when it is sent now? As strict as the computation was. */
function tooOld({ lot, distanceM }: ProposedLine, now: Date, minShelfLifeDays: number): boolean {
  if (lot.expiresOn === null) return false;
  const arrives = new Date(now.getTime() + leadTimeMin(distanceM) * 60_000);
  return daysUntil(lot.expiresOn, arrives) < minShelfLifeDays;
}

function lineNow(line: ProposedLine, now: Date, rules: readonly Rule[], minShelfLifeDays: number): LineNow {
  const { lot } = line;
  return {
    id: line.id,
    position: line.position,
    siteId: line.fromSiteId,
    lotId: line.lotId,
    goodsId: line.goodsId,
    quantity: line.quantity,
    counts: line.counts,
    demandLineId: line.demandLineId,
    goods: line.goods.nameZh,
    goodsEn: line.goods.nameEn,
    from: line.fromSite.name,
    fromEn: line.fromSite.nameEn,
    to: line.toSite.name,
    toEn: line.toSite.nameEn,
    unit: line.goods.baseUnit,
    lotFault: lot.recalled
      ? "recalled"
      : lot.condition !== "good"
        ? "condition"
        : lot.expiresOn && daysUntil(lot.expiresOn, now) < 0
          ? "expired"
          : tooOld(line, now, minShelfLifeDays)
            ? "expiresOnTheWay"
            : mayFill(line, rules)
              ? null
              : "ruleGone",
  };
}

/** The first day anybody among them needs it. */
const earliest = (days: readonly (Date | null)[]): Date | undefined =>
  days.reduce<Date | undefined>((first, day) => (day && (!first || day < first) ? day : first), undefined);

const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b));

/** One released transfer order for each pair of places; its line ids go back to the plan's lines. */
async function makeTransfers(
  db: Db,
  actor: Actor,
  plan: { id: string; incidentId: string },
  lines: readonly ProposedLine[],
): Promise<number> {
  const groups = new Map<string, ProposedLine[]>();
  for (const line of lines) {
    const key = `${line.fromSiteId}/${line.toSiteId}/${line.demandLine.demand.priority}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  for (const group of groups.values()) {
    const [first] = group as [ProposedLine];
    const transfer = await transferFromPlan(db, actor, plan.id, {
      incidentId: plan.incidentId,
      fromSiteId: first.fromSiteId,
      toSiteId: first.toSiteId,
      purpose: "supply",
      priority: first.demandLine.demand.priority,
      neededBy: earliest(group.map((line) => line.demandLine.demand.neededBy)),
      note: "",
      lines: group.map((line) => {
        const common = divisor(line.counts, line.quantity);
        return {
          goodsId: line.goodsId,
          lotId: line.lotId,
          quantity: line.quantity,
          demandLineId: line.demandLineId,
          ratioNeed: Number(line.counts / common),
          ratioSubstitute: Number(line.quantity / common),
        };
      }),
    });
    for (const [index, line] of group.entries())
      await db.allocationLine.update({
        where: { id: line.id },
        data: { status: "adopted", conflict: undefined, transferLineId: transfer.lineIds[index] ?? null },
      });
  }
  return groups.size;
}

/**
 * Adopts a plan, or chosen lines of it, in one transaction: lots are reserved and released transfer orders made; what changed since the
 * computation comes back as conflicts named line by line. Without `leaveConflicts` any conflict refuses the whole and nothing happens.
 * When the plan replaces another that is not adopted whole, that one is superseded; orders of that one nobody began to pick stay where the
 * new plan says the same, and give way where it does not.
 */
export function adoptPlan(actor: Actor, input: AdoptInput, key?: string): Promise<Adopted> {
  return write(actor, (db) =>
    onceOnly(db, actor, "allocationPlan.adopt", key, input, async () => {
      const plan = await planAccess.load(db, actor, input.id);
      if (!plan) throw new NotFound();
      if (plan.version !== input.version) throw new Conflict({ key: "errors.changedMeanwhile" });
      const { now } = await businessTime(db);
      const today = dateOnly(dayOf(now));
      const { minShelfLifeDays } = planOptions.parse(plan.options);
      const locked = await withWiderReach(db, actor, async () => {
        const chosen = await proposedLines(db, plan.id, input.lineIds);
        return { chosen, floors: await lockAll(db, chosen), orders: await keepOrders(db, plan, chosen) };
      });
      const kept = new Map(locked.orders.kept.map((line) => [line.lineId, line]));
      await replaceOrders(db, actor, plan, locked.orders, input.lineIds ? locked.chosen : null);
      const { lines, conflicts } = await withWiderReach(db, actor, async () => {
        // Read again: what was true when the locks were waited for may have changed.
        const chosen = await proposedLines(db, plan.id, input.lineIds);
        const asked = chosen.filter((line) => !kept.has(line.id));
        const rules = await rulesFor(db, asked);
        return {
          lines: chosen,
          conflicts: conflictsOf(
            asked.map((line) => lineNow(line, now, rules, minShelfLifeDays)),
            await stockNow(db, asked, locked.floors, today),
          ),
        };
      });
      if (lines.length === 0) throw new Refusal({ key: "allocation.errors.nothingToAdopt" });
      const free = lines.filter((line) => !conflicts.has(line.id));
      if (conflicts.size > 0 && (!input.leaveConflicts || free.length === 0))
        throw new Refusal(
          { key: "allocation.errors.conflicts", params: { count: conflicts.size } },
          [...conflicts.values()].slice(0, 50),
        );
      const rest = await db.allocationLine.count({
        where: {
          planId: plan.id,
          status: { in: ["proposed", "conflict"] },
          id: { notIn: lines.map((line) => line.id) },
        },
      });
      const whole = rest === 0 && conflicts.size === 0;
      let transfers = 0;
      const moved = await moveWithin(
        db,
        actor,
        planAccess,
        whole ? "adopt" : "adoptPartly",
        {
          decide: () => ({
            patch: { adoptedById: actor.personId },
            facts: { lines: free.length, conflicts: conflicts.size },
          }),
          effect: async () => {
            for (const [id, conflict] of conflicts)
              await db.allocationLine.update({
                where: { id },
                data: { status: "conflict", conflict: asJson(conflict) },
              });
            await keepLines(db, locked.orders.kept);
            transfers = await makeTransfers(
              db,
              actor,
              plan,
              free.filter((line) => !kept.has(line.id)),
            );
          },
        },
        { id: plan.id, version: input.version, input: null },
      );
      if (plan.supersedesId) await supersede(db, actor, plan.supersedesId);
      return { id: plan.id, state: moved.state, adopted: free.length, conflicts: conflicts.size, transfers };
    }),
  );
}

/** Lines that an order of the plan before carries unchanged are adopted as they stand. */
async function keepLines(db: Db, kept: readonly KeptLine[]): Promise<void> {
  for (const { lineId, transferLineId } of kept)
    await db.allocationLine.update({ where: { id: lineId }, data: { status: "adopted", transferLineId } });
}

const asJson = (message: Message) =>
  JSON.parse(
    JSON.stringify(message, (_key, value: unknown) => (typeof value === "bigint" ? Number(value) : value)),
  ) as object;

async function supersede(db: Db, actor: Actor, id: string): Promise<void> {
  const old = await planAccess.load(db, actor, id);
  if (old && ["draft", "computed", "submitted", "approved", "partlyAdopted"].includes(old.state))
    await moveWithin(db, actor, planAccess, "supersede", {}, { id, version: null, input: null });
}
