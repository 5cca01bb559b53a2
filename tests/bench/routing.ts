import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { check } from "@/lib/solver/routing/check";
import type { Plan, Problem } from "@/lib/solver/routing/model";
import { solve } from "@/lib/solver/routing/solve";
import { solveOnWorkers } from "@/lib/solver/routing/solve-on-workers";
import { readSolutionCost, readVrplib, writeSolution } from "@/tests/support/vrplib";
import { cityMorning, growing, mixedCity } from "./routing-cities";

const USAGE = `npm run bench:routing -- [FILE.vrp …] [--seconds 10] [--seed 1] [--threads 1] [--clock wall] [--write-sol DIR]
  FILE.vrp       VRPLIB instances; a .sol beside one gives its best known cost
  --city         300 depots × 43 stops, --seconds on --threads, against a run ten times as long
  --mixed        5,000 stops from 12 depots with 400 mixed vehicles, windows and skills
  --growth       1,000, 5,000, 20,000 and 50,000 stops
  --clock cpu    deadlines in processor time of this process, so that figures mean something on a busy machine
                 (one thread only; times printed are then processor time as well)`;

interface Settings {
  seconds: number;
  seed: number;
  threads: number;
  /** Milliseconds from any origin. */
  now: () => number;
}

const wallMs = () => performance.now();
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const print = (line: unknown) => process.stdout.write(`${typeof line === "string" ? line : JSON.stringify(line)}\n`);
const round = (value: number, digits: number) => Number(value.toFixed(digits));

async function run(problem: Problem, { seconds, seed, threads, now }: Settings) {
  const startedMs = now();
  const cpu = process.cpuUsage();
  let firstS: number | null = null;
  const options = {
    seed,
    now,
    deadlineMs: startedMs + seconds * 1000,
    onProgress: () => {
      firstS ??= (now() - startedMs) / 1000;
    },
  };
  const plan = threads > 1 ? await solveOnWorkers(problem, { ...options, threads }) : solve(problem, options);
  const used = process.cpuUsage(cpu);
  return {
    plan,
    seconds: round((now() - startedMs) / 1000, 2),
    cpuSeconds: round((used.user + used.system) / 1e6, 2),
    firstS: firstS === null ? null : round(firstS, 3),
    violations: check(problem, plan),
  };
}

async function benchFile(file: string, settings: Settings, solutionFolder: string | undefined): Promise<number | null> {
  const instance = readVrplib(readFileSync(file, "utf8"));
  const known = file.replace(/\.vrp$/, ".sol");
  const best = existsSync(known) ? readSolutionCost(readFileSync(known, "utf8")) : null;
  const result = await run(instance.problem, settings);
  const { plan, violations } = result;
  const cost = round(plan.cost.total / instance.costScale, 3);
  const gapPct = best === null ? null : round(100 * (cost / best - 1), 3);
  print({
    file: path.basename(file),
    cost,
    best,
    gapPct,
    feasible: violations.length === 0 && plan.cost.unservedMandatory === 0,
    routes: plan.routes.length,
    seconds: result.seconds,
    iterations: plan.iterations,
    cpuSeconds: result.cpuSeconds,
    firstPlanSeconds: result.firstS,
    ...(violations.length > 0 && { violations: violations.slice(0, 5) }),
    ...(plan.unserved.length > 0 && { unserved: plan.unserved.length }),
  });
  if (solutionFolder) {
    mkdirSync(solutionFolder, { recursive: true });
    writeFileSync(path.join(solutionFolder, path.basename(known)), writeSolution(instance, plan));
  }
  return gapPct;
}

/** One line about a made-up city. */
async function benchCity(name: string, problem: Problem, settings: Settings): Promise<Plan> {
  const result = await run(problem, settings);
  const { plan } = result;
  print({
    city: name,
    stops: problem.stops.length,
    vehicles: problem.vehicles.length,
    threads: settings.threads,
    cost: round(plan.cost.total, 0),
    costPerStop: round(plan.cost.total / problem.stops.length, 2),
    unserved: plan.unserved.length,
    feasible: result.violations.length === 0,
    routes: plan.routes.length,
    seconds: result.seconds,
    iterations: plan.iterations,
    firstPlanSeconds: result.firstS,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
    ...(result.violations.length > 0 && { violations: result.violations.slice(0, 5) }),
  });
  return plan;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: "string" },
      seed: { type: "string", default: "1" },
      threads: { type: "string" },
      clock: { type: "string", default: "wall" },
      "write-sol": { type: "string" },
      city: { type: "boolean" },
      mixed: { type: "boolean" },
      growth: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help || (positionals.length === 0 && !values.city && !values.mixed && !values.growth)) {
    print(USAGE);
    return;
  }
  if (values.clock !== "wall" && values.clock !== "cpu") throw new Error(`--clock is wall or cpu, not ${values.clock}`);
  const onCpu = values.clock === "cpu";
  const settings = (seconds: number, threads: number): Settings => ({
    seconds: Number(values.seconds ?? seconds),
    seed: Number(values.seed),
    threads: onCpu ? 1 : Number(values.threads ?? threads),
    now: onCpu ? cpuMs : wallMs,
  });
  const gaps: number[] = [];
  for (const file of positionals) {
    const gap = await benchFile(file, settings(10, 1), values["write-sol"]);
    if (gap !== null) gaps.push(gap);
  }
  if (gaps.length > 1)
    print({ instances: gaps.length, meanGapPct: round(gaps.reduce((a, b) => a + b) / gaps.length, 3) });
  if (values.city) {
    const city = cityMorning(300, 43, settings(0, 0).seed);
    const short = await benchCity("morning", city, settings(28, 2));
    const long = settings(28, 2);
    const patient = await benchCity("morning, ten times as long", city, { ...long, seconds: long.seconds * 10 });
    print({ city: "morning", overLongRunPct: round(100 * (short.cost.total / patient.cost.total - 1), 3) });
  }
  if (values.mixed) await benchCity("mixed", mixedCity(5000, 12, 400, settings(0, 0).seed), settings(60, 2));
  if (values.growth)
    for (const [stops, seconds] of [
      [1000, 15],
      [5000, 30],
      [20_000, 60],
      [50_000, 120],
    ])
      await benchCity(`growth ${stops}`, growing(stops, settings(0, 0).seed), settings(seconds, 2));
}

await main();
