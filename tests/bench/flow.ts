/**
 * `npm run bench:flow -- FILE…`: minimum-cost flow files (DIMACS `.min`, or the binary form of `readBinary`), one JSON
 * line a file: `{file, status, objective, pivots, seconds, peakMb, certified}`. `seconds` is the median of five solves
 * after a warm-up (four solves and half a second at least), from typed arrays, building included; `peakMb` the process's
 * peak above what it was before reading. Further keys: `minSeconds`, `processorSeconds` (the median of the same five in
 * processor time of the whole process, which other work on the machine disturbs less), and with `--replan` the median of
 * five re-plans after 1 % of the demands changed (`replanSeconds`, `replanProcessorSeconds`), after as long a warm-up with
 * another solver, each checked against a cold solve; with `--goods=30` the time of thirty goods over the file's arcs on `--threads=2` worker threads
 * (`goodsSeconds`; `--write=FOLDER` writes the first three as files for another solver).
 */
import { readFileSync } from "node:fs";
import { faultOfFlow } from "@/lib/solver/flow/certify-flow";
import { readBinary, readDimacs } from "@/lib/solver/flow/dimacs";
import { type MinCostProblem, MinCostSolver } from "@/lib/solver/flow/mincost";
import { ChangingDemand } from "./changing-demand";
import { solveManyGoods } from "./many-goods";

/** Until the compiler has seen every loop often enough: solves and milliseconds, both at least. */
const WARM_UP = { solves: 4, ms: 500 };
const baselineMb = process.memoryUsage().rss / 2 ** 20;
const replanned = process.argv.includes("--replan");
const setting = (name: string) => process.argv.find((a) => a.startsWith(`--${name}=`))?.slice(name.length + 3);
const goods = Number(setting("goods") ?? 0);
const threads = Number(setting("threads") ?? 2);
const writeTo = setting("write") ?? null;
const files = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
if (files.length === 0) {
  console.error("usage: npm run bench:flow -- [--replan] FILE.min …");
  process.exit(2);
}
for (const file of files) {
  const problem = file.endsWith(".min") ? readDimacs(readFileSync(file)) : readBinary(readFileSync(file));
  const solution = new MinCostSolver(problem).solve();
  const warmFrom = performance.now();
  for (let solves = 1; solves < WARM_UP.solves || performance.now() - warmFrom < WARM_UP.ms; solves++)
    new MinCostSolver(problem).solve();
  const seconds: number[] = [];
  const processor: number[] = [];
  for (let round = 0; round < 5; round++) {
    const before = process.cpuUsage();
    const begin = performance.now();
    new MinCostSolver(problem).solve();
    seconds.push((performance.now() - begin) / 1000);
    processor.push(processorSeconds(before));
  }
  const line: Record<string, unknown> = {
    file,
    status: solution.status,
    objective: solution.objective,
    pivots: solution.pivots,
    seconds: rounded(median(seconds)),
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024 - baselineMb),
    certified: solution.status === "optimal" && faultOfFlow(problem, solution) === null,
    minSeconds: rounded(Math.min(...seconds)),
    processorSeconds: rounded(median(processor)),
  };
  if (replanned) {
    const rounds = replan(problem);
    line.replanSeconds = rounded(median(rounds.seconds));
    line.replanProcessorSeconds = rounded(median(rounds.processor));
  }
  if (goods > 0) {
    const many = await solveManyGoods(problem, goods, threads, writeTo);
    line.goods = goods;
    line.threads = threads;
    line.goodsSeconds = rounded(many.seconds);
    line.goodsObjectives = many.objectives.slice(0, 3);
  }
  console.log(JSON.stringify(line));
}

/** Five re-plans after one that is not counted; their times are in processor time and by the clock. */
function replan(problem: MinCostProblem): { seconds: number[]; processor: number[] } {
  const warming = new ChangingDemand(problem, 8);
  const warmFrom = performance.now();
  for (let plans = 1; plans < WARM_UP.solves || performance.now() - warmFrom < WARM_UP.ms; plans++) {
    warming.change();
    warming.solver.resolve();
  }
  const changing = new ChangingDemand(problem, 7);
  const seconds: number[] = [];
  const processor: number[] = [];
  for (let round = 0; round < 6; round++) {
    changing.change();
    const before = process.cpuUsage();
    const begin = performance.now();
    const warm = changing.solver.resolve();
    if (round > 0) {
      seconds.push((performance.now() - begin) / 1000);
      processor.push(processorSeconds(before));
    }
    const cold = new MinCostSolver({ ...problem, supply: changing.supply }).solve();
    if (warm.objective !== cold.objective)
      throw new Error(`re-plan found ${warm.objective}, a cold solve ${cold.objective}`);
    const fault = faultOfFlow({ ...problem, supply: changing.supply }, warm);
    if (fault !== null) throw new Error(`re-plan: ${fault}`);
  }
  return { seconds, processor };
}

function processorSeconds(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function rounded(seconds: number): number {
  return Number(seconds.toFixed(4));
}
