import { writeFileSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { MinCostProblem } from "@/lib/solver/flow/mincost";
import { seededRandom } from "@/tests/support/random-problem";

export interface ManyGoodsResult {
  seconds: number;
  objectives: number[];
  pivots: number;
}

/**
 * Many goods over the arcs of one file on worker threads: each has the file's supplies and demands dealt out anew among
 * the same nodes (the largest supply and the largest demand, which balance the rest, stay where they are). Timed from
 * the first task sent to the last answer, threads warm.
 */
export async function solveManyGoods(
  problem: MinCostProblem,
  goods: number,
  threads: number,
  folder: string | null,
): Promise<ManyGoodsResult> {
  const city = {
    nodeCount: problem.nodeCount,
    from: shared(problem.from),
    to: shared(problem.to),
    cost: shared(problem.cost as Int32Array),
  };
  const supplies = Array.from({ length: goods }, (_, g) => dealt(problem, g + 1));
  if (folder)
    for (let g = 0; g < 3; g++) writeBinary(path.join(folder, `goods${g}.bin`), { ...city, supply: supplies[g] });
  const entry = JSON.stringify(new URL("./goods-worker.ts", import.meta.url).href);
  const start = `import("tsx/esm/api").then((tsx) => { tsx.register(); return import(${entry}); });`;
  const workers = Array.from({ length: threads }, () => new Worker(start, { eval: true, workerData: city }));
  const ask = (worker: Worker, supply: Float64Array) =>
    new Promise<{ status: string; objective: number; pivots: number }>((resolve, reject) => {
      worker.once("error", reject);
      worker.once("message", (message) => {
        worker.off("error", reject);
        resolve(message);
      });
      worker.postMessage(supply);
    });
  await Promise.all(workers.map((worker) => ask(worker, supplies[0])));
  const objectives = new Array<number>(goods);
  let pivots = 0;
  let next = 0;
  const begin = performance.now();
  await Promise.all(
    workers.map(async (worker) => {
      while (next < goods) {
        const g = next++;
        const answer = await ask(worker, supplies[g]);
        if (answer.status !== "optimal") throw new Error(`goods ${g}: ${answer.status}`);
        objectives[g] = answer.objective;
        pivots += answer.pivots;
      }
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return { seconds, objectives, pivots };
}

function dealt(problem: MinCostProblem, seed: number): Float64Array {
  const supply = Float64Array.from(problem.supply);
  let most = 0;
  let least = 0;
  for (let u = 0; u < supply.length; u++) {
    if (supply[u] > supply[most]) most = u;
    if (supply[u] < supply[least]) least = u;
  }
  const random = seededRandom(seed);
  for (const sign of [1, -1]) {
    const nodes: number[] = [];
    for (let u = 0; u < supply.length; u++)
      if (Math.sign(supply[u]) === sign && u !== most && u !== least) nodes.push(u);
    for (let k = nodes.length - 1; k > 0; k--) {
      const j = Math.floor(random() * (k + 1));
      [supply[nodes[k]], supply[nodes[j]]] = [supply[nodes[j]], supply[nodes[k]]];
    }
  }
  return supply;
}

function shared(values: Int32Array): Int32Array {
  const copy = new Int32Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}

function writeBinary(file: string, problem: MinCostProblem): void {
  const arcs = problem.from.length;
  const words = new Int32Array(2 + problem.nodeCount + 3 * arcs);
  words.set([problem.nodeCount, arcs]);
  words.set(problem.supply, 2);
  words.set(problem.from, 2 + problem.nodeCount);
  words.set(problem.to, 2 + problem.nodeCount + arcs);
  words.set(problem.cost, 2 + problem.nodeCount + 2 * arcs);
  writeFileSync(file, new Uint8Array(words.buffer));
}
