import { parentPort, workerData } from "node:worker_threads";
import { type Job, runJob } from "./job";
import type { Problem } from "./model";
import { travelTable } from "./travel";

/** Worker thread: holds the problem, runs the jobs sent to it one after another. The flag, once set, ends them. */
const { problem, flag } = workerData as { problem: Problem; flag: SharedArrayBuffer };
const stopped = new Int32Array(flag);
const table = travelTable(problem.travel);
const now = () => performance.now();

parentPort?.on("message", (job: Job) => {
  parentPort?.postMessage(runJob(problem, table, job, now, () => Atomics.load(stopped, 0) === 1));
});
parentPort?.postMessage("ready");
