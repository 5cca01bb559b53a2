import { groupBounds, shareOnePrice } from "./certify-bound";
import { bump, Facts, issuable, onePack } from "./certify-facts";
import { findUnfair } from "./certify-fair";
import { misstated } from "./certify-levels";
import { awayFromShare, proveShares, unmetByShares } from "./certify-shares";
import type { DualCertificate, LevelCertificate } from "./certificate-model";
import type { AllocationPlan, Assignment } from "./plan-model";
import type { AllocationProblem, DemandLine } from "./problem-model";

/**
 * An independent check of a plan: it shares no code with the solver and reads the problem alone.
 *
 * Feasibility: every hard limit, assignment by assignment; and that the levels are what the assignments make them. Optimality: weak duality. For any prices that are not
 * negative, Σ over lines of the most a unit can be charged × need, less Σ price × what may be issued, bounds the penalty
 * form of the objective from below; the check computes that bound itself from the certificate's prices, and compares
 * it with the plan's objective computed itself. Equality proves all levels at once, provided a class step exceeds any
 * reroute, which is checked too. Fairness: no exchange along any chain of stores and lines of the class raises a line
 * at the expense of one that is better off, checked by search from the best-off downwards; the same for goods divided by a
 * named rule, with how far along the rule each line has come in place of its fill.
 */
export interface CertificateReport {
  /** Limits kept, shares fair, and the stated cost gap proved. */
  certified: boolean;
  /** The classes' totals are proved as well: no plan serves a class more without serving a higher one less. */
  classesProved: boolean;
  /** Named breaches of hard limits, and levels stated otherwise than the assignments make them; empty when feasible. */
  violations: string[];
  /** Cost above what is proved to be the least for the classes' totals, cost units. */
  costGap: number;
  /**
   * Every unmet level's stated bound is proved, over all goods: no plan that leaves no more unmet of the classes above than this one
   * leaves less of the class than the bound says. Holds with `classesProved`, by a certificate of the level's own, or, among plans
   * as fair as this one, by the proved shares.
   */
  levelsProved: boolean;
  /**
   * Under `fair`, where goods share limits: every line has, within a whole unit, its share of the lexicographic max-min vector over
   * all goods, proved by prices; or nothing is taken from any class by sharing, so that fair goods by goods is fair over all.
   * True where nothing is shared or the preset is another.
   */
  sharesProved: boolean;
  /** A line that fairness is owed and one it could take from; null when the shares are fair. */
  unfair: { lineId: string; fromLineId: string } | null;
}

export function certifyPlan(
  problem: AllocationProblem,
  plan: Pick<AllocationPlan, "assignments" | "certificates" | "levelCertificates" | "shareCertificates" | "levels">,
): CertificateReport {
  const facts = new Facts(problem);
  const violations = [...checkLimits(facts, plan.assignments), ...misstated(facts, plan)];
  // Prices of what certificates share are paid once.
  const prices = new Map<string, number>();
  const stockPrices = new Map<string, DualCertificate["sharedStock"][number]>();
  let costGap = 0;
  const onePrice = shareOnePrice(plan.certificates);
  let classesProved = onePrice;
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
    for (const t of certificate.sharedStock) stockPrices.set(`${t.storeId}|${t.goodsId}|${t.lotId}`, t);
  }
  for (const [storeId, price] of prices) costGap += price * facts.freeThroughputG(storeId);
  for (const { storeId, goodsId, lotId, price } of stockPrices.values()) {
    const { quantity, lots } = issuable(facts, storeId, goodsId);
    costGap += price * (lotId === null ? quantity : (lots.find((lot) => lot.id === lotId)?.quantity ?? 0));
  }
  const fair = problem.objective.preset === "fair";
  const byPrices = fair && plan.shareCertificates.length > 0;
  const shares = byPrices ? proveShares(facts, plan.shareCertificates) : null;
  const sharesKept = !byPrices || (shares !== null && awayFromShare(facts, plan, shares) === null);
  const unfair = findUnfair(facts, plan, shares !== null);
  const cost = plan.levels.find((level) => level.level === "cost");
  const stated = cost ? cost.value - cost.bound : 0;
  const slack = 1e-9 * size;
  classesProved = classesProved && costGap <= slack;
  const refuted = plan.levelCertificates.filter((one) => !provesLevel(facts, plan, one));
  const byOwn = new Set(plan.levelCertificates.map((one): string => one.level));
  const unmetLevels = plan.levels.filter(({ level }) => level.startsWith("unmet"));
  const bySharesOf = ({ level, bound }: (typeof unmetLevels)[number]) =>
    shares !== null && bound <= Math.ceil(unmetByShares(facts, shares, Number(level.slice(-1))) - 1e-6);
  const open = unmetLevels.filter(
    (level) => level.bound > 0 && !classesProved && !byOwn.has(level.level) && !bySharesOf(level),
  );
  const levelsProved = refuted.length === 0 && open.length === 0;
  const nothingTaken = levelsProved && unmetLevels.every(({ value, bound }) => value === bound);
  const kept = sharesKept && refuted.length === 0 && onePrice;
  return {
    certified: violations.length === 0 && unfair === null && kept && costGap <= stated + slack,
    classesProved,
    levelsProved,
    sharesProved: !fair || !sharesLimits(problem) || (byPrices ? sharesKept : unfair === null && nothingTaken),
    violations,
    costGap,
    unfair,
  };
}

/**
 * Weak duality for one unmet level over all goods, carrying free: what the prices leave between plan and bound, in units of
 * the class, is the most that any plan could serve more of it that leaves no more unmet of the classes above.
 */
function provesLevel(
  facts: Facts,
  { assignments, levels }: Pick<AllocationPlan, "assignments" | "levels">,
  { level, certificates }: LevelCertificate,
): boolean {
  const stated = levels.find((one) => one.level === level);
  if (!stated) return false;
  const p = Number(level.slice(-1)) - 1;
  // All goods, each once: what one of them could still be served must not be left out.
  const covered = certificates.flatMap((c) => c.goodsIds);
  const wanted = facts.problem.lines.filter((line) => facts.open(line) > 0);
  const all = new Set(covered);
  if (all.size !== covered.length || wanted.some((line) => !all.has(line.goodsId))) return false;
  const steps = new Set(certificates.map((c) => c.unmetCharge[p] / c.unit));
  const [step] = steps;
  if (!shareOnePrice(certificates)) return false;
  if (steps.size !== 1 || !(step > 0) || certificates.some((c) => !c.costless || c.box)) return false;
  // A lower class must not count: it would blur the bound of this one. A higher one counts alike in all goods, so that only what
  // is unmet of it in all of them matters.
  for (let q = 0; q < 3; q++) {
    const charges = certificates.map((c) => c.unmetCharge[q] / c.unit);
    if (q > p && charges.some((charge) => charge !== 0)) return false;
    if (q < p && charges.some((charge) => !(charge >= 0) || charge !== charges[0])) return false;
  }
  let gap = 0;
  for (const certificate of certificates) {
    const { objective, bound } = groupBounds(facts, certificate, assignments);
    gap += objective - bound;
  }
  const servedOf = new Map<string, number>();
  for (const a of assignments) bump(servedOf, a.lineId, a.quantityCounted);
  const [{ throughput, sharedStock }] = certificates;
  for (const { storeId, price } of throughput) gap += price * facts.freeThroughputG(storeId);
  for (const { storeId, goodsId, lotId, price } of sharedStock) {
    const { quantity, lots } = issuable(facts, storeId, goodsId);
    gap += price * (lotId === null ? quantity : (lots.find((lot) => lot.id === lotId)?.quantity ?? 0));
  }
  // Whatever is served of the classes above, lines that may get nothing more stay short.
  const short = (line: DemandLine) => line.quantity - (servedOf.get(line.id) ?? 0);
  const certain = facts.problem.lines.reduce(
    (sum, line) => sum + (line.priority === p + 1 && facts.open(line) === 0 ? short(line) : 0),
    0,
  );
  return Math.max(certain, stated.value - Math.floor(gap / step + 1e-6)) >= stated.bound;
}

/** Can goods stand in one another's way beyond one-for-one substitution, which shares a certificate? */
function sharesLimits({ stores, substitutions, goods }: AllocationProblem): boolean {
  const throughput = goods.length > 1 && stores.some((store) => store.outboundThroughputKg !== null);
  return throughput || substitutions.some((rule) => rule.ratioNum !== rule.ratioDen);
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
  const settled = new Map<string, number>();
  const weight = new Map(problem.goods.map((g) => [g.id, g.weightG]));
  for (const a of assignments) {
    const line = facts.lineOf.get(a.lineId);
    const lot = facts.lotOf.get(`${a.storeId}|${a.lotId}`);
    if (!line || !lot || lot.goodsId !== a.goodsId) {
      add(`${a.lineId}: unknown line or lot`);
      continue;
    }
    if (!Number.isInteger(a.quantityIssued) || a.quantityIssued <= 0) add(`${a.lineId}: quantity ${a.quantityIssued}`);
    if (!(a.quantityCounted >= 0)) add(`${a.lineId}: counts ${a.quantityCounted}`);
    if (a.quantityCounted > facts.counted(a.goodsId, line.goodsId, a.quantityIssued))
      add(`${a.lineId}: counts too much`);
    served.set(line.id, (served.get(line.id) ?? 0) + a.quantityCounted);
    if (a.frozen) {
      bump(settled, `${a.lineId}|${a.storeId}|${a.lotId}`, a.quantityIssued);
      continue;
    }
    if (line.closed) add(`${a.lineId}: closed`);
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
  for (const line of problem.lines)
    for (const f of line.frozen) bump(settled, `${line.id}|${f.storeId}|${f.lotId}`, -f.quantity);
  for (const [key, off] of settled) if (off !== 0) add(`${key}: frozen otherwise than stated`);
  for (const [storeId, sum] of grams) if (sum > facts.freeThroughputG(storeId)) add(`${storeId}: throughput`);
  for (const line of problem.lines) {
    const most = Math.max(line.quantity, facts.frozenCounted(line));
    if ((served.get(line.id) ?? 0) > most) add(`${line.id}: served more than needed`);
  }
  return violations;
}
