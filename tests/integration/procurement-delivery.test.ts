import { describe, expect, it } from "vitest";
import { acceptDelivery } from "@/lib/operation/procurement/commands/accept";
import { countDelivery } from "@/lib/operation/procurement/commands/count";
import { inspectDelivery } from "@/lib/operation/procurement/commands/inspect";
import { moveDelivery } from "@/lib/operation/procurement/commands/move-delivery";
import { receiveInFull } from "@/lib/operation/procurement/commands/receive-in-full";
import { countDeliveryInput, inspectDeliveryInput } from "@/lib/operation/procurement/schema/delivery";
import { read, write } from "@/lib/platform/db/access";
import { Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { actorAs, operatorAt, setup } from "../support/actors";
import { announced, aStore, deliveryVersion, type Store, stockOf } from "../support/procurement";
import { refusalOf } from "../support/refusals";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite, someGoods } from "../support/world";

ownDatabase();

/** A delivery of one line, counted as it was announced. */
async function counted(store: Store, goodsId: string, quantity: string) {
  const { operator } = store;
  const delivery = await announced(store, [{ goodsId, unit: "只", announced: quantity }]);
  await moveDelivery(operator, { id: delivery.id, version: 1, move: "arrive" });
  await countDelivery(
    operator,
    countDeliveryInput.parse({
      id: delivery.id,
      version: 2,
      lines: [{ lineId: delivery.lines[0]?.id, counted: quantity }],
    }),
  );
  return delivery;
}

describe("a delivery", () => {
  it("stocks nothing before it is counted, and then exactly what was counted, on the dock", async () => {
    const store = await aStore();
    const goods = await someGoods();
    const { id, lines } = await announced(store, [{ goodsId: goods.id, unit: "只", announced: "1000" }]);
    await moveDelivery(store.operator, { id, version: 1, move: "arrive" });
    expect(await stockOf(store.site.id)).toEqual({});
    await countDelivery(
      store.operator,
      countDeliveryInput.parse({ id, version: 2, lines: [{ lineId: lines[0]?.id, counted: "980" }] }),
    );
    expect(await stockOf(store.site.id)).toEqual({ dock: 980n });
    const line = await read(setup, (db) => db.deliveryLine.findUniqueOrThrow({ where: { id: lines[0]?.id ?? "" } }));
    expect([line.announced, line.counted, line.accepted]).toEqual([1000n, 980n, 0n]);
  });

  it("is split by inspection into shelf, quarantine, back to the donor and destroyed, losing nothing", async () => {
    const { site, operator } = await aStore();
    const goods = await someGoods();
    const delivery = await counted({ site, operator }, goods.id, "100");
    const split = (quantity: string, condition: string, disposition: string) => ({
      quantity,
      condition,
      disposition,
      reason: disposition === "accept" ? "" : "抽检",
    });
    await inspectDelivery(
      operator,
      inspectDeliveryInput.parse({
        id: delivery.id,
        version: 3,
        lines: [
          {
            lineId: delivery.lines[0]?.id,
            splits: [
              split("60", "good", "accept"),
              split("20", "opened", "quarantine"),
              split("15", "good", "returnToParty"),
              split("5", "damaged", "destroy"),
            ],
          },
        ],
      }),
    );
    const moved = await acceptDelivery(operator, { id: delivery.id, version: 4, zone: "A1" });
    expect(moved.state).toBe("partlyAccepted");
    expect(await stockOf(site.id)).toEqual({ shelf: 60n, quarantine: 20n });
    const entries = await read(setup, (db) =>
      db.stockEntry.findMany({ where: { documentId: delivery.id }, include: { fromPlace: true, toPlace: true } }),
    );
    const into = (kind: string) =>
      entries.filter((entry) => entry.toPlace.kind === kind).reduce((sum, entry) => sum + entry.quantity, 0n) -
      entries.filter((entry) => entry.fromPlace.kind === kind).reduce((sum, entry) => sum + entry.quantity, 0n);
    expect(into("donor")).toBe(-85n);
    expect(into("loss")).toBe(5n);
    expect(into("conversion")).toBe(0n);
    expect(into("dock")).toBe(0n);
    const lots = await read(setup, (db) =>
      db.lot.findMany({ where: { sourceKind: "deliveryLine", sourceId: delivery.lines[0]?.id } }),
    );
    expect(lots.map((lot) => lot.condition).sort()).toEqual(["damaged", "good", "opened"]);
  });

  it("refuses an inspection that forgets units, accepts damaged goods, or rejects without a reason; names the line", async () => {
    const store = await aStore();
    const delivery = await counted(store, (await someGoods()).id, "10");
    const attempt = (splits: object[]) =>
      inspectDelivery(
        store.operator,
        inspectDeliveryInput.parse({
          id: delivery.id,
          version: 3,
          lines: [{ lineId: delivery.lines[0]?.id, splits }],
        }),
      );
    const short = await refusalOf(attempt([{ quantity: "9", condition: "good", disposition: "accept" }]));
    expect(short.items[1]).toMatchObject({
      key: "procurement.refusals.splitsDoNotAddUp",
      params: { counted: 10n, total: 9n, difference: 1n },
    });
    const damaged = await refusalOf(attempt([{ quantity: "10", condition: "damaged", disposition: "accept" }]));
    expect(damaged.items[1]?.key).toBe("procurement.refusals.onlyGoodIsAccepted");
    const silent = await refusalOf(attempt([{ quantity: "10", condition: "good", disposition: "destroy" }]));
    expect(silent.items[1]?.key).toBe("errors.reasonNeeded");
    expect(await deliveryVersion(delivery.id)).toBe(3);
  });

  it("cannot be counted with a line left out", async () => {
    const store = await aStore();
    const goods = await someGoods();
    const delivery = await announced(store, [
      { goodsId: goods.id, unit: "只", announced: "1" },
      { goodsId: goods.id, unit: "只", announced: "2" },
    ]);
    await moveDelivery(store.operator, { id: delivery.id, version: 1, move: "arrive" });
    const refusal = await refusalOf(
      countDelivery(
        store.operator,
        countDeliveryInput.parse({
          id: delivery.id,
          version: 2,
          lines: [{ lineId: delivery.lines[0]?.id, counted: "1" }],
        }),
      ),
    );
    expect(refusal.reason.key).toBe("procurement.refusals.linesNotCounted");
  });

  it("is counted once: the same key twice books once, two people at once leave one loser", async () => {
    const { site, operator: first } = await aStore();
    const second = await operatorAt(site);
    const goods = await someGoods();
    const delivery = await announced({ site, operator: first }, [{ goodsId: goods.id, unit: "只", announced: "5" }]);
    await moveDelivery(first, { id: delivery.id, version: 1, move: "arrive" });
    const input = countDeliveryInput.parse({
      id: delivery.id,
      version: 2,
      lines: [{ lineId: delivery.lines[0]?.id, counted: "5" }],
    });
    const outcomes = await Promise.allSettled([
      countDelivery(first, input, "k1"),
      countDelivery(first, input, "k1"),
      countDelivery(second, input, "k2"),
    ]);
    const lost = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(lost.length).toBeGreaterThanOrEqual(1);
    expect(lost.every((outcome) => outcome.reason instanceof Conflict || outcome.reason instanceof Refusal)).toBe(true);
    expect(await stockOf(site.id)).toEqual({ dock: 5n });
  });

  it("converts known packs at counting and keeps unknown ones in their own unit, with an open query", async () => {
    const store = await aStore();
    const known = await someGoods();
    const unknown = await someGoods();
    await write(setup, (db) => db.pack.create({ data: { goodsId: known.id, unit: "箱", baseUnits: 50n } }));
    const delivery = await announced(store, [
      { goodsId: known.id, unit: "箱", announced: "4" },
      { goodsId: unknown.id, unit: "件", announced: "7", spec: "大件" },
    ]);
    await receiveInFull(store.operator, { id: delivery.id, version: 1, zone: "" });
    expect(await stockOf(store.site.id, "只")).toEqual({ shelf: 200n });
    expect(await stockOf(store.site.id, "件")).toEqual({ shelf: 7n });
    const queries = await read(setup, (db) => db.packQuery.findMany({ where: { siteId: store.site.id } }));
    expect(queries.map(({ goodsId, unit, spec, state }) => ({ goodsId, unit, spec, state }))).toEqual([
      { goodsId: unknown.id, unit: "件", spec: "大件", state: "open" },
    ]);
  });

  it("taken in as announced goes through every state of the ordinary path", async () => {
    const store = await aStore();
    const goods = await someGoods();
    const delivery = await announced(store, [{ goodsId: goods.id, unit: "只", announced: "8" }]);
    await receiveInFull(store.operator, { id: delivery.id, version: 1, zone: "B2" });
    const events = await read(setup, (db) =>
      db.event.findMany({ where: { documentId: delivery.id, type: "delivery.moved" }, orderBy: { id: "asc" } }),
    );
    expect(events.map((event) => (event.payload as { move: string }).move)).toEqual([
      "arrive",
      "count",
      "inspect",
      "accept",
    ]);
  });

  it("is reversed whole, the latest entry first, and leaves no stock; not once the goods have moved on", async () => {
    const store = await aStore();
    const goods = await someGoods();
    const officer = await actorAs("reserveOfficer", { areaCode: AREAS.city });
    const delivery = await announced(store, [{ goodsId: goods.id, unit: "只", announced: "8" }]);
    await receiveInFull(store.operator, { id: delivery.id, version: 1, zone: "" });
    const version = await deliveryVersion(delivery.id);
    await expect(
      moveDelivery(store.operator, { id: delivery.id, version, move: "reverse", reason: "重复" }),
    ).rejects.toBeInstanceOf(NotFound);
    await moveDelivery(officer, { id: delivery.id, version, move: "reverse", reason: "重复入账" });
    expect(await stockOf(store.site.id)).toEqual({});
  });

  it("is invisible and untouchable from another site or district", async () => {
    const stranger = await operatorAt(await aSite(AREAS.districtB));
    const goods = await someGoods();
    const delivery = await announced(await aStore(), [{ goodsId: goods.id, unit: "只", announced: "8" }]);
    await expect(moveDelivery(stranger, { id: delivery.id, version: 1, move: "arrive" })).rejects.toBeInstanceOf(
      NotFound,
    );
  });
});
