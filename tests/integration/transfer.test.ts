import { describe, expect, it } from "vitest";
import { moveTransfer } from "@/lib/operation/transport/transfer/commands/move";
import { transferFromPlan } from "@/lib/operation/transport/transfer/commands/from-plan";
import { write } from "@/lib/platform/db/access";
import { Refusal } from "@/lib/platform/errors";
import { withConnection } from "@/lib/platform/launch/roles";
import { actorAs, setup } from "../support/actors";
import { caught } from "../support/refusals";
import { aTransfer, balance, transferMove, transferRow, transportStage } from "../support/transport";
import { AREAS, someGoods, stocked } from "../support/world";

const { cast, database } = transportStage();

describe("release", () => {
  it("reserves the earliest to expire first, and what is reserved cannot be promised to another order", async () => {
    const goods = await someGoods();
    const late = await stocked(cast.store, goods, 50n, { expiresOn: "2099-12-31" });
    const early = await stocked(cast.store, goods, 30n, { expiresOn: "2099-01-31" });
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 60n }]);
    await transferMove(cast.officer, id, "release");
    expect((await balance(cast.store, "shelf", early.lot.id)).reserved).toBe(30n);
    expect((await balance(cast.store, "shelf", late.lot.id)).reserved).toBe(30n);
    const other = await aTransfer(cast, [{ goodsId: goods.id, quantity: 21n }]);
    const refusal = (await caught(transferMove(cast.officer, other, "release"))) as Refusal;
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal.items[0]?.params).toMatchObject({ wanted: 21n, available: 20n, missing: 1n });
    expect((await transferRow(other)).state).toBe("draft");
  });

  it("names every line that is short and reserves nothing of the order", async () => {
    const [plenty, little, none] = [await someGoods(), await someGoods(), await someGoods()];
    const { lot } = await stocked(cast.store, plenty, 100n);
    const short = await stocked(cast.store, little, 5n);
    const id = await aTransfer(cast, [
      { goodsId: plenty.id, quantity: 10n },
      { goodsId: little.id, lotId: short.lot.id, quantity: 6n },
      { goodsId: none.id, quantity: 1n },
    ]);
    const refusal = (await caught(transferMove(cast.officer, id, "release"))) as Refusal;
    expect(refusal.items).toHaveLength(2);
    expect((await balance(cast.store, "shelf", lot.id)).reserved).toBe(0n);
  });

  it("keeps a chosen lot above the reserve floor", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 100n);
    await write(setup, (db) =>
      db.stockLevel.create({
        data: { siteId: cast.store.id, goodsId: goods.id, areaCode: cast.store.areaCode, floor: 80n },
      }),
    );
    const id = await aTransfer(cast, [{ goodsId: goods.id, lotId: lot.id, quantity: 21n }]);
    const refusal = (await caught(transferMove(cast.officer, id, "release"))) as Refusal;
    expect(refusal.items[0]).toMatchObject({ key: "errors.stock.belowFloor", params: { available: 20n } });
  });

  it("lets one of two orders win when both want the last stock at once", async () => {
    const goods = await someGoods();
    await stocked(cast.store, goods, 10n);
    const orders = await Promise.all(
      Array.from({ length: 8 }, () => aTransfer(cast, [{ goodsId: goods.id, quantity: 6n }])),
    );
    const outcomes = await Promise.allSettled(orders.map((id) => transferMove(cast.officer, id, "release")));
    expect(outcomes.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    for (const each of outcomes) if (each.status === "rejected") expect(each.reason).toBeInstanceOf(Refusal);
  });

  it("done twice with one key happens once; cancelled it frees the stock", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 10n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 10n }]);
    const send = () => moveTransfer(cast.officer, { id, version: 1, move: "release" }, "same-key");
    expect(await Promise.all([send(), send()])).toEqual([
      { id, state: "released", version: 2 },
      { id, state: "released", version: 2 },
    ]);
    expect((await balance(cast.store, "shelf", lot.id)).reserved).toBe(10n);
    await transferMove(cast.officer, id, "cancel", "不需要了");
    expect((await balance(cast.store, "shelf", lot.id)).reserved).toBe(0n);
  });

  it("by an adopted plan asks no transfer permission and keeps the plan's lots", async () => {
    const commander = await actorAs("commander", { areaCode: AREAS.districtB });
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 40n);
    const incident = await write(setup, (db) =>
      db.incident.create({
        data: { kind: "epidemic", nameZh: "事件", nameEn: "Incident", areaCode: AREAS.city, startedAt: new Date() },
      }),
    );
    // The plan's own machine is another capability's: only its row is needed here.
    const plan = await withConnection(database.adminUrl, async (client) => {
      await client.query("SET session_replication_role = replica");
      const { rows } = await client.query<{ id: string }>(
        `INSERT INTO allocation_plan (incident_id, area_code, objective, horizon_days, options, business_at)
         VALUES ($1, $2, 'lifeFirst', 3, '{}', now()) RETURNING id`,
        [incident.id, AREAS.districtB],
      );
      return rows[0] as { id: string };
    });
    const input = {
      fromSiteId: cast.store.id,
      toSiteId: cast.recipient.id,
      purpose: "supply" as const,
      priority: "lifeSaving" as const,
      note: "",
      lines: [{ goodsId: goods.id, lotId: lot.id, quantity: 40n, ratioNeed: 1, ratioSubstitute: 1 }],
    };
    const made = await write(commander, (db) => transferFromPlan(db, commander, plan.id, input));
    expect(await transferRow(made.id)).toMatchObject({ state: "released", planId: plan.id, version: 2 });
    expect((await balance(cast.store, "shelf", lot.id)).reserved).toBe(40n);
    const again = await caught(write(commander, (db) => transferFromPlan(db, commander, plan.id, input)));
    expect(again).toBeInstanceOf(Refusal);
  });
});
