import type {
  AllocationPlan,
  AllocationProblem,
  Assignment,
  DemandLine,
  DualCertificate,
  PriorityClass,
} from "./model";

/**
 * An independent check of a plan: it shares no code with the solver and reads the problem alone.
 *
 * Feasibility: every hard limit, assignment by assignment. Optimality: weak duality. For any prices that are not
 * negative, Σ over lines of the most a unit can be charged × need, less Σ price × what may be issued, bounds the penalty
 * form of the objective from below; the check computes that bound itself from the certificate's prices, and compares
 * it with the plan's objective computed itself. Equality proves all levels at once, provided a class step exceeds any
 * reroute, which is checked too. Fairness: no exchange along any chain of stores and lines of the class raises a line
 * at the expense of one that is better off, checked by search from the best-off downwards.
 */
export interface CertificateReport {
  /** Limits kept, shares fair, and the stated cost gap proved. */
  certified: boolean;
  /** The classes' totals are proved as well: no plan serves a class more without serving a higher one less. */
  classesProved: boolean;
  /** Named breaches of hard limits; empty when feasible. */
  violations: string[];
  /** Cost above what is proved to be the least for the classes' totals, cost units. */
  costGap: number;
  /** A line that fairness is owed and one it could take from; null when the shares are fair. */
  unfair: { lineId: string; fromLineId: string } | null;
}

export function certifyPlan(
  problem: AllocationProblem,
  plan: Pick<AllocationPlan, "assignments" | "certificates" | "levels">,
): CertificateReport {
  const facts = new Facts(problem);
  const violations = checkLimits(facts, plan.assignments);
  const prices = new Map<string, number>();
  let costGap = 0;
  let classesProved = true;
  let size = 1;
  for (const certificate of plan.certificates) {
    const { objective, bound, sane } = groupBounds(facts, certificate, plan.assignments);
    costGap += objective - bound;
    size += Math.abs(objective);
    const steps = certificate.unmetCharge.every((charge, p) => charge === (3 - p) * certificate.classStep);
    // A box fixes what lines get: under `fair` the search below vouches for it, otherwise it only proves the cost.
    const open = certificate.box === null || (problem.objective.preset === "fair" && onePack(problem, certificate));
    if (!steps || !sane || !open) classesProved = false;
    for (const t of certificate.throughput) prices.set(t.storeId, t.price);
  }
  for (const [storeId, price] of prices) costGap += price * facts.freeThroughputG(storeId);
  const unfair = problem.objective.preset === "fair" ? findUnfair(facts, plan) : null;
  const cost = plan.levels.find((level) => level.level === "cost");
  const stated = cost ? cost.value - cost.bound : 0;
  const slack = 1e-9 * size;
  return {
    certified: violations.length === 0 && unfair === null && costGap <= stated + slack,
    classesProved: classesProved && costGap <= slack,
    violations,
    costGap,
    unfair,
  };
}

function onePack(problem: AllocationProblem, certificate: DualCertificate): boolean {
  return problem.lines.every((l) => !certificate.goodsIds.includes(l.goodsId) || l.packSize === certificate.unit);
}

/** The problem read afresh: who may send what to whom, at what cost. */
class Facts {
  readonly storeAt: Map<string, number>;
  readonly placeAt: Map<string, number>;
  readonly lineOf: Map<string, DemandLine>;
  readonly lotOf = new Map<string, { goodsId: string; quantity: number; expires: number; keep: number }>();
  private readonly closed: Set<string>;

  constructor(readonly problem: AllocationProblem) {
    this.storeAt = new Map(problem.stores.map((s, i) => [s.id, i]));
    this.placeAt = new Map(problem.places.map((p, i) => [p.id, i]));
    this.lineOf = new Map(problem.lines.map((l) => [l.id, l]));
    this.closed = new Set(problem.travel.closed.map((c) => `${c.storeId}|${c.placeId}`));
    const { price, windowDays } = problem.objective.expiry;
    for (const store of problem.stores) {
      for (const lot of store.lots) {
        const daysLeft = (lot.expiresOnDay ?? Infinity) - problem.today;
        const keep = daysLeft < windowDays ? Math.round(price * (1 - Math.max(0, daysLeft) / windowDays)) : 0;
        this.lotOf.set(`${store.id}|${lot.id}`, {
          goodsId: lot.goodsId,
          quantity: lot.quantity,
          expires: lot.expiresOnDay ?? Infinity,
          keep,
        });
      }
    }
    for (const line of problem.lines) {
      for (const issue of line.frozen) {
        const lot = this.lotOf.get(`${issue.storeId}|${issue.lotId}`);
        if (lot) lot.quantity -= issue.quantity;
      }
    }
  }

  minutes(storeId: string, placeId: string): number {
    const pair = this.pair(storeId, placeId);
    const { leadTimeMin, distanceM } = this.problem.travel;
    return leadTimeMin ? leadTimeMin[pair] : Math.ceil(distanceM[pair] / 500);
  }

  pair(storeId: string, placeId: string): number {
    return (this.placeAt.get(placeId) as number) * this.problem.stores.length + (this.storeAt.get(storeId) as number);
  }

  /** Why the store may not send to the line; null when it may. */
  refusal(storeId: string, line: DemandLine): string | null {
    const distance = this.problem.travel.distanceM[this.pair(storeId, line.placeId)];
    if (distance < 0 || this.closed.has(`${storeId}|${line.placeId}`)) return "route closed";
    const limit = this.problem.classLimits[line.priority];
    if (limit.maxDistanceM !== null && distance > limit.maxDistanceM) return "too far";
    if (limit.maxLeadTimeMin !== null && this.minutes(storeId, line.placeId) > limit.maxLeadTimeMin) return "too late";
    if (line.forbiddenStoreIds.includes(storeId)) return "source forbidden";
    const store = this.problem.stores[this.storeAt.get(storeId) as number];
    if (line.storageClasses.length > 0 && !line.storageClasses.includes(store.storageClass)) return "storage class";
    return null;
  }

  /** First expiry day that serves the line from the store. */
  expiryAsked(storeId: string, line: DemandLine): number {
    return this.problem.today + Math.floor(this.minutes(storeId, line.placeId) / 1440) + line.minShelfLifeDays;
  }

  carryCost(storeId: string, line: DemandLine, goodsId: string): number {
    const { objective, rings, travel, goods } = this.problem;
    const distance = travel.distanceM[this.pair(storeId, line.placeId)];
    let cost = distance;
    if (objective.preset === "fastest" || objective.cost === "time") cost = this.minutes(storeId, line.placeId);
    else if (objective.cost === "tonneKm") {
      const needed = goods.find((g) => g.id === line.goodsId);
      cost = Math.round((distance * (needed?.weightG ?? 0)) / 1000);
    }
    if (rings.length > 0) {
      const here = this.problem.stores[this.storeAt.get(storeId) as number].areaCode;
      const there = this.problem.places[this.placeAt.get(line.placeId) as number].areaCode;
      const shared = rings.find((r) => here.slice(0, r.prefixLength) === there.slice(0, r.prefixLength));
      cost += (shared ?? rings[rings.length - 1]).price;
    }
    return cost + (this.rule(goodsId, line.goodsId)?.price ?? 0);
  }

  rule(fromGoodsId: string, toGoodsId: string) {
    return this.problem.substitutions.find((r) => r.fromGoodsId === fromGoodsId && r.toGoodsId === toGoodsId);
  }

  frozenCounted(line: DemandLine): number {
    let sum = 0;
    for (const issue of line.frozen) {
      const lot = this.lotOf.get(`${issue.storeId}|${issue.lotId}`);
      if (lot) sum += this.counted(lot.goodsId, line.goodsId, issue.quantity);
    }
    return sum;
  }

  counted(fromGoodsId: string, toGoodsId: string, quantity: number): number {
    if (fromGoodsId === toGoodsId) return quantity;
    const rule = this.rule(fromGoodsId, toGoodsId);
    return rule ? Math.floor((quantity * rule.ratioNum) / rule.ratioDen) : 0;
  }

  open(line: DemandLine): number {
    return line.closed ? 0 : Math.max(0, line.quantity - this.frozenCounted(line));
  }

  freeThroughputG(storeId: string): number {
    const kg = this.problem.stores[this.storeAt.get(storeId) as number].outboundThroughputKg;
    if (kg === null) return Infinity;
    let free = kg * 1000;
    for (const line of this.problem.lines) {
      for (const issue of line.frozen) {
        if (issue.storeId !== storeId) continue;
        const goodsId = this.lotOf.get(`${issue.storeId}|${issue.lotId}`)?.goodsId;
        free -= issue.quantity * (this.problem.goods.find((g) => g.id === goodsId)?.weightG ?? 0);
      }
    }
    return Math.max(0, free);
  }
}

function checkLimits(facts: Facts, assignments: Assignment[]): string[] {
  const violations: string[] = [];
  const add = (text: string) => {
    if (violations.length < 50) violations.push(text);
  };
  const { problem } = facts;
  const taken = new Map<string, number>();
  const ofStoreGoods = new Map<string, number>();
  const grams = new Map<string, number>();
  const served = new Map<string, number>();
  const weight = new Map(problem.goods.map((g) => [g.id, g.weightG]));
  for (const a of assignments) {
    const line = facts.lineOf.get(a.lineId);
    const lot = facts.lotOf.get(`${a.storeId}|${a.lotId}`);
    if (!line || !lot || lot.goodsId !== a.goodsId) {
      add(`${a.lineId}: unknown line or lot`);
      continue;
    }
    if (!Number.isInteger(a.quantityIssued) || a.quantityIssued <= 0) add(`${a.lineId}: quantity ${a.quantityIssued}`);
    if (a.quantityCounted > facts.counted(a.goodsId, line.goodsId, a.quantityIssued))
      add(`${a.lineId}: counts too much`);
    served.set(line.id, (served.get(line.id) ?? 0) + a.quantityCounted);
    if (a.frozen) continue;
    const refusal = facts.refusal(a.storeId, line);
    if (refusal) add(`${a.lineId} from ${a.storeId}: ${refusal}`);
    if (lot.expires < facts.expiryAsked(a.storeId, line)) add(`${a.lineId} from ${a.storeId}: shelf life`);
    if (a.quantityCounted % line.packSize !== 0) add(`${a.lineId}: broken pack`);
    bump(taken, `${a.storeId}|${a.lotId}`, a.quantityIssued);
    bump(ofStoreGoods, `${a.storeId}|${a.goodsId}`, a.quantityIssued);
    bump(grams, a.storeId, a.quantityIssued * (weight.get(a.goodsId) ?? 0));
  }
  for (const [key, quantity] of taken)
    if (quantity > (facts.lotOf.get(key)?.quantity ?? 0)) add(`lot ${key}: over-issued`);
  for (const [key, quantity] of ofStoreGoods) {
    const [storeId, goodsId] = key.split("|");
    if (quantity > issuable(facts, storeId, goodsId).quantity) add(`${key}: below the reserve floor`);
  }
  for (const [storeId, sum] of grams) if (sum > facts.freeThroughputG(storeId)) add(`${storeId}: throughput`);
  for (const line of problem.lines) {
    const most = Math.max(line.quantity, facts.frozenCounted(line));
    if ((served.get(line.id) ?? 0) > most) add(`${line.id}: served more than needed`);
  }
  return violations;
}

function issuable(
  facts: Facts,
  storeId: string,
  goodsId: string,
): { quantity: number; lots: { id: string; quantity: number; expires: number; keep: number }[] } {
  const store = facts.problem.stores[facts.storeAt.get(storeId) as number];
  const lots = store.lots.flatMap((lot) => {
    const left = facts.lotOf.get(`${storeId}|${lot.id}`);
    return lot.goodsId === goodsId && left ? [{ id: lot.id, ...left }] : [];
  });
  const total = lots.reduce((sum, lot) => sum + lot.quantity, 0);
  return { quantity: Math.max(0, total - Math.min(total, store.reserveFloor[goodsId] ?? 0)), lots };
}

/** Plan's objective and proved bound of one group, both in penalty form. */
function groupBounds(
  facts: Facts,
  certificate: DualCertificate,
  assignments: Assignment[],
): { objective: number; bound: number; sane: boolean } {
  const { problem } = facts;
  const { unit, classStep } = certificate;
  const ofGroup = new Set(certificate.goodsIds);
  const lines = problem.lines.filter((l) => ofGroup.has(l.goodsId) && facts.open(l) > 0);
  const storePrice = new Map(certificate.stores.map((s) => [`${s.storeId}|${s.goodsId}`, s.price]));
  const lotPrice = new Map(certificate.lots.map((l) => [`${l.storeId}|${l.lotId}`, l.price]));
  const gramPrice = new Map(certificate.throughput.map((t) => [t.storeId, t.price]));
  const negative = [...storePrice.values(), ...lotPrice.values(), ...gramPrice.values()].some((p) => !(p >= 0));
  if (negative) return { objective: 0, bound: -Infinity, sane: false };

  // What may be issued, at its price; lots a line may draw on with the price of drawing on them.
  let bound = 0;
  const sources: { storeId: string; goodsId: string; expires: number; price: number }[] = [];
  for (const store of problem.stores) {
    for (const goodsId of certificate.goodsIds) {
      const { quantity, lots } = issuable(facts, store.id, goodsId);
      const usable = lots.filter((lot) => lot.quantity >= unit);
      const packs = usable.reduce((sum, lot) => sum + Math.floor(lot.quantity / unit), 0);
      const most = Math.min(packs, Math.floor(quantity / unit));
      if (most === 0) continue;
      const price = storePrice.get(`${store.id}|${goodsId}`) ?? 0;
      bound -= price * most;
      const gram = (gramPrice.get(store.id) ?? 0) * (problem.goods.find((g) => g.id === goodsId)?.weightG ?? 0) * unit;
      const best = new Map<number, number>();
      for (const lot of usable) {
        const own = lotPrice.get(`${store.id}|${lot.id}`) ?? 0;
        bound -= own * Math.floor(lot.quantity / unit);
        const net = price + own + gram - lot.keep * unit;
        best.set(lot.expires, Math.min(best.get(lot.expires) ?? Infinity, net));
      }
      for (const [expires, net] of best) sources.push({ storeId: store.id, goodsId, expires, price: net });
    }
  }

  const boxAt = new Map<string, [number, number]>();
  certificate.box?.lineIds.forEach((id, k) => {
    boxAt.set(id, [certificate.box?.low[k] ?? 0, certificate.box?.high[k] ?? 0]);
  });
  const promised = promisedUnits(facts, unit);
  const movePrice = (problem.previous?.movePrice ?? 0) * unit;
  const servedOf = new Map<string, number>();
  let objective = 0;
  const promisedLeft = new Map(promised);
  for (const a of assignments) {
    const line = facts.lineOf.get(a.lineId);
    if (a.frozen || !line || !ofGroup.has(line.goodsId)) continue;
    bump(servedOf, a.lineId, a.quantityCounted / unit);
    const keep = facts.lotOf.get(`${a.storeId}|${a.lotId}`)?.keep ?? 0;
    objective += a.quantityCounted * facts.carryCost(a.storeId, line, a.goodsId) - a.quantityIssued * keep;
    const key = `${a.lineId}|${a.storeId}|${a.goodsId}`;
    const kept = Math.min(promisedLeft.get(key) ?? 0, a.quantityCounted / unit);
    if (kept > 0) {
      objective -= kept * movePrice;
      bump(promisedLeft, key, -kept);
    }
  }

  const byGoods = new Map<string, typeof sources>();
  for (const id of certificate.goodsIds) {
    const fits = sources.filter(
      (s) =>
        s.goodsId === id ||
        (facts.rule(s.goodsId, id)?.ratioNum === facts.rule(s.goodsId, id)?.ratioDen &&
          facts.rule(s.goodsId, id) !== undefined),
    );
    byGoods.set(id, fits);
  }
  let dearest = 0;
  for (const line of lines) {
    const need = Math.floor(facts.open(line) / unit);
    const [low, high] = boxAt.get(line.id) ?? [need, need];
    const penalty = certificate.unmetCharge[line.priority - 1];
    const unserved = high - (servedOf.get(line.id) ?? 0);
    if (certificate.box)
      objective +=
        Math.min(unserved, high - low) * penalty + Math.max(0, unserved - (high - low)) * (penalty + 4 * classStep);
    else objective += unserved * penalty;

    // Charge of a unit: at most the penalty and at most the dearest-priced way of getting one.
    let most = certificate.box ? penalty + 4 * classStep : penalty;
    const bends: [number, number][] = certificate.box && high > low ? [[penalty, high - low]] : [];
    for (const source of byGoods.get(line.goodsId) ?? []) {
      if (facts.refusal(source.storeId, line) || source.expires < facts.expiryAsked(source.storeId, line)) continue;
      const carry = facts.carryCost(source.storeId, line, source.goodsId) * unit;
      dearest = Math.max(dearest, carry);
      most = Math.min(most, carry + source.price);
      const kept = promised.get(`${line.id}|${source.storeId}|${source.goodsId}`) ?? 0;
      if (kept > 0) bends.push([carry + source.price - movePrice, kept]);
    }
    bound += bestCharge(high, most, bends);
  }
  // One exchange passes each store at most once out and once back.
  const sane = classStep > 2 * (problem.stores.length + 1) * dearest;
  return { objective, bound, sane };
}

/** max over y ≤ most of need × y − Σ capacity × (y − bend)⁺: concave, so best at a bend or at the end. */
function bestCharge(need: number, most: number, bends: [number, number][]): number {
  let best = -Infinity;
  for (const y of [most, ...bends.map(([at]) => at)]) {
    if (y > most) continue;
    let value = need * y;
    for (const [at, capacity] of bends) if (y > at) value -= capacity * (y - at);
    best = Math.max(best, value);
  }
  return best;
}

/** Promised units by line, store and goods, less what frozen issues keep, in `unit`s rounded up. */
function promisedUnits(facts: Facts, unit: number): Map<string, number> {
  const units = new Map<string, number>();
  for (const p of facts.problem.previous?.assignments ?? []) {
    const goodsId = facts.lotOf.get(`${p.storeId}|${p.lotId}`)?.goodsId;
    if (goodsId !== undefined) bump(units, `${p.lineId}|${p.storeId}|${goodsId}`, p.quantity);
  }
  for (const line of facts.problem.lines) {
    for (const issue of line.frozen) {
      const goodsId = facts.lotOf.get(`${issue.storeId}|${issue.lotId}`)?.goodsId;
      const key = `${line.id}|${issue.storeId}|${goodsId}`;
      if (units.has(key)) bump(units, key, -issue.quantity);
    }
  }
  for (const [key, quantity] of units) units.set(key, Math.ceil(Math.max(0, quantity) / unit));
  return units;
}

/** Looks for a line that could be raised by taking, along a chain of stores, from a better-off line of its class or from spare stock. */
function findUnfair(
  facts: Facts,
  plan: Pick<AllocationPlan, "assignments" | "certificates">,
): CertificateReport["unfair"] {
  for (const certificate of plan.certificates) {
    if (!onePack(facts.problem, certificate)) continue;
    for (const priority of [1, 2, 3] as const) {
      const found = unfairInClass(facts, certificate, plan.assignments, priority);
      if (found) return found;
    }
  }
  return null;
}

function unfairInClass(
  facts: Facts,
  certificate: DualCertificate,
  assignments: Assignment[],
  priority: PriorityClass,
): CertificateReport["unfair"] {
  const ofGroup = new Set(certificate.goodsIds);
  const { unit } = certificate;
  const lines = facts.problem.lines.filter((l) => ofGroup.has(l.goodsId) && facts.open(l) > 0 && l.packSize === unit);
  const served = new Map<string, number>();
  const storesOf = new Map<string, Set<string>>();
  for (const a of assignments) {
    const line = facts.lineOf.get(a.lineId);
    if (!line || !ofGroup.has(line.goodsId)) continue;
    bump(served, a.lineId, a.quantityCounted);
    if (a.frozen) continue;
    const key = `${a.storeId}|${a.goodsId}`;
    storesOf.set(a.lineId, (storesOf.get(a.lineId) ?? new Set()).add(key));
  }
  // Who may draw on a store's goods, and for whom a unit there would do: lots of one store are taken as one here only
  // where every line of the group accepts all of them; otherwise chains through that store are not followed.
  const takers = new Map<string, DemandLine[]>();
  for (const store of facts.problem.stores) {
    for (const goodsId of certificate.goodsIds) {
      const { quantity, lots } = issuable(facts, store.id, goodsId);
      if (quantity < unit) continue;
      const earliest = Math.min(...lots.map((lot) => lot.expires));
      const fits = lines.filter(
        (l) =>
          (l.goodsId === goodsId || facts.rule(goodsId, l.goodsId)?.ratioNum === 1) &&
          facts.refusal(store.id, l) === null,
      );
      if (fits.every((l) => facts.expiryAsked(store.id, l) <= earliest)) takers.set(`${store.id}|${goodsId}`, fits);
    }
  }
  const weight = (l: DemandLine) => l.quantity * l.fairnessWeight;
  // Fill after giving one unit; lines of lower classes give before anyone of this class goes short.
  const givers = lines
    .filter((l) => l.priority >= priority && (storesOf.get(l.id)?.size ?? 0) > 0)
    .map((l) => ({ line: l, after: l.priority > priority ? Infinity : ((served.get(l.id) ?? 0) - unit) / weight(l) }))
    .sort((a, b) => b.after - a.after);
  const seenStore = new Set<string>();
  const seenLine = new Set<string>();
  for (const giver of givers) {
    const stack = [giver.line];
    while (stack.length > 0) {
      const line = stack.pop() as DemandLine;
      for (const key of storesOf.get(line.id) ?? []) {
        if (seenStore.has(key)) continue;
        seenStore.add(key);
        for (const taker of takers.get(key) ?? []) {
          if (taker.priority > priority || seenLine.has(taker.id)) continue;
          seenLine.add(taker.id);
          stack.push(taker);
          const got = served.get(taker.id) ?? 0;
          const short = taker.priority === priority && got + unit <= taker.quantity;
          const wholeUnit = giver.after === Infinity ? 0 : unit / weight(taker);
          if (short && (got + unit) / weight(taker) + wholeUnit < giver.after - 1e-9) {
            return { lineId: taker.id, fromLineId: giver.line.id };
          }
        }
      }
    }
  }
  return null;
}

function bump(map: Map<string, number>, key: string, by: number): void {
  map.set(key, (map.get(key) ?? 0) + by);
}
