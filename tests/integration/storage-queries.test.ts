import { describe, expect, it } from "vitest";
import { listDeliveries, listSuspected } from "@/lib/operation/procurement/queries/deliveries";
import { findParties, listParties } from "@/lib/operation/procurement/queries/parties";
import { countLines, openStocktake } from "@/lib/operation/storage/commands/stocktake";
import { daysOfCover } from "@/lib/operation/storage/queries/cover";
import { getStocktake, listAdjustments, listChecks, listPackQueries } from "@/lib/operation/storage/queries/documents";
import { listEntries } from "@/lib/operation/storage/queries/entries";
import { listLevels } from "@/lib/operation/storage/queries/levels";
import { getLot, listLots } from "@/lib/operation/storage/queries/lots";
import { stockOverview } from "@/lib/operation/storage/queries/overview";
import { stockAt } from "@/lib/operation/storage/queries/past";
import { suggestPicks } from "@/lib/operation/storage/queries/picks";
import { rotationList } from "@/lib/operation/storage/queries/rotation";
import { read, write } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import { placeOf } from "@/lib/platform/ledger/places";
import { post, reverse } from "@/lib/platform/ledger/post";
import { actorAs, setup } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite, someGoods, stocked } from "../support/world";

ownDatabase();

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY);
const dayText = (at: Date) => at.toISOString().slice(0, 10);

/** Stock that came on a day, and issues on later days, through the ledger. */
async function history(
  site: { id: string; areaCode: string },
  goods: { id: string; baseUnit: string },
  came: { days: number; quantity: bigint },
  issues: { days: number; quantity: bigint }[],
) {
  return write(setup, async (db) => {
    const lot = await db.lot.create({ data: { goodsId: goods.id, unit: goods.baseUnit } });
    const [opening, shelf, staging] = [
      await placeOf(db, site, "opening"),
      await placeOf(db, site, "shelf"),
      await placeOf(db, site, "staging"),
    ];
    await post(db, setup, { documentKind: "test", documentId: null, businessAt: daysAgo(came.days) }, [
      { kind: "open", lotId: lot.id, fromPlaceId: opening, toPlaceId: shelf, quantity: came.quantity },
    ]);
    const ids: bigint[] = [];
    for (const issue of issues)
      ids.push(
        ...(await post(db, setup, { documentKind: "test", documentId: null, businessAt: daysAgo(issue.days) }, [
          { kind: "pick", lotId: lot.id, fromPlaceId: shelf, toPlaceId: staging, quantity: issue.quantity },
        ])),
      );
    return { lot, shelf, ids };
  });
}

describe("days of cover", () => {
  it("count issues per day in stock, net of reversals; unknown without issues; stated use first", async () => {
    const site = await aSite(AREAS.districtA);
    const [steady, sold, idle] = [await someGoods(), await someGoods(), await someGoods()];
    // In stock all 14 days, 28 issued and 14 of them reversed: 1 a day, 100 left.
    const { ids } = await history(site, steady, { days: 30, quantity: 114n }, [
      { days: 5, quantity: 14n },
      { days: 4, quantity: 14n },
    ]);
    await write(setup, (db) =>
      reverse(
        db,
        setup,
        { documentKind: "test", documentId: null, businessAt: daysAgo(3) },
        [ids[1] as bigint],
        "误拣",
      ),
    );
    // Sold out ten days ago; came again today: its days out of stock do not make its use look small.
    await history(site, sold, { days: 30, quantity: 40n }, [
      { days: 12, quantity: 20n },
      { days: 10, quantity: 20n },
    ]);
    await history(site, sold, { days: 0, quantity: 60n }, []);
    await stocked(site, idle, 10n);
    const rows = await daysOfCover(setup, { siteId: site.id });
    // Rolled up by day or read from the ledger, the figures are the same; rolling up again changes nothing.
    for (let times = 0; times < 2; times++) {
      await write(setup, (db) => db.$queryRaw`SELECT roll_stock_days('0 seconds')`);
      expect(await daysOfCover(setup, { siteId: site.id })).toEqual(rows);
    }
    const of = (goods: { id: string }) => rows.find((row) => row.goodsId === goods.id);
    expect(of(steady)?.onHand).toBe(100n);
    expect(of(steady)?.cover).toMatchObject({ basis: "issues", dailyUse: 1, days: 100 });
    // In stock on the days 14, 13, 12, 11, 10 ago: 40 ÷ 5 = 8 a day; 60 ÷ 8 = 7.5 days.
    expect(of(sold)?.cover).toMatchObject({ basis: "issues", dailyUse: 8, days: 7.5 });
    expect(of(idle)?.cover).toMatchObject({ basis: "unknown", days: null });
    await write(setup, (db) =>
      db.stockLevel.create({
        data: { siteId: site.id, goodsId: idle.id, areaCode: site.areaCode, dailyUse: 4, floor: 12n },
      }),
    );
    const { rows: levels } = await listLevels(setup, { siteId: site.id }, {});
    expect(levels.find((row) => row.goodsId === idle.id)).toMatchObject({
      standing: "belowFloor",
      cover: { days: 2.5, basis: "stated" },
    });
    const { rows: inTrouble } = await listLevels(setup, { siteId: site.id, onlyTrouble: true }, {});
    expect(inTrouble.map((row) => row.goodsId)).toEqual([idle.id]);
  });
});

describe("inventory at a past moment", () => {
  it("is the sum of movements up to it, by when they happened or by when they were written down", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods();
    await history(site, goods, { days: 10, quantity: 100n }, [{ days: 4, quantity: 30n }]);
    await write(setup, async (db) => {
      const loss = await placeOf(db, site, "loss");
      const staging = await placeOf(db, site, "staging");
      const lot = await db.lot.findFirstOrThrow({ where: { goodsId: goods.id } });
      await post(db, setup, { documentKind: "test", documentId: null, businessAt: daysAgo(2) }, [
        { kind: "lose", lotId: lot.id, fromPlaceId: staging, toPlaceId: loss, quantity: 30n },
      ]);
    });
    const at = async (days: number, by: "business" | "posting") =>
      (await stockAt(setup, { at: daysAgo(days), by, siteId: site.id }, {})).rows[0]?.onHand ?? 0n;
    expect([
      await at(11, "business"),
      await at(5, "business"),
      await at(3, "business"),
      await at(1, "business"),
    ]).toEqual([0n, 100n, 100n, 70n]);
    expect([await at(1, "posting"), await at(-1, "posting")]).toEqual([0n, 70n]);
  });
});

describe("lists of stock", () => {
  it("never add unlike units, tell free from blocked, and show nothing of other districts", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods();
    await stocked(site, goods, 10n, { expiresOn: "2099-01-01" });
    await stocked(site, goods, 5n, { expiresOn: "2020-01-01" });
    await stocked(site, { ...goods, baseUnit: "箱" }, 3n);
    const { rows, totals } = await stockOverview(setup, { siteId: site.id }, {});
    expect(rows.map((row) => [row.unit, row.onHand, row.free, row.blocked])).toEqual([
      ["只", 15n, 10n, 5n],
      ["箱", 3n, 3n, 0n],
    ]);
    expect(totals).toEqual([
      { unit: "只", total: 15n },
      { unit: "箱", total: 3n },
    ]);
    const stranger = await actorAs("reserveOfficer", { areaCode: AREAS.districtB });
    expect((await stockOverview(stranger, { siteId: site.id }, {})).rows).toEqual([]);
    expect((await listLots(stranger, { siteId: site.id }, {})).rows).toEqual([]);
    expect((await listEntries(stranger, { siteId: site.id }, {})).rows).toEqual([]);
    expect((await stockAt(stranger, { at: new Date(), by: "business", siteId: site.id }, {})).rows).toEqual([]);
    const [lot] = (await listLots(setup, { siteId: site.id }, {})).rows;
    await expect(getLot(stranger, lot?.id ?? "")).rejects.toBeInstanceOf(NotFound);
    const hospital = await actorAs("hospitalRequester", { areaCode: AREAS.districtA, siteId: site.id });
    expect(() => stockOverview(hospital, {}, {})).toThrow(NotFound);
  });

  it("page the ledger by key without losing or repeating an entry", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods();
    await history(
      site,
      goods,
      { days: 1, quantity: 1000n },
      Array.from({ length: 70 }, () => ({ days: 0, quantity: 1n })),
    );
    const first = await listEntries(setup, { siteId: site.id }, {});
    const second = await listEntries(setup, { siteId: site.id }, { after: first.next ?? "" });
    const ids = [...first.rows, ...second.rows].map((row) => row.id);
    expect(new Set(ids).size).toBe(71);
    expect(second.next).toBeNull();
    const back = await listEntries(setup, { siteId: site.id }, { before: second.previous ?? "" });
    expect(back.rows.map((row) => row.id)).toEqual(first.rows.map((row) => row.id));
  });

  it("rotate by shelf life, soonest first, by the business clock", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods();
    await stocked(site, goods, 1n, { expiresOn: dayText(new Date(Date.now() + 40 * DAY)) });
    await stocked(site, goods, 2n, { expiresOn: dayText(new Date(Date.now() + 5 * DAY)) });
    await stocked(site, goods, 3n, { expiresOn: dayText(daysAgo(5)) });
    const { rows } = await rotationList(setup, { withinDays: 30, siteId: site.id }, {});
    expect(rows.map((row) => row.onHand)).toEqual([3n, 2n]);
    expect(rows[0]?.daysLeft).toBeLessThan(0);
  });

  it("suggest picks without reserving anything", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods();
    const late = await stocked(site, goods, 10n, { expiresOn: "2099-01-01" });
    const early = await stocked(site, goods, 4n, { expiresOn: "2098-01-01" });
    const { picks, missing, freeAboveFloor } = await suggestPicks(setup, {
      siteId: site.id,
      goodsId: goods.id,
      quantity: 6n,
    });
    expect(picks.map((pick) => [pick.lotId, pick.quantity])).toEqual([
      [early.lot.id, 4n],
      [late.lot.id, 2n],
    ]);
    expect([missing, freeAboveFloor]).toEqual([0n, 14n]);
    expect(await read(setup, (db) => db.stockReservation.count({ where: { lotId: late.lot.id } }))).toBe(0);
  });

  it("answer for whoever may ask, empty where there is nothing", async () => {
    const auditor = await actorAs("auditor", { areaCode: AREAS.province });
    expect((await listDeliveries(auditor, { text: "没有" }, {})).rows).toEqual([]);
    expect((await listSuspected(auditor, {})).rows).toEqual([]);
    expect((await listAdjustments(auditor, {}, {})).rows).toEqual([]);
    expect((await listPackQueries(auditor, {}, {})).rows).toEqual([]);
    expect((await listParties(auditor, { text: "没有" }, {})).rows).toEqual([]);
    expect(await findParties(auditor, ["donor"], "没有")).toEqual([]);
    expect((await listChecks(auditor)).checks).toEqual([]);
  });
});

describe("a blind count", () => {
  it("tells nobody what the books expect before the count is finished", async () => {
    const site = await aSite(AREAS.districtA);
    await stocked(site, await someGoods(), 10n);
    const officer = await actorAs("reserveOfficer", { areaCode: AREAS.city });
    const { id } = await openStocktake(officer, { siteId: site.id, note: "" });
    const [line] = (await getStocktake(officer, id)).lines;
    await countLines(officer, { id, lines: [{ lineId: line?.id ?? "", count: 9n, reason: "" }] });
    const shown = (await getStocktake(officer, id)).lines[0];
    expect(shown).toMatchObject({ firstCount: 9n, expected: null, difference: null, differs: null });
  });
});
