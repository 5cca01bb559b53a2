import type { CoupledResult } from "./coupled-result";
import type { Instance } from "./instance";
import type { Assignment, LevelPrice, Sensitivity } from "./plan-model";
import { PriceReader } from "./prices";
import type { ReachBook } from "./reach";
import { sensitivitiesByPrice } from "./sensitivity-by-price";
import { type Change, GroupTrials, isTooLarge, type Outcome, trialBudget } from "./trials";

/** A single change: so many units more let through at one store. */
interface Candidate {
  trials: GroupTrials;
  kind: Sensitivity["kind"];
  goodsId: string;
  store: number;
  /** Most that the first unit can be worth: its price. */
  most: LevelPrice;
}

/** How many changes are named. */
const NAMED = 10;

/**
 * The ten changes worth most: more stock of a goods at a store, whether it has any or not, a lower floor, more throughput. No unit is worth
 * more than its price (the optimum is convex in what there is), so changes are tried in the order of their prices, one unit
 * each, until no price left is above the tenth gain found: these are the ten among all, as long as the budget of trials lasts.
 * Each is then tried with a twentieth of what lies at the store, by all rules of the plan. Where goods share throughput the
 * others keep what they have, so a gain is at least the one stated. Large problems go by prices alone.
 */
export function sensitivities(
  instance: Instance,
  reaches: ReachBook,
  coupled: CoupledResult,
  assignments: readonly Assignment[],
  shouldStop?: () => boolean,
): Sensitivity[] {
  if (coupled.groups.some((group) => isTooLarge(group, instance)))
    return sensitivitiesByPrice(instance, reaches, coupled);
  const budget = trialBudget(shouldStop);
  const candidates = coupled.groups.flatMap((group) =>
    candidatesOf(new GroupTrials(instance, group, assignments, budget)),
  );
  candidates.sort((a, b) => compareGain(b.most, a.most) || a.store - b.store);
  const best: { candidate: Candidate; gain: LevelPrice }[] = [];
  for (const candidate of candidates) {
    if (best.length === NAMED && compareGain(best[NAMED - 1].gain, candidate.most) >= 0) break;
    const gain = gainOfFirst(candidate);
    if (gain === null) break;
    if (compareGain(gain, NOTHING) <= 0 || alreadyBetter(best, candidate, gain)) continue;
    best.push({ candidate, gain });
    best.sort((a, b) => compareGain(b.gain, a.gain));
    if (best.length > NAMED) best.pop();
  }
  return best.flatMap(({ candidate, gain }) => tryOut(instance, candidate, gain) ?? []);
}

const NOTHING: LevelPrice = { unmet: [0, 0, 0], cost: 0 };

/** Throughput of a store is one change, whichever goods gain by it: the best stands for it. */
function alreadyBetter(best: { candidate: Candidate; gain: LevelPrice }[], one: Candidate, gain: LevelPrice): boolean {
  if (one.kind !== "throughput") return false;
  const same = best.findIndex(({ candidate: c }) => c.kind === one.kind && c.store === one.store);
  if (same < 0) return false;
  if (compareGain(best[same].gain, gain) >= 0) return true;
  best.splice(same, 1);
  return false;
}

function candidatesOf(trials: GroupTrials): Candidate[] {
  const { problem } = trials;
  const { component, solver, reaches } = trials.solved();
  const S = problem.stores.length;
  const { unit } = component;
  const reader = new PriceReader(component, solver.simplex.potential, S);
  // A unit that does not expire is worth, at a store, the dearest line it could go to, less the way there.
  const worth = problem.goods.map(() => new Float64Array(S));
  component.lines.forEach((line, k) => {
    const price = reader.ofLine(k);
    const reach = reaches.of(line.priority, line.goods);
    const { forbiddenStoreIds, storageClasses } = line.line;
    for (const block of component.blocks) {
      if (block.to !== line.goods) continue;
      for (let a = reach.start[line.place]; a < reach.start[line.place + 1]; a++) {
        const store = reach.tail[reach.tailStart[line.place] + a - reach.start[line.place]];
        const value = price - (reach.cost[a] + block.price) * unit;
        if (value <= worth[block.from][store]) continue;
        const { id, storageClass } = problem.stores[store];
        if (forbiddenStoreIds.includes(id)) continue;
        if (storageClasses.length > 0 && !storageClasses.includes(storageClass)) continue;
        worth[block.from][store] = value;
      }
    }
  });
  const keep = problem.objective.expiry.price * unit;
  const list: Candidate[] = [];
  problem.goods.forEach(({ id, weightG }, g) => {
    for (let i = 0; i < S; i++) {
      const add = (kind: Candidate["kind"], most: LevelPrice) =>
        list.push({ trials, kind, goodsId: id, store: i, most });
      if (worth[g][i] > 0 && trials.roomFor(i, id) >= unit) add("stock", reader.levels(worth[g][i]));
      const left = trials.leftUnits(i, id);
      const floor = trials.instance.problem.stores[i].reserveFloor[id] ?? 0;
      const freed = worth[g][i] + keep;
      if (left === 0 || freed <= 0) continue;
      if (floor > 0) add("reserveFloor", reader.levels(freed));
      if (trials.isHeld(i) && left > floor)
        add("throughput", scaled(reader.levels(freed), 1000 / Math.max(1, weightG)));
    }
  });
  return list;
}

/** The change by some base units, in a copy of the class's problem. */
function changeBy({ trials, kind, store, goodsId }: Candidate, units: number): Change {
  const { weightG } = trials.instance.problem.goods.find((g) => g.id === goodsId) as { weightG: number };
  const room = (grams: number) => (weightG > 0 ? Math.floor(grams / weightG) : Infinity);
  const floor = trials.instance.problem.stores[store].reserveFloor[goodsId] ?? 0;
  // At a store held at what it sends the floor is not in the problem: what must fill it first is not let through.
  const deficit = trials.isHeld(store) ? Math.max(0, floor - trials.leftUnits(store, goodsId)) : 0;
  return (problem) => {
    const at = problem.stores[store];
    if (kind === "stock" && units > deficit)
      at.lots.push({ id: "\u0000more", goodsId, quantity: units - deficit, expiresOnDay: null });
    else if (kind === "stock") return;
    else if (kind === "throughput")
      trials.release(problem, store, goodsId, room(trials.leftGrams(store) + kgOf(units, weightG) * 1000), false);
    else if (!trials.isHeld(store)) at.reserveFloor[goodsId] = Math.max(0, floor - units);
    else {
      const above = Math.max(0, trials.leftUnits(store, goodsId) - Math.max(0, floor - units));
      trials.release(problem, store, goodsId, Math.min(room(trials.leftGrams(store)), above), true);
    }
  };
}

/** Whole kg of throughput that let so many units out. */
function kgOf(units: number, weightG: number): number {
  return Math.max(1, Math.ceil((units * weightG) / 1000));
}

/** Gain of the smallest change there is, a base unit or a kg of it; null when the budget of trials is spent. */
function gainOfFirst(candidate: Candidate): LevelPrice | null {
  const { trials, kind, store, goodsId } = candidate;
  const { unit } = trials.group.component;
  const weightG = trials.instance.problem.goods.find((g) => g.id === goodsId)?.weightG ?? 0;
  const isStock = kind === "stock";
  const before = isStock ? trials.asItIs() : trials.asItIsWith(store);
  const after = trials.with(isStock ? null : store, changeBy(candidate, unit));
  if (!before || !after) return null;
  const per = kind === "throughput" ? kgOf(unit, weightG) : unit;
  return scaled(gainOf(before, after), 1 / per);
}

function gainOf(before: Outcome, after: Outcome): LevelPrice {
  const unmet = before.unmet.map((units, p) => units - after.unmet[p]) as [number, number, number];
  return { unmet, cost: before.cost - after.cost };
}

function tryOut(instance: Instance, candidate: Candidate, gainPerUnit: LevelPrice): Sensitivity | null {
  const { trials, kind, store, goodsId } = candidate;
  const { problem } = instance;
  const { unit, lines } = trials.group.component;
  const { id: storeId, lots, reserveFloor } = problem.stores[store];
  const weightG = problem.goods.find((g) => g.id === goodsId)?.weightG ?? 0;
  const stock = lots.reduce((sum, lot) => sum + (lot.goodsId === goodsId ? lot.quantity : 0), 0);
  // Where there is none, a twentieth of what is needed.
  const size = stock > 0 ? stock : lines.reduce((sum, { open }) => sum + open, 0);
  const most = kind === "stock" ? trials.roomFor(store, goodsId) : (reserveFloor[goodsId] ?? 0);
  const wanted = Math.max(1, Math.round(size / 20 / unit)) * unit;
  const units = kind === "throughput" ? wanted : Math.min(wanted, most);
  const at = kind === "stock" ? null : store;
  const before = trials.plannedAsItIs(at);
  const after = trials.planned(at, changeBy(candidate, units));
  if (!before || !after) return null;
  const raised = lines.filter(({ line }) => (after.served.get(line.id) ?? 0) > (before.served.get(line.id) ?? 0));
  return {
    kind,
    storeId,
    goodsId,
    gainPerUnit,
    amount: kind === "throughput" ? kgOf(units, weightG) : units,
    servedMore: gainOf(before, after).unmet,
    costChange: after.cost - before.cost,
    linesRaised: raised.length,
    placesRaised: new Set(raised.map((line) => line.place)).size,
  };
}

function scaled(price: LevelPrice, by: number): LevelPrice {
  return { unmet: price.unmet.map((u) => u * by) as [number, number, number], cost: price.cost * by };
}

/** Higher classes first, then cost. */
function compareGain(a: LevelPrice, b: LevelPrice): number {
  return a.unmet[0] - b.unmet[0] || a.unmet[1] - b.unmet[1] || a.unmet[2] - b.unmet[2] || a.cost - b.cost;
}
