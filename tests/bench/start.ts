import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";

/**
 * `npm run bench:start`: what a newcomer waits for. Clones HEAD into an empty folder, installs, starts twice and stops twice; prints seconds.
 * The clone and everything it started are gone afterwards.
 */
const root = path.resolve(import.meta.dirname, "../..");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "changping-start-"));
fs.chmodSync(folder, 0o755);
const clone = path.join(folder, "changping");
const rounded = (ms: number) => Math.round(ms / 100) / 10;

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Starts the product and waits until it says it is ready. */
async function start(port: number): Promise<{ child: ChildProcess; seconds: number }> {
  const began = performance.now();
  const child = spawn("npm", ["start"], {
    cwd: clone,
    stdio: "ignore",
    detached: true,
    env: {
      ...process.env,
      PORT: String(port),
      HOST: "127.0.0.1",
      CHANGPING_DATA: "",
      CHANGPING_DIST: "",
      DATABASE_URL: "",
      OWNER_DATABASE_URL: "",
      JOBS_DATABASE_URL: "",
    },
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`start ended with code ${child.exitCode}`);
    if (
      await fetch(`http://127.0.0.1:${port}/api/health/ready`).then(
        (response) => response.ok,
        () => false,
      )
    )
      break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { child, seconds: rounded(performance.now() - began) };
}

async function stop(child: ChildProcess): Promise<number> {
  const began = performance.now();
  const gone = new Promise((resolve) => child.once("exit", resolve));
  process.kill(-(child.pid as number), "SIGTERM");
  await gone;
  return rounded(performance.now() - began);
}

try {
  execFileSync("git", ["clone", "--quiet", "--depth", "1", `file://${root}`, clone]);
  const began = performance.now();
  execFileSync("npm", ["ci", "--silent"], { cwd: clone, stdio: "ignore" });
  const installSeconds = rounded(performance.now() - began);
  const port = await freePort();
  const first = await start(port);
  const firstStop = await stop(first.child);
  const second = await start(port);
  const secondStop = await stop(second.child);
  console.log(
    JSON.stringify({
      installSeconds,
      firstStartSeconds: first.seconds,
      secondStartSeconds: second.seconds,
      stopSeconds: [firstStop, secondStop],
    }),
  );
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
