import { frozenAssignments } from "./assign";
import { baselinePlans, firstFeasible, type UnmetByGoods, unmetByGoods } from "./baselines";
import { certifyPlan } from "./certify";
import { checkProblem } from "./check";
import { goodsGroups } from "./component";
import { exactUnits, isSmall, openRounding, wholeUnitsOf } from "./exact-units";
import { explainLines } from "./explain";
import { inletPayments, solveCoupled } from "./coupled";
import { boundsInSum, type CoupledResult } from "./coupled-result";
import { type GroupSolution, solveGroup } from "./group";
import { type Instance, indexProblem, type OpenLine } from "./instance";
import { type IntegerSolver, loadIntegerSolver } from "./integer-solver";
import { lineFills, planKpis } from "./kpi";
import { classFills, levelResults, withWholeBounds } from "./level-results";
import type { AllocationResult, SolveOptions, Warning } from "./answer-model";
import type { DualCertificate } from "./certificate-model";
import type { AllocationPlan, Assignment, WholeUnits } from "./plan-model";
import type { AllocationProblem } from "./problem-model";
import { planCost, type RoundedPlan, roundToPacks } from "./packs";
import { certificates, type Proof } from "./prices";
import { ReachBook } from "./reach";
import { sensitivities } from "./sensitivity";
import { shareCertificates } from "./share-proofs";
import { StockBook } from "./stockbook";
import { trialBudget } from "./trials";

/**
 * Allocates goods from stores to demand lines: class before class, fair inside a class where asked, then at least cost,
 * with a bound for every level. Bad input comes back as named faults, never as an exception. Pure and deterministic; the
 * clock, if time is to be limited, is the caller's (`options.now`). Whole units that prices do not prove stay as they are
 * unless an `integerSolver` is given.
 */
export function solveAllocation(
  problem: AllocationProblem,
  { integerSolver = null, ...options }: SolveOptions & { integerSolver?: IntegerSolver | null } = {},
): AllocationResult {
  const steps = allocate(problem, options);
  let step = steps.next();
  while (!step.done) step = steps.next(integerSolver);
  return step.value;
}

/** As `solveAllocation`, with the integer solver, which is loaded when a plan first needs it and not before. */
export async function solveWithIntegers(
  problem: AllocationProblem,
  options: SolveOptions = {},
  load: () => Promise<IntegerSolver> = loadIntegerSolver,
): Promise<AllocationResult> {
  const steps = allocate(problem, options);
  let step = steps.next();
  // Where it cannot be loaded the plan stays as it is, and says that its whole units are not proved.
  while (!step.done) step = steps.next(await load().catch(() => null));
  return step.value;
}

/** Its own limits count nodes, so that plans are the same every time; this one is for a machine too slow for that. */
const MOST_MS_FOR_WHOLE_UNITS = 10_000;

/** The solve; stops once at most, to ask for the integer solver. */
function* allocate(
  problem: AllocationProblem,
  options: SolveOptions,
): Generator<"integerSolver", AllocationResult, IntegerSolver | null> {
  const faults = checkProblem(problem);
  if (faults.length > 0) return { status: "invalid", problems: faults };
  const now = options.now ?? (() => 0);
  const began = now();
  const limit = began + (options.timeLimitMs ?? 60_000);
  let stopped = false;
  const shouldStop = () => {
    if (!stopped && (now() > limit || options.shouldStop?.() === true)) stopped = true;
    return stopped;
  };
  const instance = indexProblem(problem);
  const reaches = new ReachBook(instance);
  const groups = goodsGroups(instance);
  const solved: GroupSolution[] = [];
  // Somebody who watches is told of a feasible plan before the best one is sought.
  const firstUnmet: UnmetByGoods | null =
    options.onProgress && !options.planOnly && !options.shouldStop?.()
      ? unmetByGoods(instance, [...frozenAssignments(instance), ...firstFeasible(instance)])
      : null;
  const report = (phase: "checking" | "flow" | "explaining" | "done", done: number) =>
    options.onProgress?.({
      phase,
      done,
      total: groups.length,
      ...(firstUnmet ? { unmetByClass: unmetSoFar(firstUnmet, solved) } : {}),
      elapsedMs: now() - began,
    });

  const fair = problem.objective.preset === "fair";
  report("checking", 0);
  for (const goods of groups) {
    if (shouldStop()) break;
    solved.push(solveGroup(instance, reaches, goods, fair, shouldStop));
    report("flow", solved.length);
  }
  const finished = solved.filter((s) => !s.stopped);
  let coupled: CoupledResult = solveCoupled(instance, reaches, finished, {
    shouldStop,
    onRound: (round, gap) =>
      options.onProgress?.({ phase: "coupling", done: round, total: 60, gap, elapsedMs: now() - began }),
  }) ?? {
    groups: [],
    unmetBound: boundsInSum([0, 0, 0]),
    costBound: -Infinity,
    limits: [],
    decomposition: null,
    levelProofs: [],
    bottlenecks: [],
  };
  let rounded = roundToPacks(instance, reaches, coupled);
  if (stopped) serveTheRest(instance, reaches, coupled, rounded);
  const read = () => {
    const assignments = [...frozenAssignments(instance), ...rounded.assignments];
    const fills = lineFills(problem, assignments);
    return { assignments, fills, levels: levelResults(instance, coupled, fills, rounded.cost, rounded.costBound) };
  };
  let { assignments, fills, levels } = read();
  const open = stopped ? null : openRounding(coupled, rounded, fair, levels);
  let wholeUnits: WholeUnits | null = null;
  if (open) {
    const solver = isSmall(coupled, open) ? yield "integerSolver" : null;
    // A plan stands already: running out of time here does not make it one that was stopped.
    const over = () => now() > limit || options.shouldStop?.() === true;
    const latest = now() + MOST_MS_FOR_WHOLE_UNITS;
    const stops = { enough: () => now() > latest || over(), shouldStop: over };
    const exact = solver && exactUnits(instance, reaches, coupled, rounded, open, solver, stops);
    if (exact) ({ coupled, rounded } = exact);
    ({ assignments, fills, levels } = read());
    if (exact) levels = withWholeBounds(levels, exact.levels);
    wholeUnits = wholeUnitsOf(coupled, open, rounded.assignments, exact?.levels ?? null);
  }

  report("explaining", groups.length);
  const plan: AllocationPlan = {
    assignments,
    lineFills: fills,
    classFills: classFills(problem, fills),
    explanations: [],
    sensitivities: [],
    kpis: planKpis(problem, assignments, fills),
    levels,
    certificates: certificates(
      instance,
      proofsOf(coupled, rounded.proofs),
      sharedPrices(instance, coupled.limits, coupled.decomposition?.prices ?? null),
    ),
    levelCertificates: coupled.levelProofs.map(({ priority, proofs, prices }) => ({
      level: `unmet${priority}` as const,
      certificates: certificates(instance, proofs, sharedPrices(instance, coupled.limits, prices)),
    })),
    shareCertificates: shareCertificates(
      instance,
      coupled.groups.map((s) => s.component),
      coupled.bottlenecks,
      (prices) => sharedPrices(instance, coupled.limits, prices),
    ),
    certified: false,
    wholeUnits,
    baselines: [],
    pivots: coupled.groups.reduce((sum, s) => sum + s.solver.simplex.pivots, 0),
    elapsedMs: 0,
  };
  if (!stopped) plan.certified = certifyPlan(problem, plan).certified;
  // Whoever asked to stop waits for the plan, not for what there is to say of it; a plan out of time is told about as any other.
  const isAskedToStop = () => options.shouldStop?.() === true;
  if (!options.planOnly && !isAskedToStop()) {
    plan.baselines = baselinePlans(instance);
    plan.explanations = explainLines(
      instance,
      reaches,
      coupled.groups,
      assignments,
      fills,
      trialBudget(options.shouldStop),
    );
    plan.sensitivities = sensitivities(instance, reaches, coupled, assignments, options.shouldStop);
  }
  if (isAskedToStop()) {
    stopped = true;
    // Half of what there is to say would be taken for all of it.
    Object.assign(plan, { certified: false, baselines: [], explanations: [], sensitivities: [] });
  }
  plan.elapsedMs = now() - began;
  report("done", groups.length);
  const status = stopped ? "stoppedEarly" : levels.every((level) => level.gap === 0) ? "optimal" : "withinGap";
  return { status, plan, warnings: findWarnings(instance, assignments) };
}

/** Stopped early: what no finished group serves is served as the first feasible plan would, from what is left. */
function serveTheRest(instance: Instance, reaches: ReachBook, { groups }: CoupledResult, rounded: RoundedPlan): void {
  const finished = new Set(groups.flatMap((s) => s.component.goods));
  const rest = instance.lines.filter((line) => !finished.has(line.goods));
  if (rest.length === 0) return;
  const book = new StockBook(instance);
  book.charge(rounded.assignments);
  const lineOf = new Map(rest.map((line) => [line.line.id, line]));
  for (const made of firstFeasible(instance, rest, book)) {
    const line = lineOf.get(made.lineId) as OpenLine;
    const reach = reaches.of(line.priority, line.goods);
    const store = instance.storeOf.get(made.storeId) as number;
    const at = reach.start[line.place];
    const row = reach.tail.subarray(
      reach.tailStart[line.place],
      reach.tailStart[line.place] + reach.start[line.place + 1] - at,
    );
    const rule = instance.rulesInto[line.goods].find((r) => r.fromGoodsId === made.goodsId);
    rounded.assignments.push({ ...made, unitCost: reach.cost[at + row.indexOf(store)] + (rule?.price ?? 0) });
  }
  rounded.cost = planCost(instance, rounded.assignments);
  // Nothing is proven of them but that no cost is below 0.
  rounded.costBound = 0;
}

/** Unmet units by class: solved groups as solved, the others as the first feasible plan has them. */
function unmetSoFar(first: UnmetByGoods, solved: readonly GroupSolution[]): [number, number, number] {
  const done = new Set(solved.flatMap((s) => s.component.goods));
  const sum: [number, number, number] = [0, 0, 0];
  for (const [goods, unmet] of first) if (!done.has(goods)) for (let p = 0; p < 3; p++) sum[p] += unmet[p];
  for (const { unmet } of solved) for (let p = 0; p < 3; p++) sum[p] += unmet[p];
  return sum;
}

/** The networks whose prices prove the bounds: at the shared limits' prices, or with what rounding serves fixed. */
function proofsOf(coupled: CoupledResult, fixed: RoundedPlan["proofs"]): Proof[] {
  const { groups, decomposition } = coupled;
  return groups.map((s, g) => {
    const own = fixed.get(s);
    if (own) return own;
    if (!decomposition) return { component: s.component, solver: s.solver, paid: null };
    return { component: s.component, solver: decomposition.priced[g], paid: inletPayments(coupled, g) };
  });
}

function sharedPrices(
  { problem }: Instance,
  limits: CoupledResult["limits"],
  prices: Float64Array | null,
): Pick<DualCertificate, "throughput" | "sharedStock"> {
  const throughput: DualCertificate["throughput"] = [];
  const sharedStock: DualCertificate["sharedStock"] = [];
  limits.forEach((limit, r) => {
    const price = prices?.[r] ?? 0;
    if (price <= 0) return;
    const storeId = problem.stores[limit.store].id;
    if (limit.kind === "throughput") throughput.push({ storeId, price });
    else sharedStock.push({ storeId, goodsId: problem.goods[limit.goods].id, lotId: limit.lotId, price });
  });
  return { throughput, sharedStock };
}

/** Needs that no stock can reach, said once each: they are answers, not faults. */
function findWarnings(instance: Instance, assignments: Assignment[]): Warning[] {
  const { problem } = instance;
  const warnings: Warning[] = [];
  const S = problem.stores.length;
  for (let p = 0; p < problem.places.length; p++) {
    let reachable = false;
    for (let i = 0; i < S && !reachable; i++) reachable = problem.travel.distanceM[p * S + i] >= 0;
    if (!reachable) warnings.push({ code: "disconnectedPlace", subject: problem.places[p].id, parameters: {} });
  }
  const stocked = new Set<number>();
  for (const lot of instance.lots) if (lot.quantity > 0) stocked.add(lot.goods);
  const servedLines = new Set(assignments.map((a) => a.lineId));
  const reported = new Set<number>();
  for (const line of instance.lines) {
    const sources = [
      line.goods,
      ...instance.rulesInto[line.goods].map((r) => instance.goodsOf.get(r.fromGoodsId) as number),
    ];
    if (sources.some((g) => stocked.has(g)) || servedLines.has(line.line.id) || reported.has(line.goods)) continue;
    reported.add(line.goods);
    warnings.push({ code: "noStockOfGoods", subject: problem.goods[line.goods].id, parameters: {} });
  }
  problem.stores.forEach((store, i) => {
    for (const [id, floor] of Object.entries(store.reserveFloor)) {
      const stock = instance.lotsAt[instance.goodsOf.get(id) as number][i].reduce((sum, lot) => sum + lot.quantity, 0);
      if (floor > stock)
        warnings.push({ code: "floorAboveStock", subject: store.id, parameters: { goodsId: id, floor, stock } });
    }
  });
  return warnings;
}
