import type {
  AllocationProblem,
  DemandLine,
  ObjectivePreset,
  PriorityClass,
  Store,
} from "@/lib/solver/flow/problem-model";

/** Shape of a random problem; used by the tests and the benches. */
export interface RandomShape {
  seed: number;
  stores: number;
  places: number;
  goods: number;
  /** Lines a place; default 1 of each goods. */
  preset: ObjectivePreset;
  /** Stock ÷ need. */
  supplyRatio: number;
  lotsPerStore?: number;
  maxDistanceM?: number | null;
  floors?: boolean;
  shelfLife?: boolean;
  packs?: number[];
  /** Throughput of every store ÷ what its stock weighs; absent = none. */
  throughputRatio?: number;
  substitution?: { ratioNum: number; ratioDen: number; price: number } | null;
  expiryPrice?: number;
  weights?: boolean;
  forbidden?: boolean;
  largestNeed?: number;
}

/** mulberry32: small, seeded, good enough to draw instances. */
export function seededRandom(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A clustered square city of 80 km: invented, the same for the same shape. */
export function randomProblem(shape: RandomShape): AllocationProblem {
  const random = seededRandom(shape.seed);
  const size = 80_000;
  const clusters = Array.from({ length: 16 }, () => [size * (0.1 + 0.8 * random()), size * (0.1 + 0.8 * random())]);
  const spread = () => (random() + random() + random() - 1.5) * 12_000;
  const point = () => {
    const [x, y] = clusters[Math.floor(random() * clusters.length)];
    return [x + spread(), y + spread()];
  };
  const storeAt = Array.from({ length: shape.stores }, point);
  const placeAt = Array.from({ length: shape.places }, point);
  const today = 18_300;
  const largestNeed = shape.largestNeed ?? 400;
  const goods = Array.from({ length: shape.goods }, (_, g) => ({
    id: `g${g}`,
    weightG: 100 + Math.floor(random() * 900),
  }));
  const lines: DemandLine[] = [];
  const needOf = new Float64Array(shape.goods);
  for (let p = 0; p < shape.places; p++) {
    for (let g = 0; g < shape.goods; g++) {
      const drawn = random();
      const quantity = 1 + Math.floor(random() * largestNeed);
      needOf[g] += quantity;
      const pack = shape.packs ? shape.packs[Math.floor(random() * shape.packs.length)] : 1;
      lines.push({
        id: `l${p}.${g}`,
        placeId: `p${p}`,
        goodsId: goods[g].id,
        quantity,
        priority: (drawn < 0.1 ? 1 : drawn < 0.4 ? 2 : 3) as PriorityClass,
        fairnessWeight: shape.weights ? 1 + Math.floor(random() * 3) : 1,
        minShelfLifeDays: shape.shelfLife ? Math.floor(random() * 30) : 0,
        packSize: pack,
        storageClasses: [],
        forbiddenStoreIds: shape.forbidden && random() < 0.2 ? [`s${Math.floor(random() * shape.stores)}`] : [],
        frozen: [],
      });
    }
  }
  const share = Float64Array.from({ length: shape.stores }, () => 0.2 + random() * random() * 4);
  const shareSum = share.reduce((a, b) => a + b, 0);
  const lotsPerStore = shape.lotsPerStore ?? 1;
  const stores = storeAt.map((_, i): Store => {
    const lots = goods.flatMap((g, gi) =>
      Array.from({ length: lotsPerStore }, (_, k) => ({
        id: `s${i}.${g.id}.${k}`,
        goodsId: g.id,
        quantity: Math.floor((needOf[gi] * shape.supplyRatio * share[i]) / shareSum / lotsPerStore),
        expiresOnDay: shape.shelfLife ? today + Math.floor(random() * 40) : null,
      })),
    );
    const kg = lots.reduce(
      (sum, lot) => sum + (lot.quantity * (goods.find((g) => g.id === lot.goodsId)?.weightG ?? 0)) / 1000,
      0,
    );
    const reserveFloor: Record<string, number> = {};
    if (shape.floors)
      for (const g of goods) if (random() < 0.5) reserveFloor[g.id] = Math.floor(random() * (lots[0].quantity + 1));
    return {
      id: `s${i}`,
      areaCode: "",
      storageClass: "ambient",
      lots,
      reserveFloor,
      outboundThroughputKg: shape.throughputRatio === undefined ? null : Math.floor(kg * shape.throughputRatio),
    };
  });
  const distanceM = new Int32Array(shape.stores * shape.places);
  for (let p = 0; p < shape.places; p++) {
    for (let i = 0; i < shape.stores; i++) {
      const beeline = Math.hypot(storeAt[i][0] - placeAt[p][0], storeAt[i][1] - placeAt[p][1]);
      distanceM[p * shape.stores + i] = Math.round(beeline * 1.3);
    }
  }
  const limit = { maxDistanceM: shape.maxDistanceM ?? null, maxLeadTimeMin: null };
  return {
    today,
    goods,
    substitutions:
      shape.substitution && shape.goods > 1 ? [{ fromGoodsId: "g0", toGoodsId: "g1", ...shape.substitution }] : [],
    stores,
    places: placeAt.map((_, p) => ({ id: `p${p}`, areaCode: "" })),
    lines,
    travel: { distanceM, closed: [] },
    classLimits: { 1: limit, 2: limit, 3: limit },
    rings: [],
    objective: { preset: shape.preset, cost: "distance", expiry: { price: shape.expiryPrice ?? 0, windowDays: 20 } },
  };
}
