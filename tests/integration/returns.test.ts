import { describe, expect, it } from "vitest";
import { reopenDiscrepancy } from "@/lib/operation/distribution/discrepancy/commands/move";
import { resolveDiscrepancy } from "@/lib/operation/distribution/discrepancy/commands/resolve";
import { putAway } from "@/lib/operation/storage/commands/put-away";
import { createTransfer } from "@/lib/operation/transport/transfer/commands/create";
import { pickTransfer } from "@/lib/operation/transport/transfer/commands/pick";
import { read, write } from "@/lib/platform/db/access";
import { placeOf } from "@/lib/platform/ledger/places";
import { post } from "@/lib/platform/ledger/post";
import { actorAs, setup } from "../support/actors";
import { caught } from "../support/refusals";
import {
  aShipment,
  balance,
  casesOf,
  countAndSign,
  pickedTransfer,
  shipmentMove,
  shipmentRow,
  transferMove,
  transferRow,
  transportStage,
} from "../support/transport";
import { AREAS, someGoods, stocked } from "../support/world";

const { cast } = transportStage();

/** Goods a recipient has received. */
async function delivered(quantity: bigint) {
  const goods = await someGoods();
  const { lot } = await stocked(cast.store, goods, quantity);
  await write(setup, async (db) => {
    const [shelf, recipient] = [await placeOf(db, cast.store, "shelf"), await placeOf(db, cast.recipient, "recipient")];
    await post(db, setup, { documentKind: "test", documentId: null, businessAt: new Date() }, [
      { kind: "deliver", lotId: lot.id, fromPlaceId: shelf, toPlaceId: recipient, quantity },
    ]);
  });
  return { goods, lot };
}
/** A draft that sends them back. */
const back = (goodsId: string, lotId: string, quantities: bigint[]) =>
  createTransfer(cast.officer, {
    fromSiteId: cast.recipient.id,
    toSiteId: cast.store.id,
    purpose: "return",
    priority: "routine",
    note: "",
    lines: quantities.map((quantity) => ({ goodsId, lotId, quantity, ratioNeed: 1, ratioSubstitute: 1 })),
  });
/** What a recipient holds of a lot by the ledger: what came less what went. */
async function inTheHandsOf(site: { id: string }, lotId: string): Promise<bigint> {
  const entries = await read(setup, (db) =>
    db.stockEntry.findMany({ where: { lotId }, include: { fromPlace: true, toPlace: true } }),
  );
  const at = (place: { siteId: string; kind: string }) => place.siteId === site.id && place.kind === "recipient";
  return entries.reduce(
    (sum, entry) => sum + (at(entry.toPlace) ? entry.quantity : 0n) - (at(entry.fromPlace) ? entry.quantity : 0n),
    0n,
  );
}
/** Ten pieces on their way back to the store, up to a state. */
async function comingBack(upTo: "departed" | "arrived") {
  const { goods, lot } = await delivered(10n);
  const { id } = await back(goods.id, lot.id, [10n]);
  await transferMove(cast.officer, id, "release");
  const place = await write(setup, (db) => placeOf(db, cast.recipient, "recipient"));
  await pickTransfer(cast.officer, {
    id,
    version: 2,
    picks: [{ lineId: (await transferRow(id)).lines[0]?.id ?? "", lotId: lot.id, placeId: place, quantity: 10n }],
  });
  const side = {
    ...cast,
    operator: cast.officer,
    driver: await actorAs("driver", { areaCode: AREAS.districtB }),
  };
  return { lot, shipment: await aShipment(side, id, upTo) };
}
const resolve = (id: string, option: "returned" | "lossWrittenOff", quantity: bigint) =>
  resolveDiscrepancy(cast.officer, { id, version: 1, note: "核实后处理", portions: [{ option, quantity }] });

describe("returns of one delivery", () => {
  it("together take back no more than came: line by line, order by order, and two at once", async () => {
    const { goods, lot } = await delivered(10n);
    const twice = await back(goods.id, lot.id, [6n, 6n]);
    expect(await caught(transferMove(cast.officer, twice.id, "release"))).toMatchObject({
      items: [{ key: "transport.transfer.refusals.returnTooMuch", params: { available: 4n, wanted: 6n } }],
    });
    const orders = await Promise.all([6n, 6n].map((quantity) => back(goods.id, lot.id, [quantity])));
    const outcomes = await Promise.allSettled(orders.map(({ id }) => transferMove(cast.officer, id, "release")));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const rest = await back(goods.id, lot.id, [4n]);
    await transferMove(cast.officer, rest.id, "release");
  });

  it("refused at the store's gate are the recipient's again, and may be sent back another time", async () => {
    const { lot, shipment } = await comingBack("arrived");
    expect(await inTheHandsOf(cast.recipient, lot.id)).toBe(0n);
    await shipmentMove(cast.operator, shipment, "turnBack", "库房不收");
    expect(await inTheHandsOf(cast.recipient, lot.id)).toBe(10n);
    // A hospital keeps no stock: nothing may stand on a dock of its own, out of everybody's sight.
    expect((await balance(cast.recipient, "dock", lot.id)).onHand).toBe(0n);
    const again = await back(lot.goodsId, lot.id, [10n]);
    await transferMove(cast.officer, again.id, "release");
  });

  it("found damaged at the store and given back are the recipient's again, not in a quarantine nobody keeps", async () => {
    const { lot, shipment } = await comingBack("arrived");
    await countAndSign(cast.operator, shipment, [{ counted: 7n, damaged: 3n }]);
    const [damaged] = await casesOf(shipment);
    await resolve(damaged?.id ?? "", "returned", 3n);
    expect(await inTheHandsOf(cast.recipient, lot.id)).toBe(3n);
    expect((await balance(cast.recipient, "quarantine", lot.id)).onHand).toBe(0n);
    expect((await balance(cast.store, "dock", lot.id)).onHand).toBe(7n);
  });
});

describe("goods that come back damaged to their store", () => {
  it("lie in quarantine in damaged condition: never put away, never issued, and good again when the case is reopened", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 100n);
    const id = await aShipment(cast, await pickedTransfer(cast, [{ goodsId: goods.id, quantity: 100n }]), "arrived");
    await countAndSign(cast.receiver, id, [{ counted: 92n, damaged: 8n }]);
    const [damaged] = await casesOf(id);
    await resolve(damaged?.id ?? "", "returned", 8n);
    const lots = await read(setup, (db) =>
      db.stockBalance.findMany({
        where: { siteId: cast.store.id, goodsId: goods.id, onHand: { gt: 0n } },
        include: { lot: true, place: true },
      }),
    );
    expect(lots).toMatchObject([{ onHand: 8n, lot: { condition: "damaged" }, place: { kind: "quarantine" } }]);
    const [held] = lots;
    const item = { lotId: held?.lotId ?? "", fromPlaceId: held?.placeId ?? "", quantity: 8n };
    expect(await caught(putAway(cast.operator, { siteId: cast.store.id, zone: "A", items: [item] }))).toMatchObject({
      items: [{ key: "storage.refusals.lotCondition" }],
    });

    await reopenDiscrepancy(cast.officer, { id: damaged?.id ?? "", version: 2, move: "reopen", reason: "另有说法" });
    expect((await balance(cast.store, "transit", lot.id, (await shipmentRow(id)).number)).onHand).toBe(8n);
    expect((await balance(cast.store, "quarantine", item.lotId)).onHand).toBe(0n);
  });
});
