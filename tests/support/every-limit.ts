import { RATIONING_RULES } from "@/lib/solver/flow/rationing";
import type { AllocationProblem, DemandLine, ObjectivePreset, Store } from "@/lib/solver/flow/problem-model";
import { seededRandom } from "./random-problem";

export interface EveryLimitShape {
  seed: number;
  preset: ObjectivePreset;
  goods?: number;
  /** Throughput at most stores, often scarce. */
  throughput?: boolean;
  /** Stand-ins at ratios other than one for one. */
  ratios?: boolean;
  packs?: number[];
  /** A plan adopted before, with a price for moving what it promised. */
  previous?: boolean;
  rationing?: boolean;
  /** Stock left behind costs nothing, so that only carrying and classes do. */
  noExpiryPrice?: boolean;
}

const AREAS = ["420102", "420103", "420106", "420500", "310101"];

/**
 * A small problem with every hard limit there is, each in some problems and off in others: floors above and below the stock,
 * empty, expired and mixed lots, shelf life, storage classes, forbidden sources, closed routes, no way at all, reach and lead
 * time by class, rings, frozen parts, closed lines, weights, goods that weigh nothing. Invented, the same for the same shape.
 */
export function everyLimit(shape: EveryLimitShape): AllocationProblem {
  const random = seededRandom(shape.seed * 7919 + 13);
  const int = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const chance = (share: number) => random() < share;
  const today = 18_300;
  const [storeCount, placeCount, goodsCount] = [int(1, 5), int(1, 6), shape.goods ?? int(1, 3)];
  const has = Object.fromEntries(
    ["shelf", "storage", "forbidden", "closed", "rings", "leadTime", "reach", "floors", "frozen", "weights"].map(
      (key) => [key, chance(0.4)],
    ),
  );
  const goods = Array.from({ length: goodsCount }, (_, g) => ({ id: `g${g}`, weightG: chance(0.1) ? 0 : int(1, 900) }));
  const weightOf = new Map(goods.map((g) => [g.id, g.weightG]));
  const area = () => (has.rings ? AREAS[int(0, AREAS.length - 1)] : "");
  const stores = Array.from({ length: storeCount }, (_, i): Store => {
    const lots = goods.flatMap((g) =>
      Array.from({ length: int(0, 3) }, (_, k) => ({
        id: `s${i}${g.id}${k}`,
        goodsId: g.id,
        quantity: chance(0.1) ? 0 : int(1, 40),
        expiresOnDay: has.shelf && chance(0.8) ? today + int(-5, 30) : null,
      })),
    );
    const reserveFloor: Record<string, number> = {};
    if (has.floors) for (const g of goods) if (chance(0.5)) reserveFloor[g.id] = int(0, 30);
    const kg = lots.reduce((sum, lot) => sum + lot.quantity * (weightOf.get(lot.goodsId) ?? 0), 0) / 1000;
    return {
      id: `s${i}`,
      areaCode: area(),
      storageClass: has.storage && chance(0.5) ? "cold" : "ambient",
      lots,
      reserveFloor,
      outboundThroughputKg: shape.throughput && chance(0.7) ? Math.floor(kg * (0.2 + random())) : null,
    };
  });
  const places = Array.from({ length: placeCount }, (_, p) => ({ id: `p${p}`, areaCode: area() }));
  const distanceM = new Int32Array(storeCount * placeCount).map(() => (chance(0.08) ? -1 : int(0, 60_000)));
  const leadTimeMin = new Int32Array(distanceM.length).map(() => int(0, 4000));
  const lines: DemandLine[] = [];
  for (const place of places) {
    for (const g of goods) {
      if (lines.length > 0 && chance(0.1)) continue;
      lines.push({
        id: `l${lines.length}`,
        placeId: place.id,
        goodsId: g.id,
        quantity: int(1, 40),
        priority: int(1, 3) as DemandLine["priority"],
        fairnessWeight: has.weights ? int(1, 3) : 1,
        minShelfLifeDays: has.shelf ? int(0, 10) : 0,
        packSize: shape.packs ? shape.packs[int(0, shape.packs.length - 1)] : 1,
        storageClasses: has.storage && chance(0.5) ? [["ambient"], ["cold"], ["cold", "ambient"]][int(0, 2)] : [],
        forbiddenStoreIds: has.forbidden && chance(0.4) ? [`s${int(0, storeCount - 1)}`] : [],
        frozen: [],
        closed: chance(0.07),
      });
    }
  }
  if (has.frozen)
    for (const line of lines) if (chance(0.25)) freeze(line, stores[int(0, storeCount - 1)], int(1, 20), lines);
  const limits = () => ({
    maxDistanceM: has.reach && chance(0.6) ? int(10_000, 60_000) : null,
    maxLeadTimeMin: has.leadTime && chance(0.5) ? int(500, 4000) : null,
  });
  const [ratioNum, ratioDen] = shape.ratios
    ? [
        [2, 1],
        [1, 2],
        [3, 2],
        [2, 3],
      ][int(0, 3)]
    : [1, 1];
  const rings = [
    { id: "near", prefixLength: 6, price: 0 },
    { id: "city", prefixLength: 4, price: int(0, 3000) },
    { id: "region", prefixLength: 0, price: int(3000, 9000) },
  ];
  const expiryPrice = has.shelf && !shape.noExpiryPrice && chance(0.6) ? int(1, 20_000) : 0;
  return {
    today,
    goods,
    substitutions:
      goodsCount > 1 && chance(0.6)
        ? [{ fromGoodsId: "g0", toGoodsId: "g1", ratioNum, ratioDen, price: int(0, 2000) }]
        : [],
    stores,
    places,
    lines,
    travel: {
      distanceM,
      ...(has.leadTime ? { leadTimeMin } : {}),
      closed: has.closed ? [{ storeId: `s${int(0, storeCount - 1)}`, placeId: `p${int(0, placeCount - 1)}` }] : [],
    },
    classLimits: { 1: limits(), 2: limits(), 3: limits() },
    rings: has.rings ? rings.slice(0, int(1, 3)) : [],
    objective: {
      preset: shape.preset,
      cost: (["distance", "time", "tonneKm"] as const)[int(0, 2)],
      expiry: { price: expiryPrice, windowDays: int(0, 20) },
    },
    ...(shape.previous
      ? { previous: { movePrice: int(0, 20_000), assignments: promises(lines, stores, int, chance) } }
      : {}),
    ...(shape.rationing
      ? { rationing: goods.map((g) => ({ goodsId: g.id, rule: RATIONING_RULES[int(0, RATIONING_RULES.length - 1)] })) }
      : {}),
  };
}

/** Settles a part of a line from the first lot of its goods that still has some. */
function freeze(line: DemandLine, store: Store, most: number, lines: readonly DemandLine[]): void {
  const lot = store.lots.find((one) => one.goodsId === line.goodsId);
  if (!lot) return;
  const issues = lines.flatMap((one) => one.frozen.filter((f) => f.storeId === store.id && f.lotId === lot.id));
  const left = lot.quantity - issues.reduce((sum, f) => sum + f.quantity, 0);
  const quantity = Math.min(left, most, line.quantity);
  if (quantity > 0) line.frozen.push({ storeId: store.id, lotId: lot.id, quantity });
}

function promises(
  lines: readonly DemandLine[],
  stores: readonly Store[],
  int: (from: number, to: number) => number,
  chance: (share: number) => boolean,
) {
  return lines.flatMap((line) => {
    const store = stores[int(0, stores.length - 1)];
    const lot = store.lots.find((one) => one.goodsId === line.goodsId);
    if (!lot || !chance(0.6)) return [];
    return [{ lineId: line.id, storeId: store.id, lotId: lot.id, quantity: int(1, 30) }];
  });
}
