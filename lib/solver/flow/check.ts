import type { InputProblem } from "./answer-model";
import { largestPrice } from "./check-range";
import type { AllocationProblem } from "./problem-model";
import { RATIONING_RULES } from "./rationing";

/** Largest quantity, distance or price taken: keeps every sum below 2^53. */
const LARGEST_QUANTITY = 1e12;
const LARGEST_COST = 1e9;
const LARGEST_WEIGHT_G = 1e9;
/** Days from 1970: some 27,000 years each way. */
const LARGEST_DAY = 1e7;
/** Of a day. */
const LAST_MINUTE = 1439;
/** Store × place pairs taken in one problem. */
const LARGEST_MATRIX = 200_000_000;

/**
 * Every fault of the input that would make an answer meaningless, named. Quantities, distances and prices must be whole
 * and not negative, ids unique, references known, and no sum may reach 2^53. Returns at most 100 faults.
 */
export function checkProblem(problem: AllocationProblem): InputProblem[] {
  const faults: InputProblem[] = [];
  const add = (code: InputProblem["code"], subject: string, parameters: InputProblem["parameters"] = {}) => {
    if (faults.length < 100) faults.push({ code, subject, parameters });
  };
  const whole = (value: number, subject: string, field: string, largest = LARGEST_QUANTITY) => {
    if (!Number.isInteger(value)) add("notWhole", subject, { field, value: String(value) });
    else if (value < 0) add("negativeQuantity", subject, { field, value });
    else if (value > largest) add("tooLarge", subject, { field, value, largest });
  };
  const limit = (value: number | null, subject: string, field: string) => {
    if (value === null) return;
    if (typeof value !== "number" || Number.isNaN(value)) add("notWhole", subject, { field, value: String(value) });
    else if (value < 0) add("negativeQuantity", subject, { field, value });
  };
  const day = (value: number, subject: string, field: string) => {
    if (!Number.isInteger(value)) add("notWhole", subject, { field, value: String(value) });
    else if (Math.abs(value) > LARGEST_DAY) add("tooLarge", subject, { field, value, largest: LARGEST_DAY });
  };
  const oneOf = (value: unknown, list: readonly unknown[], subject: string, kind: string) => {
    if (!list.includes(value)) add("unknownReference", subject, { kind, id: String(value) });
  };
  const unique = (ids: string[], kind: string) => {
    const seen = new Set<string>();
    for (const id of ids) {
      if (seen.has(id)) add("duplicateId", id, { kind });
      seen.add(id);
    }
    return seen;
  };

  const goods = unique(
    problem.goods.map((g) => g.id),
    "goods",
  );
  const stores = unique(
    problem.stores.map((s) => s.id),
    "store",
  );
  const places = unique(
    problem.places.map((p) => p.id),
    "place",
  );
  unique(
    problem.lines.map((l) => l.id),
    "line",
  );
  const known = (set: Set<string>, id: string, subject: string, kind: string) => {
    if (!set.has(id)) add("unknownReference", subject, { kind, id });
  };

  if (problem.lines.length === 0) add("noLines", "problem");
  const pairs = problem.stores.length * problem.places.length;
  if (pairs > LARGEST_MATRIX) add("tooManyArcs", "travel", { pairs, largest: LARGEST_MATRIX });
  const { travel } = problem;
  if (travel.distanceM.length !== pairs) {
    add("wrongMatrixSize", "travel.distanceM", { expected: pairs, actual: travel.distanceM.length });
  }
  if (travel.leadTimeMin && travel.leadTimeMin.length !== pairs) {
    add("wrongMatrixSize", "travel.leadTimeMin", { expected: pairs, actual: travel.leadTimeMin.length });
  }
  for (const pair of travel.closed) {
    known(stores, pair.storeId, "travel.closed", "store");
    known(places, pair.placeId, "travel.closed", "place");
  }
  if (travel.leadTimeMin?.length === pairs && travel.distanceM.length === pairs) {
    const before = travel.leadTimeMin.findIndex((minutes, k) => minutes < 0 && travel.distanceM[k] >= 0);
    if (before >= 0)
      add("negativeQuantity", "travel.leadTimeMin", { entry: before, value: travel.leadTimeMin[before] });
  }
  for (const g of problem.goods) whole(g.weightG, g.id, "weightG", LARGEST_WEIGHT_G);
  unique(
    problem.substitutions.map((rule) => `${rule.fromGoodsId}→${rule.toGoodsId}`),
    "substitution",
  );
  for (const rule of problem.substitutions) {
    const subject = `${rule.fromGoodsId}→${rule.toGoodsId}`;
    known(goods, rule.fromGoodsId, subject, "goods");
    known(goods, rule.toGoodsId, subject, "goods");
    whole(rule.price ?? 0, subject, "price", LARGEST_COST);
    const fine = [rule.ratioNum, rule.ratioDen].every((x) => Number.isInteger(x) && x >= 1 && x <= 10_000);
    if (!fine || rule.fromGoodsId === rule.toGoodsId) {
      add("badRatio", subject, { ratioNum: rule.ratioNum, ratioDen: rule.ratioDen });
    }
  }
  for (const { goodsId, rule } of problem.rationing ?? []) {
    known(goods, goodsId, "rationing", "goods");
    oneOf(rule, RATIONING_RULES, goodsId, "rule");
  }
  unique(
    (problem.rationing ?? []).map((r) => r.goodsId),
    "rationing",
  );
  for (const ring of problem.rings) {
    whole(ring.price, ring.id, "price", LARGEST_COST);
    whole(ring.prefixLength, ring.id, "prefixLength");
  }
  const { objective, previous } = problem;
  oneOf(objective.preset, ["lifeFirst", "fair", "fastest"], "objective", "preset");
  oneOf(objective.cost, ["distance", "time", "tonneKm"], "objective", "cost");
  whole(objective.expiry.price, "objective", "expiry.price", LARGEST_COST);
  whole(objective.expiry.windowDays, "objective", "expiry.windowDays");
  day(problem.today, "problem", "today");
  whole(problem.departMin ?? 0, "problem", "departMin", LAST_MINUTE);
  for (const priority of [1, 2, 3] as const) {
    limit(problem.classLimits[priority].maxDistanceM, `class ${priority}`, "maxDistanceM");
    limit(problem.classLimits[priority].maxLeadTimeMin, `class ${priority}`, "maxLeadTimeMin");
  }
  if (previous) {
    whole(previous.movePrice, "previous", "movePrice", LARGEST_COST);
    // What was promised of stores or lines that are gone is no fault: it is kept by nobody.
    for (const promised of previous.assignments) whole(promised.quantity, promised.lineId, "previous.quantity");
  }

  const lotLeft = new Map<string, number>();
  let stock = 0;
  for (const store of problem.stores) {
    if (store.outboundThroughputKg !== null) whole(store.outboundThroughputKg, store.id, "outboundThroughputKg");
    for (const [id, floor] of Object.entries(store.reserveFloor)) {
      known(goods, id, store.id, "goods");
      whole(floor, store.id, "reserveFloor");
    }
    for (const lot of store.lots) {
      known(goods, lot.goodsId, lot.id, "goods");
      whole(lot.quantity, lot.id, "quantity");
      if (lot.expiresOnDay !== null) day(lot.expiresOnDay, lot.id, "expiresOnDay");
      const key = `${store.id}\u0000${lot.id}`;
      if (lotLeft.has(key)) add("duplicateId", lot.id, { kind: "lot", store: store.id });
      lotLeft.set(key, lot.quantity);
      stock += lot.quantity;
    }
  }

  let need = 0;
  for (const line of problem.lines) {
    known(places, line.placeId, line.id, "place");
    known(goods, line.goodsId, line.id, "goods");
    for (const id of line.forbiddenStoreIds) known(stores, id, line.id, "store");
    whole(line.quantity, line.id, "quantity");
    whole(line.minShelfLifeDays, line.id, "minShelfLifeDays", 100_000);
    const pack = line.packSize;
    if (!Number.isInteger(pack) || pack < 1 || pack > LARGEST_QUANTITY) add("badPack", line.id, { packSize: pack });
    oneOf(line.priority, [1, 2, 3], line.id, "priority");
    const weight = line.fairnessWeight;
    if (typeof weight !== "number" || !(weight >= 1 && weight <= 1_000_000)) add("badWeight", line.id, { weight });
    need += line.quantity;
    for (const issue of line.frozen) {
      whole(issue.quantity, line.id, "frozen");
      const key = `${issue.storeId}\u0000${issue.lotId}`;
      const left = lotLeft.get(key);
      if (left === undefined) add("unknownReference", line.id, { kind: "lot", id: issue.lotId });
      else {
        if (left < issue.quantity)
          add("frozenExceedsStock", line.id, { lot: issue.lotId, short: issue.quantity - left });
        lotLeft.set(key, left - issue.quantity);
      }
    }
  }
  // One amount that is too large has been named: the sum is a fault of its own where the others come to too much without it.
  const amounts = [...problem.lines, ...problem.stores.flatMap((store) => store.lots)];
  const largest = faults.length > 0 ? amounts.reduce((most, { quantity }) => Math.max(most, quantity), 0) : 0;
  const areNumbers = faults.every(({ code }) => code === "tooLarge");
  if (areNumbers && stock + need - largest >= 2 ** 52) add("overflow", "problem", { sum: stock + need });
  if (faults.length > 0) return faults;
  const { price, goodsId } = largestPrice(problem);
  if (price >= 2 ** 53) add("overflow", goodsId, { price });
  return faults;
}
