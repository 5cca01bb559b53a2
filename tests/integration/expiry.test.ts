import { describe, expect, it } from "vitest";
import { releaseExpired } from "@/lib/operation/transport/recall/commands";
import { getShipment } from "@/lib/operation/transport/shipment/queries";
import { pickTransfer } from "@/lib/operation/transport/transfer/commands/pick";
import { getTransfer } from "@/lib/operation/transport/transfer/queries";
import { Refusal } from "@/lib/platform/errors";
import { withConnection } from "@/lib/platform/launch/roles";
import { setup } from "../support/actors";
import { caught } from "../support/refusals";
import {
  aShipment,
  balance,
  pickedTransfer,
  releasedTransfer,
  shipmentMove,
  transferMove,
  transferRow,
  transportStage,
} from "../support/transport";
import { eventsOf, someGoods, stocked } from "../support/world";

const { cast, database } = transportStage();

describe("a lot that expires", () => {
  /** Ages a lot as a day passing would: its expiry is yesterday's. */
  const expire = (lotId: string) =>
    withConnection(database.ownerUrl, (client) =>
      client.query("UPDATE lot SET expires_on = current_date - 2 WHERE id = $1", [lotId]),
    );

  it("makes its lines short at once, is never picked, and its promises are released in the night, once", async () => {
    const goods = await someGoods();
    const { lot, shelf } = await stocked(cast.store, goods, 10n, { expiresOn: "2099-01-01" });
    const id = await releasedTransfer(cast, goods.id, 10n);
    const [line] = (await transferRow(id)).lines;
    await expire(lot.id);
    expect((await getTransfer(cast.operator, id)).lines[0]?.short).toBe(10n);
    const picks = [{ lineId: line?.id ?? "", lotId: lot.id, placeId: shelf, quantity: 10n }];
    const refusal = (await caught(pickTransfer(cast.operator, { id, version: 2, picks }))) as Refusal;
    expect(refusal.items[0]?.key).toBe("errors.stock.lotExpired");
    expect(await releaseExpired(setup)).toBe(1);
    expect(await releaseExpired(setup)).toBe(0);
    expect((await balance(cast.store, "shelf", lot.id)).reserved).toBe(0n);
    expect((await eventsOf(id)).at(-1)?.payload).toMatchObject({ move: "loseLot", facts: { lot: lot.number } });
  });

  it("gives its promises back when the order reserves anew, and another lot takes its place", async () => {
    const goods = await someGoods();
    const old = await stocked(cast.store, goods, 10n, { expiresOn: "2099-01-01" });
    const id = await releasedTransfer(cast, goods.id, 10n);
    await expire(old.lot.id);
    const fresh = await stocked(cast.store, goods, 10n, { expiresOn: "2099-01-01" });
    await transferMove(cast.officer, id, "reserveRest");
    expect((await balance(cast.store, "shelf", old.lot.id)).reserved).toBe(0n);
    expect((await balance(cast.store, "shelf", fresh.lot.id)).reserved).toBe(10n);
  });

  it("picked before is flagged and refused at the lorry", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 10n, { expiresOn: "2099-01-01" });
    const transferId = await pickedTransfer(cast, [{ goodsId: goods.id, quantity: 10n }]);
    await expire(lot.id);
    expect((await getTransfer(cast.operator, transferId)).lines[0]?.unfit).toMatchObject([{ why: "expired" }]);
    const id = await aShipment(cast, transferId, "planned");
    expect((await getShipment(cast.operator, id)).lines[0]?.unfit).toBe("expired");
    expect(await caught(shipmentMove(cast.operator, id, "load"))).toBeInstanceOf(Refusal);
  });
});
