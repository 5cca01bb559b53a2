/** Where the tests of the import happen: a hub, a hospital, two goods, three people, and the shortest way to bring in a sheet. */
import { afterAll, beforeAll } from "vitest";
import { type RunImport, runImport } from "@/lib/management/exchange/commands/run-import";
import type { ImportReport } from "@/lib/management/exchange/rules/outcomes";
import type { Actor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";
import { disconnect } from "@/lib/platform/db/client";
import { actorAs, setup } from "./actors";
import { freshDatabase, type TestDatabase } from "./database";
import { textBytes } from "./sheets";
import { AREAS, anIncident, aSite, makeAreas, someGoods } from "./world";

let database: TestDatabase;
export let hub: Awaited<ReturnType<typeof aSite>>;
export let hospital: Awaited<ReturnType<typeof aSite>>;
export let masks: Awaited<ReturnType<typeof someGoods>>;
export let gowns: Awaited<ReturnType<typeof someGoods>>;
export let admin: Actor;
export let operator: Actor;
export let officer: Actor;

/** Makes the database of a test file, its places, goods and people before its tests, and drops it after them. */
export function withImportWorld(): void {
  beforeAll(async () => {
    database = await freshDatabase();
    await makeAreas();
    hub = await aSite(AREAS.districtA, "hub");
    hospital = await aSite(AREAS.districtB, "hospital");
    masks = await someGoods();
    gowns = await someGoods();
    await anIncident();
    admin = await actorAs("administrator", { areaCode: "42" });
    operator = await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: hub.id });
    officer = await actorAs("reserveOfficer", { areaCode: AREAS.city });
  });
  afterAll(async () => {
    await disconnect();
    await database.drop();
  });
}

export const csv = (rows: readonly (readonly (string | number)[])[]) =>
  textBytes(rows.map((row) => row.map((cell) => `"${cell}"`).join(",")).join("\n"));
const RECEIVED = ["日期", "捐赠单位", "品名", "规格", "单位", "数量"] as const;
export const receipts = (...rows: (string | number)[][]) => csv([[...RECEIVED], ...rows]);

export const run = (kind: RunImport["kind"], bytes: Uint8Array, more: Partial<RunImport> = {}) =>
  runImport({
    actor: admin,
    bytes,
    fileName: `${kind}.csv`,
    kind,
    ...(kind === "needs" ? {} : { siteId: hub.id }),
    ...more,
  });

/** Every row read is somewhere. */
export function accounted(report: ImportReport): number {
  const sum = (counts: object) => Object.values(counts).reduce((total: number, count: number) => total + count, 0);
  return report.imported + sum(report.queued) + sum(report.rejected);
}

export const onShelf = (goodsId: string, unit = "只") =>
  read(setup, async (db) => {
    const rows = await db.stockBalance.findMany({
      where: { goodsId, siteId: hub.id, place: { kind: "shelf" }, lot: { unit } },
    });
    return rows.reduce((sum, row) => sum + row.onHand, 0n);
  });
export const deliveries = () => read(setup, (db) => db.delivery.count());
