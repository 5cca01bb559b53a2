import { type ChildProcess, spawn } from "node:child_process";
import { inCheckout } from "@/lib/platform/launch/folders";

/** The product, started by itself on a data folder of the tests. */
export interface StartedProduct {
  base: string;
  stop(): Promise<void>;
}

/** Building and seeding come first; a slow machine needs minutes for them. */
const PATIENCE_MS = 900_000;

/**
 * Starts the product as `npm start` does, on a scenario seeded afresh, and waits until it answers. With `SCREENSHOTS_OF` the address of
 * one that runs already is taken instead, and left running.
 */
export async function startedProduct(port: number): Promise<StartedProduct> {
  const running = process.env.SCREENSHOTS_OF;
  if (running) return { base: running, stop: async () => undefined };
  const base = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ["--import", "tsx", "tests/e2e/serve.ts"], {
    cwd: inCheckout(),
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      CHANGPING_DATA: inCheckout("tests/.out/screenshots-data"),
      PORT: String(port),
      HOST: "127.0.0.1",
      LOG_LEVEL: "warn",
      NEXTAUTH_URL: base,
      DATABASE_URL: "",
      OWNER_DATABASE_URL: "",
      JOBS_DATABASE_URL: "",
    },
  });
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until && child.exitCode === null) {
    const answer = await fetch(`${base}/api/health/ready`).catch(() => null);
    if (answer?.ok) return { base, stop: () => ended(child) };
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  await ended(child);
  throw new Error("the product did not come up");
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  await gone;
}
