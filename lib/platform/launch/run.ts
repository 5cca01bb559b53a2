import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { EnvironmentFault, readEnvironment } from "@/lib/platform/env";
import { announce, claimPort, listening } from "./address";
import { buildIfStale } from "./build";
import { type RunningServer, startServer } from "./child";
import { exportUrls, openDatabase, type ReadyDatabase, recreateEmbedded } from "./database";
import { inCheckout } from "./folders";
import { LaunchFault, say } from "./say";
import { seedIfEmpty } from "./scenario";
import { readSecrets } from "./secrets";

/** Time the app gets to drain; the database then has the rest of ten seconds. */
const patienceMs = 5000;

/** What the server's process gets on top of our own environment; checked, so that a fault shows before any work. */
function serverEnvironment(urls: Record<string, string>, mode: "production" | "development"): Record<string, string> {
  const { port } = listening();
  const given = process.env;
  const environment: Record<string, string> = {
    NODE_ENV: mode,
    PORT: String(port),
    NEXTAUTH_SECRET: given.NEXTAUTH_SECRET || readSecrets().sessionSecret,
    NEXTAUTH_URL: given.NEXTAUTH_URL || `http://localhost:${port}`,
    // Without a public address links follow the host a browser asked for, or phones of the local network could not sign in.
    ...(!given.NEXTAUTH_URL && { AUTH_TRUST_HOST: "true" }),
    LOG_FORMAT: given.LOG_FORMAT || (process.stdout.isTTY ? "pretty" : "json"),
    NEXT_TELEMETRY_DISABLED: "1",
    ...urls,
  };
  try {
    readEnvironment({ ...given, ...environment });
  } catch (error) {
    if (error instanceof EnvironmentFault) throw new LaunchFault("请修正后再启动。", error.message);
    throw error;
  }
  return environment;
}

/** Addresses that stand in for those not known yet, so that everything else can be checked first. */
const placeholderUrls = { DATABASE_URL: "postgresql://unset", JOBS_DATABASE_URL: "postgresql://unset" };

/** Parent of a process; nothing where the system does not tell. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

/**
 * npm passes a SIGTERM on to the shell between us and it, and that shell dies without a word; an npm that was killed
 * says nothing either. So we notice for ourselves when the npm that started us, or its shell, has gone.
 */
function watchNpm(onGone: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const isShell = spawnSync("ps", ["-o", "comm=", "-p", String(parent)], { encoding: "utf8" })
    .stdout?.trim()
    .match(/(^|\/)(ba|da|a|z)?sh$/);
  const grandparent = isShell ? parentOf(parent) : undefined;
  setInterval(() => {
    if (process.ppid !== parent || (grandparent && parentOf(parent) !== grandparent)) onGone();
  }, 250).unref();
}

/** One interrupt asks for an orderly end, a second one is what the impatient send: we go on ending in order. */
function interruption(): { signal: AbortSignal; happened: Promise<void> } {
  const controller = new AbortController();
  const happened = new Promise<void>((resolve) => {
    const hear = () => {
      controller.abort();
      resolve();
    };
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, hear);
    watchNpm(hear);
  });
  return { signal: controller.signal, happened };
}

/**
 * Brings the whole product up and keeps it up until it is told to stop: client, database, scenario, pages, server; and
 * takes it down in the reverse order, within ten seconds.
 */
export async function runProduct(mode: "production" | "development", onStopping: () => void): Promise<void> {
  const { signal, happened } = interruption();
  let database: ReadyDatabase | undefined;
  let server: RunningServer | undefined;
  try {
    const where = listening();
    serverEnvironment({ ...placeholderUrls, ...definedUrls() }, mode);
    await claimPort(where);
    database = await openDatabase();
    if (signal.aborted) return;
    const ready = database;
    const environment = serverEnvironment(exportUrls(ready), mode);
    Object.assign(process.env, exportUrls(ready));
    const preparation = Promise.all([
      seedIfEmpty(ready, () => recreateEmbedded(ready)),
      mode === "production" ? buildIfStale() : undefined,
    ]);
    preparation.catch(() => undefined);
    await Promise.race([preparation, happened]);
    if (signal.aborted) return;
    server =
      mode === "production"
        ? await startServer([inCheckout("lib/platform/launch/server.mjs")], environment, true)
        : await startServer(developmentServer(where), environment, false);
    if (!signal.aborted) announce(where, ready.embedded || process.env.SEED === "demo");
    const code = await Promise.race([happened, server.ended]);
    if (typeof code === "number")
      throw new LaunchFault("服务器意外退出。", `The server ended by itself (code ${code}).`);
  } finally {
    onStopping();
    await takeDown(server, database);
  }
}

function definedUrls(): Record<string, string> {
  const { DATABASE_URL, JOBS_DATABASE_URL } = process.env;
  return { ...(DATABASE_URL && { DATABASE_URL }), ...(JOBS_DATABASE_URL && { JOBS_DATABASE_URL }) };
}

function developmentServer({ port, host }: { port: number; host: string }): string[] {
  return [inCheckout("node_modules/next/dist/bin/next"), "dev", "--port", String(port), "--hostname", host];
}

async function takeDown(server: RunningServer | undefined, database: ReadyDatabase | undefined): Promise<void> {
  if (server) {
    say("正在停止服务……", "Stopping the server …");
    await server.stop(patienceMs);
  }
  if (database?.embedded) {
    await database.stop();
    say("数据库已停止，数据已保存。", "The database has stopped; its data is kept.");
  }
}
