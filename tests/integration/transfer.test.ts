import { describe, expect, it } from "vitest";
import { createTransfer } from "@/lib/operation/transport/transfer/commands/create";
import { moveTransfer } from "@/lib/operation/transport/transfer/commands/move";
import { pickTransfer } from "@/lib/operation/transport/transfer/commands/pick";
import { putBack } from "@/lib/operation/transport/transfer/commands/put-back";
import { transferFromPlan } from "@/lib/operation/transport/transfer/commands/from-plan";
import { TRANSFER_STATES } from "@/lib/operation/transport/transfer/schema";
import { transferAccess } from "@/lib/operation/transport/transfer/commands/access";
import { transferMachine } from "@/lib/operation/transport/transfer/machine";
import type { Actor } from "@/lib/platform/auth/actor";
import { PERMISSIONS } from "@/lib/platform/auth/permissions";
import { read, write } from "@/lib/platform/db/access";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { withConnection } from "@/lib/platform/launch/roles";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { moveWithin } from "@/lib/platform/workflow/run";
import type { Role } from "@/lib/platform/db/generated/enums";
import { actorAs, setup } from "../support/actors";
import {
  aShipment,
  aTransfer,
  balance,
  caught,
  pickedTransfer,
  pickReserved,
  transferMove,
  transferRow,
  transportStage,
} from "../support/transport";
import { AREAS, aSite, someGoods, stocked } from "../support/world";

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

describe("picking", () => {
  it("uses up the promises, moves shelf to staging and is finished when nothing is left", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 100n);
    const id = await pickedTransfer(cast, [{ goodsId: goods.id, quantity: 70n }]);
    expect(await transferRow(id)).toMatchObject({ state: "picked", lines: [{ picked: 70n }] });
    expect(await balance(cast.store, "shelf", lot.id)).toEqual({ onHand: 30n, reserved: 0n });
    expect((await balance(cast.store, "staging", lot.id)).onHand).toBe(70n);
  });

  it("in parts keeps the rest promised", async () => {
    const goods = await someGoods();
    const { lot, shelf } = await stocked(cast.store, goods, 100n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 70n }]);
    await transferMove(cast.officer, id, "release");
    const line = (await transferRow(id)).lines[0]?.id ?? "";
    const pick = { lineId: line, lotId: lot.id, placeId: shelf, quantity: 25n };
    await pickTransfer(cast.operator, { id, version: 2, picks: [pick] });
    expect(await balance(cast.store, "shelf", lot.id)).toEqual({ onHand: 75n, reserved: 45n });
    const tooMuch = (await caught(
      pickTransfer(cast.operator, { id, version: 3, picks: [{ ...pick, quantity: 46n }] }),
    )) as Refusal;
    expect(tooMuch.items[0]).toMatchObject({
      key: "transport.transfer.refusals.pickTooMuch",
      params: { available: 45n },
    });
    expect((await transferRow(id)).state).toBe("picking");
  });

  it("takes another lot only with a reason, and frees the promised one", async () => {
    const goods = await someGoods();
    const promised = await stocked(cast.store, goods, 40n, { expiresOn: "2099-01-31" });
    const other = await stocked(cast.store, goods, 40n, { expiresOn: "2099-06-30" });
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 40n }]);
    await transferMove(cast.officer, id, "release");
    const line = (await transferRow(id)).lines[0]?.id ?? "";
    const pick = { lineId: line, lotId: other.lot.id, placeId: other.shelf, quantity: 15n };
    const without = (await caught(pickTransfer(cast.operator, { id, version: 2, picks: [pick] }))) as Refusal;
    expect(without.reason.key).toBe("transport.transfer.refusals.substitutionReason");
    await pickTransfer(cast.operator, {
      id,
      version: 2,
      picks: [{ ...pick, substitutionReason: "前排被堵" }],
    });
    expect(await balance(cast.store, "shelf", promised.lot.id)).toEqual({ onHand: 40n, reserved: 25n });
    expect(await balance(cast.store, "shelf", other.lot.id)).toEqual({ onHand: 25n, reserved: 0n });
  });

  it("never takes an expired or recalled lot, whatever was promised", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 10n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 10n }]);
    await transferMove(cast.officer, id, "release");
    await write(setup, (db) =>
      db.lot.update({ where: { id: lot.id }, data: { recalled: true, recallReason: "测试" } }),
    );
    const refusal = (await caught(pickReserved(cast, id))) as Refusal;
    expect(refusal.items[0]?.key).toBe("errors.stock.lotRecalled");
    expect((await transferRow(id)).lines[0]?.picked).toBe(0n);
  });

  it("of other goods is refused: a substitute is a decision of the plan, not of the shelf", async () => {
    const [wanted, other] = [await someGoods(), await someGoods()];
    await stocked(cast.store, wanted, 10n);
    const foreign = await stocked(cast.store, other, 10n);
    const id = await aTransfer(cast, [{ goodsId: wanted.id, quantity: 10n }]);
    await transferMove(cast.officer, id, "release");
    const line = (await transferRow(id)).lines[0]?.id ?? "";
    const refusal = (await caught(
      pickTransfer(cast.operator, {
        id,
        version: 2,
        picks: [
          { lineId: line, lotId: foreign.lot.id, placeId: foreign.shelf, quantity: 1n, substitutionReason: "无" },
        ],
      }),
    )) as Refusal;
    expect(refusal.items[0]?.key).toBe("transport.transfer.refusals.pickOtherGoods");
  });

  it("can be put back on the shelf as long as no shipment carries it", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 20n);
    const id = await pickedTransfer(cast, [{ goodsId: goods.id, quantity: 20n }]);
    const row = await transferRow(id);
    const input = {
      id,
      version: row.version,
      lineId: row.lines[0]?.id ?? "",
      move: "putBack" as const,
      reason: "拣错",
    };
    const cancelled = (await caught(transferMove(cast.officer, id, "cancel", "试"))) as Refusal;
    expect(cancelled.reason.key).toBe("transport.transfer.refusals.stillStaged");
    await aShipment(cast, id, "planned");
    const carried = (await caught(putBack(cast.operator, input))) as Refusal;
    expect(carried.reason.key).toBe("transport.transfer.refusals.nothingToPutBack");
    const other = await stocked(cast.store, goods, 5n);
    const free = await pickedTransfer(cast, [{ goodsId: goods.id, lotId: other.lot.id, quantity: 5n }]);
    const freeRow = await transferRow(free);
    await putBack(cast.operator, { ...input, id: free, version: freeRow.version, lineId: freeRow.lines[0]?.id ?? "" });
    expect((await balance(cast.store, "shelf", other.lot.id)).onHand).toBe(5n);
    expect((await balance(cast.store, "staging", lot.id)).onHand).toBe(20n);
    await transferMove(cast.officer, free, "cancel", "不发了");
  });
});

describe("back-orders", () => {
  it("take what could not be picked; the first order no longer answers for it", async () => {
    const goods = await someGoods();
    const { lot, shelf } = await stocked(cast.store, goods, 100n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 100n }]);
    await transferMove(cast.officer, id, "release");
    const line = (await transferRow(id)).lines[0]?.id ?? "";
    await pickTransfer(cast.operator, {
      id,
      version: 2,
      picks: [{ lineId: line, lotId: lot.id, placeId: shelf, quantity: 60n }],
    });
    await transferMove(cast.operator, id, "finishPicking");
    expect((await balance(cast.store, "shelf", lot.id)).reserved).toBe(0n);
    await aShipment(cast, id, "departed");
    await transferMove(cast.officer, id, "backOrder");
    const row = await transferRow(id);
    expect(row.lines[0]).toMatchObject({ quantity: 100n, picked: 60n, shipped: 60n, backOrdered: 40n });
    const child = await read(setup, (db) =>
      db.transferOrder.findFirstOrThrow({ where: { parentId: id }, include: { lines: true } }),
    );
    expect(child).toMatchObject({ state: "draft", purpose: "backOrder", lines: [{ quantity: 40n }] });
    const again = (await caught(transferMove(cast.officer, id, "backOrder"))) as Refusal;
    expect(again.reason.key).toBe("transport.transfer.refusals.nothingLeft");
    await expect(
      write(setup, (db) => db.transferLine.update({ where: { id: line }, data: { picked: 61n } })),
    ).rejects.toBeInstanceOf(Refusal);
  });
});

describe("a crash", () => {
  it("between reserving and finishing leaves nothing behind", async () => {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, 10n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 10n }]);
    const crash = write(cast.officer, (db) =>
      moveWithin(
        db,
        cast.officer,
        transferAccess,
        "release",
        {
          effect: async () => {
            throw new Error("power cut");
          },
        },
        { id, version: 1, input: null },
      ),
    );
    await expect(crash).rejects.toThrow("power cut");
    expect(await transferRow(id)).toMatchObject({ state: "draft", version: 1 });
    expect((await balance(cast.store, "shelf", lot.id)).reserved).toBe(0n);
    const events = await read(setup, (db) => db.event.count({ where: { documentId: id } }));
    expect(events).toBe(1);
  });
});

describe("who may do what", () => {
  const roles = [...new Set(Object.values(PERMISSIONS).flatMap((row) => Object.keys(row)))] as Role[];
  const ends = (store: { id: string; areaCode: string }, to: { id: string; areaCode: string }) => ({
    from: { areaCode: store.areaCode, siteId: store.id },
    to: { areaCode: to.areaCode, siteId: to.id },
  });

  it("follows the permission table for every state, move and role at the sending end", async () => {
    let refused = 0;
    for (const role of roles) {
      const actor = await actorAs(role, { areaCode: AREAS.districtA, siteId: cast.store.id });
      for (const state of TRANSFER_STATES) {
        const offered = offeredMoves(actor, transferMachine, { state }, ends(cast.store, cast.recipient)).map(
          (move) => move.name,
        );
        const expected = Object.entries(transferMachine.moves)
          .filter(([, move]) => {
            const row: Partial<Record<Role, string>> = PERMISSIONS[move.permission];
            const reach = row[role];
            return (
              !("automatic" in move && move.automatic) &&
              (move.from as readonly string[]).includes(state) &&
              (reach === "area" || reach === "site" || reach === "all")
            );
          })
          .map(([name]) => name);
        expect(offered, `${role} in ${state}`).toEqual(expected);
        refused += Object.keys(transferMachine.moves).length - offered.length;
      }
    }
    expect(refused).toBeGreaterThan(0);
  });

  it("an operator of the receiving end may not pick at the sending one, nor a stranger see it", async () => {
    const goods = await someGoods();
    await stocked(cast.store, goods, 10n);
    const id = await aTransfer(cast, [{ goodsId: goods.id, quantity: 10n }]);
    await transferMove(cast.officer, id, "release");
    const attempt = (actor: Actor) => caught(moveTransfer(actor, { id, version: 2, move: "cancel", reason: "试" }));
    expect(await attempt(cast.receiver)).toMatchObject({ reason: { key: "errors.notAllowed" } });
    const elsewhere = await aSite(AREAS.districtA);
    const stranger = await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: elsewhere.id });
    expect(await attempt(stranger)).toMatchObject({ reason: { key: "errors.notFound" } });
    const denied = await caught(
      createTransfer(cast.operator, {
        fromSiteId: cast.store.id,
        toSiteId: cast.recipient.id,
        purpose: "supply",
        priority: "routine",
        note: "",
        lines: [{ goodsId: goods.id, quantity: 1n, ratioNeed: 1, ratioSubstitute: 1 }],
      }),
    );
    expect(denied).toBeInstanceOf(NotFound);
  });
});
