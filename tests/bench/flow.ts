/**
 * `npm run bench:flow -- FILE…`: minimum-cost flow files (DIMACS `.min`, or the binary form of `readBinary`), one JSON
 * line a file: `{file, status, objective, pivots, seconds, peakMb, certified}`. `seconds` is the median of five solves
 * after a warm-up (four solves and half a second at least, but no more than five seconds of them), from typed arrays, building
 * included; `peakMb` the process's peak above what it was before reading. Further keys: `minSeconds`, `processorSeconds` (the
 * median of the same five in processor time of the whole process, which other work on the machine disturbs less), and with
 * `--replan` the median of five re-plans after 1 % of the demands changed (`replanSeconds`, `replanProcessorSeconds`), after as
 * long a warm-up with another solver, each checked against a cold solve; with `--goods=30` the time of thirty goods over the
 * file's arcs on `--threads=2` worker threads (`goodsSeconds`; `--write=FOLDER` writes the first three as files for another solver).
 *
 * `status` is `optimal`, `infeasible`, `unbounded`, `unbalanced` or `overflow` (`MinCostStatus`); `malformed` where the file is
 * no flow problem and `unreadable` where there is none, both with the reason in `fault`. Without an optimum `objective` is
 * null and `certified` false. Exit code: 0; 1 when a file could not be read or an optimum failed its own check; 2 for no file.
 */
import { readFileSync } from "node:fs";
import { faultOfFlow } from "@/lib/solver/flow/certify-flow";
import { readFlow } from "@/lib/solver/flow/dimacs";
import { type MinCostProblem, MinCostSolver } from "@/lib/solver/flow/mincost";
import { ChangingDemand } from "./changing-demand";
import { solveManyGoods } from "./many-goods";

/** Until the compiler has seen every loop often enough: solves and milliseconds, both at least; and what is enough of either. */
const WARM_UP = { solves: 4, ms: 500, enoughMs: 5000 };
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
  const line = await measured(file);
  console.log(JSON.stringify(line));
  if ("fault" in line) process.exitCode = 1;
}

async function measured(file: string): Promise<Record<string, unknown>> {
  const unsolved = { objective: null, pivots: 0, seconds: null };
  const peakMb = () => Math.round(process.resourceUsage().maxRSS / 1024 - baselineMb);
  let problem: MinCostProblem;
  try {
    problem = readFlow(readFileSync(file), file);
  } catch (error) {
    const status = error instanceof SyntaxError ? "malformed" : "unreadable";
    return { file, status, ...unsolved, peakMb: peakMb(), certified: false, fault: (error as Error).message };
  }
  const solution = new MinCostSolver(problem).solve();
  warmUp(() => new MinCostSolver(problem).solve());
  const seconds: number[] = [];
  const processor: number[] = [];
  for (let round = 0; round < 5; round++) {
    const before = process.cpuUsage();
    const begin = performance.now();
    new MinCostSolver(problem).solve();
    seconds.push((performance.now() - begin) / 1000);
    processor.push(processorSeconds(before));
  }
  const isOptimal = solution.status === "optimal";
  const peak = peakMb();
  const fault = isOptimal ? faultOfFlow(problem, solution) : null;
  const line: Record<string, unknown> = {
    file,
    status: solution.status,
    objective: isOptimal ? solution.objective : null,
    pivots: solution.pivots,
    seconds: rounded(median(seconds)),
    peakMb: peak,
    certified: isOptimal && fault === null,
    minSeconds: rounded(Math.min(...seconds)),
    processorSeconds: rounded(median(processor)),
    ...(fault === null ? {} : { fault }),
  };
  if (!isOptimal) return line;
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
  return line;
}

/** The solve before this one counts as the first. */
function warmUp(solve: () => void): void {
  const from = performance.now();
  const spent = () => performance.now() - from;
  for (let solves = 1; (solves < WARM_UP.solves && spent() < WARM_UP.enoughMs) || spent() < WARM_UP.ms; solves++)
    solve();
}

/** Five re-plans after one that is not counted; their times are in processor time and by the clock. */
function replan(problem: MinCostProblem): { seconds: number[]; processor: number[] } {
  const warming = new ChangingDemand(problem, 8);
  warmUp(() => {
    warming.change();
    warming.solver.resolve();
  });
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
    if (warm.status !== cold.status) throw new Error(`re-plan is ${warm.status}, a cold solve ${cold.status}`);
    if (cold.status !== "optimal") continue;
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
