/** Where the tests of the import happen: a hub, a hospital, two goods, three people, and the shortest way to bring in a sheet. */
import { beforeAll } from "vitest";
import { type RunImport, runImport } from "@/lib/management/exchange/commands/run-import";
import type { ImportReport } from "@/lib/management/exchange/rules/outcomes";
import type { Actor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";
import { actorAs, setup } from "./actors";
import { textBytes } from "./sheets";
import { ownDatabase } from "./stage";
import { AREAS, anIncident, aSite, someGoods } from "./world";

export let hub: Awaited<ReturnType<typeof aSite>>;
export let hospital: Awaited<ReturnType<typeof aSite>>;
export let masks: Awaited<ReturnType<typeof someGoods>>;
export let gowns: Awaited<ReturnType<typeof someGoods>>;
export let admin: Actor;
export let operator: Actor;
export let officer: Actor;

/** Makes the database of a test file, its places, goods and people before its tests, and drops it after them. */
export function withImportWorld(): void {
  ownDatabase();
  beforeAll(async () => {
    hub = await aSite(AREAS.districtA, "hub");
    hospital = await aSite(AREAS.districtB, "hospital");
    masks = await someGoods();
    gowns = await someGoods();
    await anIncident();
    admin = await actorAs("administrator", { areaCode: "42" });
    operator = await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: hub.id });
    officer = await actorAs("reserveOfficer", { areaCode: AREAS.city });
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

/** One sheet of each kind brought in, so that every list has rows. */
export interface BroughtIn {
  hub: Awaited<ReturnType<typeof aSite>>;
  hospital: Awaited<ReturnType<typeof aSite>>;
  goods: Awaited<ReturnType<typeof someGoods>>;
  officer: Actor;
}

/**
 * Brings in deliveries of one goods, packs of it nobody knows the size of, a need of unknown amount and an issue.
 * @param deliveriesOf lines of the deliveries of a goods, by its name: date, donor, goods, unit, quantity
 */
export async function broughtIn(deliveriesOf: (goods: string) => string[]): Promise<BroughtIn> {
  const world = {
    hub: await aSite(AREAS.districtA, "hub"),
    hospital: await aSite(AREAS.districtB, "hospital"),
    goods: await someGoods(),
    officer: await actorAs("reserveOfficer", { areaCode: AREAS.city }),
  };
  await anIncident();
  const goods = world.goods.nameZh;
  const bring = (kind: "received" | "needs" | "issued", text: string) =>
    runImport({
      actor: setup,
      bytes: textBytes(text),
      fileName: `${kind}.csv`,
      kind,
      ...(kind === "needs" ? {} : { siteId: world.hub.id }),
    });
  const head = "日期,捐赠单位,品名,单位,数量";
  await bring("received", [head, ...deliveriesOf(goods)].join("\n"));
  await bring("received", [head, `2020-01-24,甲公司,${goods},箱,5`].join("\n"));
  await bring("needs", `医院,物资名称,需求数量\n${world.hospital.name},${goods},\n`);
  await bring("issued", `日期,接收单位,品名,单位,数量\n2020-01-26,${world.hospital.name},${goods},只,3\n`);
  return world;
}
