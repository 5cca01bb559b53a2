import { performance } from "node:perf_hooks";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { applyMigrations } from "@/lib/platform/db/migrate";
import { urlsOn } from "@/lib/platform/launch/database";
import { startCluster } from "@/lib/platform/launch/embedded";
import { createOwnedDatabase, prepareRoles } from "@/lib/platform/launch/roles";
import { syncEdges } from "@/prisma/sync-edges";

/**
 * `npm run bench:postings`: postings a second through the ledger's own command path (transaction with reach, insert, triggers, balances),
 * single and in batches, with 1, 8 and 32 clients, beside pgbench's equivalent script (lock balance, update, insert) on the same server.
 * Default server settings (fsync on). Sizes and figures are printed; nothing is asserted.
 */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const LOTS = 1000;
const BATCH = 50;
process.env.DATABASE_POOL = "34";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "changping-bench-"));
fs.chmodSync(folder, 0o755);
const passwords = { owner: "owner-of-bench", app: "app-of-bench", jobs: "jobs-of-bench" };
const cluster = await startCluster({
  folder: path.join(folder, "postgres"),
  superuserPassword: "superuser-of-bench",
  settings: [],
});
try {
  const urls = urlsOn(cluster.port, "bench", passwords);
  await createOwnedDatabase(cluster.adminUrl, urls.ownerUrl);
  await prepareRoles(urls);
  await applyMigrations(urls.ownerUrl);
  await syncEdges(urls.ownerUrl);
  process.env.DATABASE_URL = urls.appUrl;
  const { write } = await import("@/lib/platform/db/access");
  const { disconnect } = await import("@/lib/platform/db/client");
  const { placeOf } = await import("@/lib/platform/ledger/places");
  const { post } = await import("@/lib/platform/ledger/post");
  const { systemActor } = await import("@/lib/platform/auth/actor");
  const actor = systemActor("bench");
  const source = { documentKind: "bench", documentId: null, businessAt: new Date() };
  const world = await write(actor, async (db) => {
    await db.area.create({ data: { code: "42", level: 1, name: "湖北省" } });
    await db.unit.create({ data: { code: "只", nameEn: "piece" } });
    await db.goodsCategory.create({ data: { code: "T", nameZh: "测试", nameEn: "Test" } });
    const goods = await db.goods.create({
      data: { code: "G", nameZh: "口罩", nameEn: "Mask", categoryCode: "T", baseUnit: "只" },
    });
    const site = await db.site.create({
      data: { code: "S", kind: "hub", name: "库（模拟）", areaCode: "42", simulated: true },
    });
    await db.lot.createMany({ data: Array.from({ length: LOTS }, () => ({ goodsId: goods.id, unit: "只" })) });
    const lots = (await db.lot.findMany({ select: { id: true } })).map((lot) => lot.id);
    return {
      lots,
      opening: await placeOf(db, site, "opening"),
      dock: await placeOf(db, site, "dock"),
      shelf: await placeOf(db, site, "shelf"),
    };
  });
  const { lots, opening, dock, shelf } = world;
  for (let i = 0; i < LOTS; i += 200)
    await write(actor, (db) =>
      post(
        db,
        actor,
        source,
        lots.slice(i, i + 200).map((lotId) => ({
          kind: "open" as const,
          lotId,
          fromPlaceId: opening,
          toPlaceId: dock,
          quantity: 1_000_000n,
        })),
      ),
    );

  /** Each client moves one unit of lots of its own choice from dock to shelf until time is up. */
  const run = async (clients: number, batch: number): Promise<number> => {
    let posted = 0;
    const until = performance.now() + SECONDS * 1000;
    const client = async (seed: number) => {
      let state = seed * 7919 + 1;
      const next = () => {
        state = (state * 1103515245 + 12345) % 2147483648;
        return state;
      };
      while (performance.now() < until) {
        const from = next() % LOTS;
        const movements = Array.from({ length: batch }, (_, i) => ({
          kind: "putAway" as const,
          lotId: lots[(from + i) % LOTS] as string,
          fromPlaceId: dock,
          toPlaceId: shelf,
          quantity: 1n,
        }));
        await write(actor, (db) => post(db, actor, source, movements));
        posted += batch;
      }
    };
    const started = performance.now();
    await Promise.all(Array.from({ length: clients }, (_, i) => client(i + 1)));
    return Math.round(posted / ((performance.now() - started) / 1000));
  };

  // pgbench's script: what the least a ledger can do costs, without triggers, reach or verification.
  const owner = new pg.Client({ connectionString: urls.ownerUrl });
  await owner.connect();
  await owner.query(
    "CREATE TABLE plain_balance (id int PRIMARY KEY, on_hand bigint NOT NULL CHECK (on_hand >= 0)); CREATE TABLE plain_entry (id bigserial PRIMARY KEY, balance_id int, quantity bigint, at timestamptz DEFAULT now()); INSERT INTO plain_balance SELECT g, 1000000000 FROM generate_series(1, 1000) g",
  );
  await owner.end();
  const script = path.join(folder, "posting.sql");
  fs.writeFileSync(
    script,
    "\\set id random(1, 1000)\nBEGIN;\nSELECT on_hand FROM plain_balance WHERE id = :id FOR UPDATE;\nUPDATE plain_balance SET on_hand = on_hand - 1 WHERE id = :id;\nINSERT INTO plain_entry (balance_id, quantity) VALUES (:id, 1);\nCOMMIT;\n",
  );
  const pgbench = (clients: number): number | null => {
    const ran = spawnSync(
      "pgbench",
      ["-n", "-f", script, "-c", String(clients), "-j", "2", "-T", String(SECONDS), urls.ownerUrl],
      { encoding: "utf8" },
    );
    const tps = /tps = ([\d.]+)/.exec(ran.stdout ?? "")?.[1];
    return tps ? Math.round(Number(tps)) : null;
  };

  for (const clients of [1, 8, 32]) {
    const single = await run(clients, 1);
    const batched = await run(clients, BATCH);
    console.log(
      JSON.stringify({
        clients,
        lots: LOTS,
        seconds: SECONDS,
        singlePerSecond: single,
        batch: BATCH,
        batchedPerSecond: batched,
        pgbenchPerSecond: pgbench(clients),
      }),
    );
  }
  await disconnect();
} finally {
  await cluster.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}
