import { parentPort, workerData } from "node:worker_threads";
import { type MinCostProblem, MinCostSolver } from "@/lib/solver/flow/mincost";

/** One thread of the many-goods run: the city's arcs are shared memory, each task brings its own supplies. */
const city = workerData as Omit<MinCostProblem, "supply">;

parentPort?.on("message", (supply: Float64Array) => {
  const { status, objective, pivots } = new MinCostSolver({ ...city, supply }).solve();
  parentPort?.postMessage({ status, objective, pivots });
});
