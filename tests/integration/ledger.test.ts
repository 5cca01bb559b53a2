import { describe, expect, it } from "vitest";
import { read, write } from "@/lib/platform/db/access";
import { Refusal } from "@/lib/platform/errors";
import { placeOf } from "@/lib/platform/ledger/places";
import { post, reverse } from "@/lib/platform/ledger/post";
import { endReservations, reserve } from "@/lib/platform/ledger/reserve";
import { setup } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite, someGoods, stocked } from "../support/world";

ownDatabase();

const today = () => new Date();
const source = { documentKind: "test", documentId: null, businessAt: today() };
const balanceOf = (placeId: string, lotId: string) =>
  read(setup, (db) => db.stockBalance.findUnique({ where: { placeId_lotId: { placeId, lotId } } }));

async function issue(shelf: string, lotId: string, site: { id: string; areaCode: string }, quantity: bigint) {
  return write(setup, async (db) => {
    const staging = await placeOf(db, site, "staging");
    return post(db, setup, source, [{ kind: "pick", lotId, fromPlaceId: shelf, toPlaceId: staging, quantity }]);
  });
}

describe("stock ledger", () => {
  it("keeps the balance equal to the sum of movements", async () => {
    const site = await aSite(AREAS.districtA);
    const { lot, shelf } = await stocked(site, await someGoods(), 100n);
    await issue(shelf, lot.id, site, 30n);
    expect((await balanceOf(shelf, lot.id))?.onHand).toBe(70n);
  });

  it("refuses more than is there and names lot, wanted, available and missing", async () => {
    const site = await aSite(AREAS.districtA);
    const { lot, shelf } = await stocked(site, await someGoods(), 10n);
    const refusal = await issue(shelf, lot.id, site, 12n).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).items[0]).toMatchObject({
      key: "errors.stock.lotShort",
      params: { lot: lot.number, wanted: 12, available: 10, missing: 2 },
    });
    expect((await balanceOf(shelf, lot.id))?.onHand).toBe(10n);
  });

  it("never sells the same stock twice: 200 parallel writers on one lot of 50", async () => {
    const site = await aSite(AREAS.districtA);
    const { lot, shelf } = await stocked(site, await someGoods(), 50n);
    await write(setup, (db) => placeOf(db, site, "staging"));
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => issue(shelf, lot.id, site, 1n)));
    const won = outcomes.filter((outcome) => outcome.status === "fulfilled").length;
    const lost = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(won).toBe(50);
    expect(lost.every((outcome) => outcome.status === "rejected" && outcome.reason instanceof Refusal)).toBe(true);
    expect((await balanceOf(shelf, lot.id))?.onHand).toBe(0n);
  }, 120_000);

  it("never promises more than is there: 200 parallel reservations of 1 on 50", async () => {
    const site = await aSite(AREAS.districtA);
    const { lot, shelf } = await stocked(site, await someGoods(), 50n);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 200 }, () =>
        write(setup, (db) =>
          reserve(db, setup, { documentKind: "test", documentId: site.id }, [
            { placeId: shelf, lotId: lot.id, quantity: 1n },
          ]),
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled").length).toBe(50);
    expect(await balanceOf(shelf, lot.id)).toMatchObject({ onHand: 50n, reserved: 50n });
  }, 120_000);

  it("does not let reserved stock be picked by somebody else", async () => {
    const site = await aSite(AREAS.districtA);
    const { lot, shelf } = await stocked(site, await someGoods(), 10n);
    const [reservation] = await write(setup, (db) =>
      reserve(db, setup, { documentKind: "test", documentId: site.id }, [
        { placeId: shelf, lotId: lot.id, quantity: 8n },
      ]),
    );
    await expect(issue(shelf, lot.id, site, 3n)).rejects.toBeInstanceOf(Refusal);
    await write(setup, (db) => endReservations(db, [reservation as string], "released"));
    await issue(shelf, lot.id, site, 3n);
    expect(await balanceOf(shelf, lot.id)).toMatchObject({ onHand: 7n, reserved: 0n });
  });

  it("never issues an expired or a recalled lot", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods();
    const expired = await stocked(site, goods, 10n, { expiresOn: "2020-01-01" });
    const recalled = await stocked(site, goods, 10n);
    await write(setup, (db) =>
      db.lot.update({ where: { id: recalled.lot.id }, data: { recalled: true, recallReason: "测试" } }),
    );
    const first = (await issue(expired.shelf, expired.lot.id, site, 1n).catch((error: unknown) => error)) as Refusal;
    expect(first.items[0]?.key).toBe("errors.stock.lotExpired");
    const second = (await issue(recalled.shelf, recalled.lot.id, site, 1n).catch((error: unknown) => error)) as Refusal;
    expect(second.items[0]?.key).toBe("errors.stock.lotRecalled");
  });

  it("corrects by reversal, the latest first, once", async () => {
    const site = await aSite(AREAS.districtA);
    const { lot, shelf } = await stocked(site, await someGoods(), 100n);
    const document = { documentKind: "test", documentId: site.id, businessAt: today() };
    const { staging, dock } = await write(setup, async (db) => ({
      staging: await placeOf(db, site, "staging"),
      dock: await placeOf(db, site, "dock"),
    }));
    const [first] = await write(setup, (db) =>
      post(db, setup, document, [
        { kind: "pick", lotId: lot.id, fromPlaceId: shelf, toPlaceId: staging, quantity: 40n },
      ]),
    );
    const [second] = await write(setup, (db) =>
      post(db, setup, document, [
        { kind: "load", lotId: lot.id, fromPlaceId: staging, toPlaceId: dock, quantity: 10n },
      ]),
    );
    await expect(write(setup, (db) => reverse(db, setup, document, [first as bigint], "误拣"))).rejects.toBeInstanceOf(
      Refusal,
    );
    await write(setup, (db) => reverse(db, setup, document, [second as bigint, first as bigint], "误拣"));
    expect((await balanceOf(shelf, lot.id))?.onHand).toBe(100n);
    await expect(write(setup, (db) => reverse(db, setup, document, [first as bigint], "再次"))).rejects.toThrow();
  });

  it("cannot be rewritten: the application's role may not update or delete entries, nor touch balances", async () => {
    await expect(write(setup, (db) => db.$executeRaw`UPDATE stock_entry SET quantity = 1`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(write(setup, (db) => db.$executeRaw`DELETE FROM stock_entry`)).rejects.toThrow(/permission denied/);
    await expect(write(setup, (db) => db.$executeRaw`UPDATE stock_balance SET on_hand = 1`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(write(setup, (db) => db.$executeRaw`DELETE FROM event`)).rejects.toThrow(/permission denied/);
  });
});
