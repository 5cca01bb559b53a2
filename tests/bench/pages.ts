import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { gzipSync } from "node:zlib";
import { applyMigrations } from "@/lib/platform/db/migrate";
import { urlsOn } from "@/lib/platform/launch/database";
import { startCluster } from "@/lib/platform/launch/embedded";
import { createOwnedDatabase, prepareRoles } from "@/lib/platform/launch/roles";
import { seed } from "@/prisma/seed/main";
import { syncEdges } from "@/prisma/sync-edges";

/**
 * `npm run bench:pages`: server time of each main page on the city-scale seed, as a ratio to a dynamic page in the same shell that makes no
 * query of its own (/help), measured in turn in one run. Needs a build (`npm run build`). Sizes: BENCH_SIZES movements, default 10 k, 100 k, 1 M;
 * BENCH_ROUNDS rounds, default 20. Prints one JSON line a page and size, with the client script a page asks for; nothing is asserted.
 */
const SIZES = (process.env.BENCH_SIZES ?? "10000,100000,1000000").split(",").map(Number);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 20);
const EMPTY = "/help";
const PAGES = [
  "/decision/situation",
  "/decision/incidents",
  "/decision/plans",
  "/management/catalogue",
  "/management/places",
  "/management/parties",
  "/management/audit",
  "/operation/work",
  "/operation/demand",
  "/operation/deliveries",
  "/operation/purchase",
  "/operation/stock",
  "/operation/stock/ledger",
  "/operation/transfers",
  "/operation/shipments",
  "/operation/discrepancies",
];

const passwords = { owner: "owner-of-bench", app: "app-of-bench", jobs: "jobs-of-bench" };

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Signs in through the ordinary form's requests and returns the session's cookies. */
async function signIn(base: string): Promise<string> {
  const jar = new Map<string, string>();
  const keep = (response: Response) => {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return response;
  };
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const { csrfToken } = (await keep(await fetch(`${base}/api/auth/csrf`)).json()) as { csrfToken: string };
  keep(
    await fetch(`${base}/api/auth/callback/credentials`, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded", cookie: cookies() },
      body: new URLSearchParams({ csrfToken, username: "commander", password: "changping-2020", json: "true" }),
    }),
  );
  return cookies();
}

async function timed(base: string, page: string, cookie: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(base + page, { headers: { cookie }, redirect: "manual" });
  await response.text();
  if (response.status !== 200) throw new Error(`${page} answered ${response.status}`);
  return performance.now() - started;
}

/** Kilobytes of script, gzipped, that a page's HTML asks the browser for. */
async function clientScriptKb(base: string, page: string, cookie: string): Promise<number> {
  const html = await (await fetch(base + page, { headers: { cookie } })).text();
  const chunks = new Set(
    [...html.matchAll(/<script[^>]+src="(\/_next\/static\/[^"]+\.js[^"]*)"/g)].map((match) => match[1] as string),
  );
  let bytes = 0;
  for (const chunk of chunks) bytes += gzipSync(Buffer.from(await (await fetch(base + chunk)).arrayBuffer())).length;
  return Math.round(bytes / 1024);
}

const quantile = (values: number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] as number;
const rounded = (value: number) => Math.round(value * 100) / 100;

async function stop(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 8000))]);
  if (child.exitCode === null) child.kill("SIGKILL");
}

for (const size of SIZES) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "changping-bench-"));
  fs.chmodSync(folder, 0o755);
  const cluster = await startCluster({
    folder: path.join(folder, "postgres"),
    superuserPassword: "superuser-of-bench",
    settings: ["shared_buffers=512MB"],
  });
  let server: ChildProcess | null = null;
  try {
    const urls = urlsOn(cluster.port, "bench", passwords);
    await createOwnedDatabase(cluster.adminUrl, urls.ownerUrl);
    await prepareRoles(urls);
    await applyMigrations(urls.ownerUrl);
    await syncEdges(urls.ownerUrl);
    process.env.SCALE_MOVEMENTS = String(size);
    await seed("scale", { ...urls, onProgress: () => undefined });
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    server = spawn(
      process.execPath,
      ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", "127.0.0.1"],
      {
        stdio: "ignore",
        env: {
          ...process.env,
          NODE_ENV: "production",
          DATABASE_URL: urls.appUrl,
          JOBS_DATABASE_URL: urls.jobsUrl,
          NEXTAUTH_SECRET: "secret-of-the-bench-secret-of-the-bench",
          NEXTAUTH_URL: base,
          AUTH_TRUST_HOST: "true",
          LOG_LEVEL: "error",
        },
      },
    );
    for (let tries = 0; ; tries++) {
      const up = await fetch(`${base}/sign-in`).then(
        (response) => response.ok,
        () => false,
      );
      if (up) break;
      if (tries > 120) throw new Error("the server did not start: is there a build?");
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    const cookie = await signIn(base);
    for (const page of [EMPTY, ...PAGES]) for (let i = 0; i < 3; i++) await timed(base, page, cookie);
    const times = new Map<string, number[]>([EMPTY, ...PAGES].map((page) => [page, []]));
    for (let round = 0; round < ROUNDS; round++)
      for (const page of [EMPTY, ...PAGES]) times.get(page)?.push(await timed(base, page, cookie));
    const empty = times.get(EMPTY) as number[];
    for (const page of PAGES) {
      const taken = times.get(page) as number[];
      console.log(
        JSON.stringify({
          movements: size,
          page,
          rounds: ROUNDS,
          ratioMedian: rounded(quantile(taken, 0.5) / quantile(empty, 0.5)),
          ratioP95: rounded(quantile(taken, 0.95) / quantile(empty, 0.5)),
          emptyMedianMs: rounded(quantile(empty, 0.5)),
          medianMs: rounded(quantile(taken, 0.5)),
          clientScriptKb: await clientScriptKb(base, page, cookie),
        }),
      );
    }
  } finally {
    if (server) await stop(server);
    await cluster.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
