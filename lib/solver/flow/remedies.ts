import { countedUnits, type Instance, type OpenLine } from "./instance";
import type { LeftBehind, Obstacle } from "./obstacles";
import type { Remedy } from "./plan-model";
import type { AllocationProblem } from "./problem-model";
import type { GroupTrials } from "./trials";

/**
 * Units of need of the line's class more if one obstacle were gone, found by trying it: the goods class is solved again with
 * the remedy, and what would go to a higher class is no gain here. Where packs differ in size it is at most what lies there
 * unused in packs of the line, and where they are to be opened that itself. Undefined when too much has been tried already.
 */
export function gainOf(
  trials: GroupTrials | null,
  line: OpenLine,
  obstacle: Obstacle,
  unmet: number,
): number | undefined {
  if (obstacle.available <= 0) return 0;
  const { code, gainQuantity = 0 } = obstacle.remedy;
  if (code === "acceptLoosePacks") return gainQuantity;
  const inPacks = gainQuantity - (gainQuantity % line.line.packSize);
  if (!trials) return inPacks;
  const { store } = obstacle;
  const before = trials.asItIsWith(store);
  const after = trials.with(store, (problem) => apply(problem, trials, line, obstacle, unmet));
  if (!before || !after) return undefined;
  const gain = Math.max(0, before.unmet[line.priority - 1] - after.unmet[line.priority - 1]);
  return trials.inOnePack ? gain : Math.min(gain, inPacks);
}

/**
 * More stock at a store as a remedy: as much as the line is short of, or, where higher classes come first, as they are short
 * of together. Null when it helps the line's class nothing, or there is no store.
 */
export function moreStock(
  instance: Instance,
  trials: GroupTrials | null,
  book: LeftBehind,
  line: OpenLine,
  store: number,
  unmet: number,
): Remedy | null {
  if (store < 0) return null;
  const { id, reserveFloor } = instance.problem.stores[store];
  const goodsId = instance.problem.goods[line.goods].id;
  const deficit = Math.max(0, (reserveFloor[goodsId] ?? 0) - book.stock(line.goods, store, -Infinity));
  const remedy = (amount: number): Remedy => ({ code: "addStock", storeId: id, goodsId, amount: amount + deficit });
  const p = line.priority - 1;
  const before = trials?.inOnePack ? trials.asItIs() : null;
  if (!trials || !before) return remedy(unmet);
  const higher = before.unmet.slice(0, p).reduce((sum, units) => sum + units, 0);
  for (const amount of higher > 0 ? [unmet, unmet + higher] : [unmet]) {
    const units = Math.min(amount + (trials.isHeld(store) ? 0 : deficit), trials.roomFor(store, goodsId));
    const after = trials.with(null, ({ stores }) => {
      stores[store].lots.push({ id: "\u0000more", goodsId, quantity: units, expiresOnDay: null });
    });
    if (!after) return remedy(unmet);
    const gain = before.unmet[p] - after.unmet[p];
    if (gain > 0) return { ...remedy(amount), gainQuantity: gain };
  }
  return null;
}

/** Makes the change in a copy of the problem. */
function apply(
  problem: AllocationProblem,
  trials: GroupTrials,
  line: OpenLine,
  { store, goods, rule, remedy, available }: Obstacle,
  unmet: number,
): void {
  const own = problem.lines.find(({ id }) => id === line.line.id);
  if (!own) return;
  const at = problem.stores[store];
  const { instance } = trials;
  const { id: goodsId, weightG } = instance.problem.goods[goods];
  const amount = remedy.amount ?? 0;
  const place = problem.places.findIndex(({ id }) => id === own.placeId);
  const limits = problem.classLimits[own.priority];
  const { travel } = problem;
  switch (remedy.code) {
    case "openRoute": {
      travel.closed = travel.closed.filter((c) => c.storeId !== at.id || c.placeId !== own.placeId);
      const pair = place * problem.stores.length + store;
      if (travel.distanceM[pair] >= 0) break;
      // Of a way that does not exist yet the length is not known.
      travel.distanceM = travel.distanceM.slice();
      travel.distanceM[pair] = 0;
      if (travel.leadTimeMin) {
        travel.leadTimeMin = travel.leadTimeMin.slice();
        travel.leadTimeMin[pair] = 0;
      }
      break;
    }
    case "relaxMaxDistance":
      limits.maxDistanceM = (limits.maxDistanceM ?? 0) + amount;
      break;
    case "relaxMaxLeadTime":
      limits.maxLeadTimeMin = (limits.maxLeadTimeMin ?? 0) + amount;
      break;
    case "allowSource":
      own.forbiddenStoreIds = own.forbiddenStoreIds.filter((id) => id !== at.id);
      break;
    case "acceptStorageClass":
      own.storageClasses = [...own.storageClasses, at.storageClass];
      break;
    case "relaxShelfLife":
      own.minShelfLifeDays -= amount;
      break;
    default:
  }
  const room = (grams: number) => (weightG > 0 ? Math.floor(grams / weightG) : Infinity);
  const raised = remedy.code === "raiseThroughput" ? amount * 1000 : 0;
  const leaves = room(trials.leftGrams(store) + raised);
  if (rule && rule.ratioNum !== rule.ratioDen) {
    // A stand-in of another class is brought in as what it counts for.
    const rules = instance.rulesInto[line.goods];
    const counted = countedUnits(instance.problem, rules, goods, line.goods, Math.min(available, leaves));
    const quantity = Math.min(counted, unmet);
    at.lots.push({ id: "\u0000stand-in", goodsId: own.goodsId, quantity, expiresOnDay: null });
  } else if (remedy.code === "lowerReserveFloor" && !trials.isHeld(store)) {
    at.reserveFloor[goodsId] = Math.max(0, (at.reserveFloor[goodsId] ?? 0) - amount);
  } else if (remedy.code === "lowerReserveFloor") {
    trials.release(problem, store, goodsId, Math.min(remedy.gainQuantity ?? 0, leaves), true);
  } else if (remedy.code === "raiseThroughput") {
    trials.release(problem, store, goodsId, leaves, false);
  }
}
