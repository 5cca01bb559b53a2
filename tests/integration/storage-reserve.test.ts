import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { reserveFefo } from "@/lib/operation/storage/reserve-fefo";
import { read, write } from "@/lib/platform/db/access";
import { Refusal } from "@/lib/platform/errors";
import { setup } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite, someGoods, stocked } from "../support/world";

ownDatabase();

const wish = (siteId: string, goodsId: string, quantity: bigint, more: object = {}) =>
  write(setup, (db) =>
    reserveFefo(db, setup, {
      siteId,
      goodsId,
      quantity,
      document: { documentKind: "test", documentId: randomUUID() },
      ...more,
    }),
  );
const setFloor = (site: { id: string; areaCode: string }, goodsId: string, floor: bigint) =>
  write(setup, (db) =>
    db.stockLevel.upsert({
      where: { siteId_goodsId: { siteId: site.id, goodsId } },
      create: { siteId: site.id, goodsId, areaCode: site.areaCode, floor },
      update: { floor },
    }),
  );

describe("reserving first expired first out", () => {
  it("takes the earliest expiry first and leaves expired lots alone", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods();
    const late = await stocked(site, goods, 100n, { expiresOn: "2099-12-31" });
    const early = await stocked(site, goods, 30n, { expiresOn: "2098-01-01" });
    await stocked(site, goods, 500n, { expiresOn: "2020-01-01" });
    const { reservations, missing } = await wish(site.id, goods.id, 50n);
    expect(missing).toBe(0n);
    expect(reservations.map(({ lotId, quantity }) => ({ lotId, quantity }))).toEqual([
      { lotId: early.lot.id, quantity: 30n },
      { lotId: late.lot.id, quantity: 20n },
    ]);
  });

  it("refuses to go below the reserve floor, says what may be used, and reserves nothing", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods();
    const { lot } = await stocked(site, goods, 100n);
    await setFloor(site, goods.id, 60n);
    const refusal = (await wish(site.id, goods.id, 50n).catch((error: unknown) => error)) as Refusal;
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal.reason).toMatchObject({ key: "errors.stock.belowFloor", params: { available: 40n, wanted: 50n } });
    expect(await read(setup, (db) => db.stockReservation.count({ where: { lotId: lot.id } }))).toBe(0);
    expect((await wish(site.id, goods.id, 40n)).missing).toBe(0n);
  });

  it("tells a shortage from a floor: what is not there is short, by how much", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods();
    await stocked(site, goods, 10n);
    const refusal = (await wish(site.id, goods.id, 12n).catch((error: unknown) => error)) as Refusal;
    expect(refusal.reason).toMatchObject({ key: "storage.refusals.short", params: { available: 10n, missing: 2n } });
  });

  it("gives what can be had when part is enough, and says what is missing", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods();
    await stocked(site, goods, 10n);
    await setFloor(site, goods.id, 4n);
    const { reservations, missing } = await wish(site.id, goods.id, 9n, { partial: true });
    expect(reservations.reduce((sum, one) => sum + one.quantity, 0n)).toBe(6n);
    expect(missing).toBe(3n);
  });

  it("reserves whole packs only where packs may not be opened", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods({ packBreaking: false });
    await stocked(site, goods, 100n, { packSize: 20n });
    const { reservations, missing } = await wish(site.id, goods.id, 50n);
    expect(reservations.map((one) => one.quantity)).toEqual([40n]);
    expect(missing).toBe(10n);
    const refusal = (await wish(site.id, goods.id, 5n).catch((error: unknown) => error)) as Refusal;
    expect(refusal.reason.key).toBe("storage.refusals.lessThanAPack");
  });

  it("never promises below the floor: 60 parallel wishes of 1 on 50 with a floor of 20", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods();
    await stocked(site, goods, 25n, { expiresOn: "2098-01-01" });
    await stocked(site, goods, 25n, { expiresOn: "2099-01-01" });
    await setFloor(site, goods.id, 20n);
    const outcomes = await Promise.allSettled(Array.from({ length: 60 }, () => wish(site.id, goods.id, 1n)));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled").length).toBe(30);
    expect(
      outcomes.every(
        (outcome) =>
          outcome.status === "fulfilled" ||
          (outcome.reason instanceof Refusal && outcome.reason.reason.key === "errors.stock.belowFloor"),
      ),
    ).toBe(true);
    const balances = await read(setup, (db) => db.stockBalance.findMany({ where: { siteId: site.id } }));
    expect(balances.reduce((sum, row) => sum + row.onHand - row.reserved, 0n)).toBe(20n);
  });
});
