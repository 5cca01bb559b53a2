import type { InputProblem } from "./answer-model";
import type { AllocationProblem } from "./problem-model";

/** Largest quantity, distance or price taken: keeps every sum below 2^53. */
const LARGEST_QUANTITY = 1e12;
const LARGEST_COST = 1e9;
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
  for (const g of problem.goods) whole(g.weightG, g.id, "weightG");
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
  for (const { goodsId } of problem.rationing ?? []) known(goods, goodsId, "rationing", "goods");
  unique(
    (problem.rationing ?? []).map((r) => r.goodsId),
    "rationing",
  );
  for (const ring of problem.rings) whole(ring.price, ring.id, "price", LARGEST_COST);
  whole(problem.objective.expiry.price, "objective", "expiry.price", LARGEST_COST);
  if (problem.previous) whole(problem.previous.movePrice, "previous", "movePrice", LARGEST_COST);

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
    if (!Number.isInteger(line.packSize) || line.packSize < 1) add("badPack", line.id, { packSize: line.packSize });
    const weight = line.fairnessWeight;
    if (!(weight >= 1 && weight <= 1_000_000)) add("badWeight", line.id, { weight });
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
  if (stock + need >= 2 ** 52) add("overflow", "problem", { sum: stock + need });
  return faults;
}
