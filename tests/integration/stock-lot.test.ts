import { beforeAll, describe, expect, it } from "vitest";
import { acceptDelivery } from "@/lib/operation/procurement/commands/accept";
import { announceDelivery } from "@/lib/operation/procurement/commands/announce";
import { countDelivery } from "@/lib/operation/procurement/commands/count";
import { importDeliveries } from "@/lib/operation/procurement/commands/import-deliveries";
import { inspectDelivery } from "@/lib/operation/procurement/commands/inspect";
import { moveDelivery } from "@/lib/operation/procurement/commands/move-delivery";
import {
  announceDeliveryInput,
  countDeliveryInput,
  inspectDeliveryInput,
} from "@/lib/operation/procurement/schema/delivery";
import { reclassifyLot, undoReclassify } from "@/lib/operation/storage/commands/lot";
import { recallLot } from "@/lib/operation/transport/recall/commands";
import { dismissPack, resolvePack } from "@/lib/operation/storage/commands/pack";
import { putAway } from "@/lib/operation/storage/commands/put-away";
import type { Actor } from "@/lib/platform/auth/actor";
import { read, write } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import { placeOf } from "@/lib/platform/ledger/places";
import { reserve } from "@/lib/platform/ledger/reserve";
import { actorAs, setup } from "../support/actors";
import { refusalOf } from "../support/refusals";
import { ownDatabase } from "../support/stage";
import { aParty, AREAS, aSite, onHandIn, someGoods, stocked } from "../support/world";

ownDatabase();
let officer: Actor;
let colleague: Actor;
beforeAll(async () => {
  officer = await actorAs("reserveOfficer", { areaCode: AREAS.city }, "officer");
  colleague = await actorAs("reserveOfficer", { areaCode: AREAS.city }, "colleague");
});

const operatorAt = (site: { id: string; areaCode: string }) =>
  actorAs("warehouseOperator", { areaCode: site.areaCode, siteId: site.id });

/** A lot of packs of unknown size on the shelf, with its query. */
async function unknownPacks(site: { id: string }, packs: bigint, goodsId: string) {
  const donor = await aParty();
  await importDeliveries(setup, [
    {
      kind: "donation",
      incidentId: null,
      partyId: donor.id,
      siteId: site.id,
      receivedAt: new Date(),
      lines: [{ goodsId, unit: "件", baseUnitsPerUnit: null, quantity: packs, spec: "原装" }],
    },
  ]);
  return read(setup, (db) => db.packQuery.findFirstOrThrow({ where: { goodsId }, orderBy: { id: "desc" } }));
}

describe("putting goods away", () => {
  it("waits for acceptance, then moves from the dock to the zone", async () => {
    const site = await aSite(AREAS.districtA);
    const operator = await operatorAt(site);
    const goods = await someGoods();
    const donor = await aParty();
    const { id } = await announceDelivery(
      operator,
      announceDeliveryInput.parse({
        kind: "donation",
        partyId: donor.id,
        siteId: site.id,
        lines: [{ goodsId: goods.id, unit: "只", announced: "10" }],
      }),
    );
    await moveDelivery(operator, { id, version: 1, move: "arrive" });
    const line = await read(setup, (db) => db.deliveryLine.findFirstOrThrow({ where: { deliveryId: id } }));
    await countDelivery(
      operator,
      countDeliveryInput.parse({ id, version: 2, lines: [{ lineId: line.id, counted: "10" }] }),
    );
    const balance = await read(setup, (db) => db.stockBalance.findFirstOrThrow({ where: { siteId: site.id } }));
    const item = { lotId: balance.lotId, fromPlaceId: balance.placeId, quantity: 10n };
    const early = await refusalOf(putAway(operator, { siteId: site.id, zone: "A", items: [item] }));
    expect(early.items[0]?.key).toBe("storage.refusals.notAccepted");
    await inspectDelivery(
      operator,
      inspectDeliveryInput.parse({
        id,
        version: 3,
        lines: [{ lineId: line.id, splits: [{ quantity: "10", condition: "good", disposition: "accept" }] }],
      }),
    );
    await acceptDelivery(operator, { id, version: 4 });
    await putAway(operator, { siteId: site.id, zone: "A", items: [item] }, "same-key");
    await putAway(operator, { siteId: site.id, zone: "A", items: [item] }, "same-key");
    const shelf = await write(setup, (db) => placeOf(db, site, "shelf", "A"));
    expect(await onHandIn(shelf, balance.lotId)).toBe(10n);
    // Posted under the delivery, so that reversing the delivery takes the goods off the shelf too.
    await moveDelivery(officer, { id, version: 5, move: "reverse", reason: "误收" });
    expect(await onHandIn(shelf, balance.lotId)).toBe(0n);
  });
});

describe("a lot", () => {
  it("recalled can no longer be promised, and again once the recall is withdrawn", async () => {
    const site = await aSite(AREAS.districtA);
    const { lot, shelf } = await stocked(site, await someGoods(), 10n);
    const promise = () =>
      write(setup, (db) =>
        reserve(db, setup, { documentKind: "test", documentId: site.id }, [
          { placeId: shelf, lotId: lot.id, quantity: 1n },
        ]),
      );
    await recallLot(officer, { lotId: lot.id, version: 1, recalled: "yes", reason: "厂家召回" });
    expect((await refusalOf(promise())).items[0]?.key).toBe("errors.stock.lotRecalled");
    await recallLot(officer, { lotId: lot.id, version: 2, recalled: "no", reason: "复检合格" });
    await promise();
  });

  it("cannot be recalled by somebody whose area holds none of it", async () => {
    const site = await aSite(AREAS.districtA);
    const { lot } = await stocked(site, await someGoods(), 10n);
    const stranger = await actorAs("reserveOfficer", { areaCode: AREAS.districtB });
    await expect(
      recallLot(stranger, { lotId: lot.id, version: 1, recalled: "yes", reason: "误" }),
    ).rejects.toBeInstanceOf(NotFound);
  });

  it("booked as other goods (N95 that are KN95) keeps both lots in the ledger, and can be undone by reversal", async () => {
    const site = await aSite(AREAS.districtA);
    const [n95, kn95] = [await someGoods({ standard: "GB 19083-2010" }), await someGoods({ standard: "GB 2626-2006" })];
    const { lot, shelf } = await stocked(site, n95, 4_000n);
    const { id } = await reclassifyLot(officer, { lotId: lot.id, toGoodsId: kn95.id, reason: "实为 KN95" });
    expect(await onHandIn(shelf, lot.id)).toBe(0n);
    expect(await onHandIn(shelf, id)).toBe(4_000n);
    const made = await read(setup, (db) => db.lot.findUniqueOrThrow({ where: { id } }));
    expect(made).toMatchObject({ goodsId: kn95.id, sourceKind: "reclassified", sourceId: lot.id });
    await undoReclassify(colleague, { lotId: id, reason: "检测报告更正" });
    expect([await onHandIn(shelf, lot.id), await onHandIn(shelf, id)]).toEqual([4_000n, 0n]);
  });

  it("is not reclassified while part of it is promised", async () => {
    const site = await aSite(AREAS.districtA);
    const { lot, shelf } = await stocked(site, await someGoods(), 10n);
    await write(setup, (db) =>
      reserve(db, setup, { documentKind: "test", documentId: site.id }, [
        { placeId: shelf, lotId: lot.id, quantity: 1n },
      ]),
    );
    const other = await someGoods();
    await refusalOf(reclassifyLot(officer, { lotId: lot.id, toGoodsId: other.id, reason: "改类" }));
    expect(await onHandIn(shelf, lot.id)).toBe(10n);
  });
});

describe("an unknown pack size", () => {
  it("settled converts every pack into base units at its place, and remembers the size for later deliveries", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods();
    const query = await unknownPacks(site, 7n, goods.id);
    await resolvePack(officer, {
      id: query.id,
      version: 1,
      baseUnits: 48n,
      reason: "开箱清点",
      remember: "on",
    });
    const balances = await read(setup, (db) =>
      db.stockBalance.findMany({ where: { siteId: site.id, onHand: { gt: 0 } }, include: { lot: true, place: true } }),
    );
    expect(balances.map((row) => [row.place.kind, row.lot.unit, row.onHand, row.lot.packSize])).toEqual([
      ["shelf", "只", 336n, 48n],
    ]);
    const donor = await aParty();
    await importDeliveries(setup, [
      {
        kind: "donation",
        incidentId: null,
        partyId: donor.id,
        siteId: site.id,
        receivedAt: new Date(),
        lines: [{ goodsId: goods.id, unit: "件", baseUnitsPerUnit: null, quantity: 2n, spec: "原装" }],
      },
    ]);
    const later = await read(setup, (db) => db.stockBalance.findMany({ where: { siteId: site.id, onHand: 96n } }));
    expect(later.length).toBe(1);
  });

  it("is settled once: the second answer, and a second person at the same moment, change nothing", async () => {
    const site = await aSite(AREAS.districtA);
    const goods = await someGoods();
    const query = await unknownPacks(site, 3n, goods.id);
    const answers = await Promise.allSettled(
      [officer, colleague].map((actor) =>
        resolvePack(actor, { id: query.id, version: 1, baseUnits: 10n, reason: "箱标" }),
      ),
    );
    expect(answers.filter((answer) => answer.status === "fulfilled").length).toBe(1);
    const sum = await read(setup, (db) =>
      db.stockBalance.aggregate({ where: { siteId: site.id }, _sum: { onHand: true } }),
    );
    expect(sum._sum.onHand).toBe(30n);
  });

  it("may be left unknown, with the reason", async () => {
    const site = await aSite(AREAS.districtA);
    const query = await unknownPacks(site, 3n, (await someGoods()).id);
    await dismissPack(officer, { id: query.id, version: 1, move: "dismiss", reason: "已整箱发出" });
    await refusalOf(resolvePack(officer, { id: query.id, version: 2, baseUnits: 10n, reason: "箱标" }));
  });
});
