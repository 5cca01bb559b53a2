import { beforeAll, describe, expect, it } from "vitest";
import { acceptDelivery } from "@/lib/operation/procurement/commands/accept";
import { announceDelivery } from "@/lib/operation/procurement/commands/announce";
import { countDelivery } from "@/lib/operation/procurement/commands/count";
import { importDeliveries } from "@/lib/operation/procurement/commands/import-deliveries";
import { inspectDelivery } from "@/lib/operation/procurement/commands/inspect";
import { moveDelivery } from "@/lib/operation/procurement/commands/move-delivery";
import { createOrder, moveOrder } from "@/lib/operation/procurement/commands/order";
import { receiveInFull } from "@/lib/operation/procurement/commands/receive-in-full";
import { linkDuplicate, reviewDuplicate } from "@/lib/operation/procurement/commands/review-duplicate";
import {
  announceDeliveryInput,
  countDeliveryInput,
  inspectDeliveryInput,
} from "@/lib/operation/procurement/schema/delivery";
import type { Actor } from "@/lib/platform/auth/actor";
import { read, write } from "@/lib/platform/db/access";
import { Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { actorAs, setup } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite, someGoods, unique } from "../support/world";

ownDatabase();
let site: Awaited<ReturnType<typeof aSite>>;
let operator: Actor;
let officer: Actor;
beforeAll(async () => {
  site = await aSite(AREAS.districtA);
  operator = await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: site.id });
  officer = await actorAs("reserveOfficer", { areaCode: AREAS.city });
});

const aParty = (kind: "donor" | "supplier" = "donor") =>
  write(setup, (db) => db.party.create({ data: { kind, name: unique("单位"), areaCode: AREAS.city } }));

/** Balances of a site by kind of place, summed over lots counted in one unit. */
async function stockOf(siteId: string, unit = "只") {
  const rows = await read(setup, (db) =>
    db.stockBalance.findMany({ where: { siteId, onHand: { gt: 0 }, lot: { unit } }, include: { place: true } }),
  );
  const sums: Record<string, bigint> = {};
  for (const row of rows) sums[row.place.kind] = (sums[row.place.kind] ?? 0n) + row.onHand;
  return sums;
}

async function announced(lines: object[], more: object = {}, at = site) {
  const party = await aParty();
  const { id } = await announceDelivery(
    operator,
    announceDeliveryInput.parse({ kind: "donation", partyId: party.id, siteId: at.id, lines, ...more }),
  );
  return read(setup, (db) => db.delivery.findUniqueOrThrow({ where: { id }, include: { lines: true } }));
}
const versionOf = async (id: string) =>
  (await read(setup, (db) => db.delivery.findUniqueOrThrow({ where: { id } }))).version;
const refusalOf = async (promise: Promise<unknown>) => {
  const error = await promise.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
};

async function counted(goodsId: string, announcedQuantity: string, countedQuantity: string, at = site) {
  const delivery = await announced([{ goodsId, unit: "只", announced: announcedQuantity }], {}, at);
  await moveDelivery(operator, { id: delivery.id, version: 1, move: "arrive" });
  await countDelivery(
    operator,
    countDeliveryInput.parse({
      id: delivery.id,
      version: 2,
      lines: [{ lineId: delivery.lines[0]?.id, counted: countedQuantity }],
    }),
  );
  return delivery;
}

describe("a delivery", () => {
  it("stocks nothing before it is counted, and then exactly what was counted, on the dock", async () => {
    const here = await aSite(AREAS.districtA);
    const worker = await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: here.id });
    const goods = await someGoods();
    const party = await aParty();
    const { id } = await announceDelivery(
      worker,
      announceDeliveryInput.parse({
        kind: "donation",
        partyId: party.id,
        siteId: here.id,
        lines: [{ goodsId: goods.id, unit: "只", announced: "1000" }],
      }),
    );
    await moveDelivery(worker, { id, version: 1, move: "arrive" });
    expect(await stockOf(here.id)).toEqual({});
    const { lines } = await read(setup, (db) =>
      db.delivery.findUniqueOrThrow({ where: { id }, include: { lines: true } }),
    );
    await countDelivery(
      worker,
      countDeliveryInput.parse({ id, version: 2, lines: [{ lineId: lines[0]?.id, counted: "980" }] }),
    );
    expect(await stockOf(here.id)).toEqual({ dock: 980n });
    const line = await read(setup, (db) => db.deliveryLine.findUniqueOrThrow({ where: { id: lines[0]?.id ?? "" } }));
    expect([line.announced, line.counted, line.accepted]).toEqual([1000n, 980n, 0n]);
  });

  it("is split by inspection into shelf, quarantine, back to the donor and destroyed, losing nothing", async () => {
    const here = await aSite(AREAS.districtA);
    operator = await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: here.id });
    const goods = await someGoods();
    const delivery = await counted(goods.id, "100", "100", here);
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
    expect(await stockOf(here.id)).toEqual({ shelf: 60n, quarantine: 20n });
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
    const goods = await someGoods();
    const delivery = await counted(goods.id, "10", "10", await siteOf(operator));
    const attempt = (splits: object[]) =>
      inspectDelivery(
        operator,
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
    expect(await versionOf(delivery.id)).toBe(3);
  });

  it("cannot be counted with a line left out", async () => {
    const here = await siteOf(operator);
    const goods = await someGoods();
    const delivery = await announced(
      [
        { goodsId: goods.id, unit: "只", announced: "1" },
        { goodsId: goods.id, unit: "只", announced: "2" },
      ],
      {},
      here,
    );
    await moveDelivery(operator, { id: delivery.id, version: 1, move: "arrive" });
    const refusal = await refusalOf(
      countDelivery(
        operator,
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
    const here = await aSite(AREAS.districtA);
    const first = await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: here.id });
    const second = await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: here.id });
    operator = first;
    const goods = await someGoods();
    const delivery = await announced([{ goodsId: goods.id, unit: "只", announced: "5" }], {}, here);
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
    expect(await stockOf(here.id)).toEqual({ dock: 5n });
  });

  it("converts known packs at counting and keeps unknown ones in their own unit, with an open query", async () => {
    const here = await aSite(AREAS.districtA);
    operator = await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: here.id });
    const known = await someGoods();
    const unknown = await someGoods();
    await write(setup, (db) => db.pack.create({ data: { goodsId: known.id, unit: "箱", baseUnits: 50n } }));
    const delivery = await announced(
      [
        { goodsId: known.id, unit: "箱", announced: "4" },
        { goodsId: unknown.id, unit: "件", announced: "7", spec: "大件" },
      ],
      {},
      here,
    );
    await receiveInFull(operator, { id: delivery.id, version: 1, zone: "" });
    expect(await stockOf(here.id, "只")).toEqual({ shelf: 200n });
    expect(await stockOf(here.id, "件")).toEqual({ shelf: 7n });
    const queries = await read(setup, (db) => db.packQuery.findMany({ where: { siteId: here.id } }));
    expect(queries.map(({ goodsId, unit, spec, state }) => ({ goodsId, unit, spec, state }))).toEqual([
      { goodsId: unknown.id, unit: "件", spec: "大件", state: "open" },
    ]);
  });

  it("taken in as announced goes through every state of the ordinary path", async () => {
    const here = await siteOf(operator);
    const goods = await someGoods();
    const delivery = await announced([{ goodsId: goods.id, unit: "只", announced: "8" }], {}, here);
    await receiveInFull(operator, { id: delivery.id, version: 1, zone: "B2" });
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
    const here = await aSite(AREAS.districtA);
    operator = await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: here.id });
    const goods = await someGoods();
    const delivery = await announced([{ goodsId: goods.id, unit: "只", announced: "8" }], {}, here);
    await receiveInFull(operator, { id: delivery.id, version: 1, zone: "" });
    const version = await versionOf(delivery.id);
    await expect(
      moveDelivery(operator, { id: delivery.id, version, move: "reverse", reason: "重复" }),
    ).rejects.toBeInstanceOf(NotFound);
    await moveDelivery(officer, { id: delivery.id, version, move: "reverse", reason: "重复入账" });
    expect(await stockOf(here.id)).toEqual({});
  });

  it("is invisible and untouchable from another site or district", async () => {
    const stranger = await actorAs("warehouseOperator", {
      areaCode: AREAS.districtB,
      siteId: (await aSite(AREAS.districtB)).id,
    });
    const goods = await someGoods();
    const delivery = await announced([{ goodsId: goods.id, unit: "只", announced: "8" }], {}, await siteOf(operator));
    await expect(moveDelivery(stranger, { id: delivery.id, version: 1, move: "arrive" })).rejects.toBeInstanceOf(
      NotFound,
    );
  });
});

const siteOf = async (actor: Actor) =>
  read(setup, (db) => db.site.findUniqueOrThrow({ where: { id: actor.assignments[0]?.siteId ?? "" } }));

describe("a likely repeat", () => {
  it("is not taken in while under review, never once confirmed, and as any other once cleared", async () => {
    const here = await aSite(AREAS.districtA);
    operator = await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: here.id });
    const goods = await someGoods();
    const make = () => announced([{ goodsId: goods.id, unit: "只", announced: "8" }], {}, here);
    const [original, repeat, lookalike] = [await make(), await make(), await make()];
    await receiveInFull(operator, { id: original.id, version: 1, zone: "" });
    for (const one of [repeat, lookalike])
      await linkDuplicate(officer, { id: one.id, version: 1, duplicateOfId: original.id, reason: "同名同量" });
    const refusal = await refusalOf(receiveInFull(operator, { id: repeat.id, version: 2, zone: "" }));
    expect(refusal.reason.key).toBe("procurement.refusals.duplicateUnderReview");
    await reviewDuplicate(officer, { id: repeat.id, version: 2, verdict: "duplicate", reason: "累计表已含" });
    await reviewDuplicate(officer, {
      id: lookalike.id,
      version: 2,
      verdict: "distinct",
      reason: "两车",
      receive: "on",
    });
    expect(await stockOf(here.id)).toEqual({ shelf: 16n });
    const states = await read(setup, (db) =>
      db.delivery.findMany({
        where: { siteId: here.id },
        orderBy: { id: "asc" },
        select: { state: true, duplicateState: true },
      }),
    );
    expect(states).toEqual([
      { state: "accepted", duplicateState: null },
      { state: "rejected", duplicateState: "confirmed" },
      { state: "accepted", duplicateState: "rejected" },
    ]);
  });

  it("cannot be declared once the goods are stocked", async () => {
    const here = await siteOf(operator);
    const goods = await someGoods();
    const first = await announced([{ goodsId: goods.id, unit: "只", announced: "8" }], {}, here);
    const second = await announced([{ goodsId: goods.id, unit: "只", announced: "8" }], {}, here);
    await receiveInFull(operator, { id: first.id, version: 1, zone: "" });
    const refusal = await refusalOf(
      linkDuplicate(officer, {
        id: first.id,
        version: await versionOf(first.id),
        duplicateOfId: second.id,
        reason: "重复",
      }),
    );
    expect(refusal.reason.key).toBe("procurement.refusals.alreadyStocked");
  });
});

describe("importing deliveries", () => {
  it("stocks 250 lines of 50 deliveries in one transaction, leaves repeats and unknown amounts announced", async () => {
    const here = await aSite(AREAS.districtA);
    const goods = await Promise.all([someGoods(), someGoods(), someGoods(), someGoods(), someGoods()]);
    const party = await aParty();
    const at = new Date("2020-01-28T04:00:00Z");
    const one = (extra: object = {}) => ({
      kind: "donation" as const,
      incidentId: null,
      partyId: party.id,
      siteId: here.id,
      receivedAt: at,
      lines: goods.map((row) => ({ goodsId: row.id, unit: "只", baseUnitsPerUnit: null, quantity: 10n })),
      ...extra,
    });
    const results = await importDeliveries(setup, [
      ...Array.from({ length: 50 }, () => one()),
      one({ duplicateOf: { index: 0, reason: "截至28日" } }),
      one({ lines: [{ goodsId: goods[0].id, unit: "只", baseUnitsPerUnit: null, quantity: null }] }),
    ]);
    expect(results.map((result) => result.state)).toEqual([...Array(50).fill("accepted"), "announced", "announced"]);
    expect(await stockOf(here.id)).toEqual({ shelf: 2500n });
    const entries = await read(setup, (db) =>
      db.stockEntry.findMany({ where: { toSiteId: here.id, kind: "putAway" }, select: { businessAt: true } }),
    );
    expect(entries.length).toBe(250);
    expect(entries.every((entry) => entry.businessAt.getTime() === at.getTime())).toBe(true);
  });

  it("imports a row once: the same import row again is refused and nothing of that batch is stocked", async () => {
    const here = await aSite(AREAS.districtA);
    const goods = await someGoods();
    const party = await aParty();
    const batch = await write(setup, (db) => db.importBatch.findFirst({ select: { id: true } }));
    expect(batch).toBeNull();
    const rowId = "01920000-0000-7000-8000-000000000001";
    const one = {
      kind: "donation" as const,
      incidentId: null,
      partyId: party.id,
      siteId: here.id,
      receivedAt: new Date("2020-01-28T04:00:00Z"),
      lines: [{ goodsId: goods.id, unit: "只", baseUnitsPerUnit: null, quantity: 10n, importRowId: rowId }],
    };
    await importDeliveries(setup, [one]);
    await expect(importDeliveries(setup, [one])).rejects.toBeInstanceOf(Conflict);
    expect(await stockOf(here.id)).toEqual({ shelf: 10n });
  });
});

describe("a purchase order", () => {
  it("is approved by another person, fills with what is accepted, and names what is short or over", async () => {
    const here = await aSite(AREAS.districtA);
    const buyer = await actorAs("procurementOfficer", { areaCode: AREAS.city });
    const commander = await actorAs("commander", { areaCode: AREAS.city });
    const worker = await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: here.id });
    const goods = await someGoods();
    const supplier = await aParty("supplier");
    const { id } = await createOrder(buyer, {
      partyId: supplier.id,
      siteId: here.id,
      note: "",
      lines: [{ goodsId: goods.id, quantity: 100n, priceMinor: 120n, note: "" }],
    });
    await moveOrder(buyer, { id, version: 1, move: "submit" });
    await expect(moveOrder(buyer, { id, version: 2, move: "approve" })).rejects.toBeInstanceOf(NotFound);
    await moveOrder(commander, { id, version: 2, move: "approve" });
    await moveOrder(buyer, { id, version: 3, move: "order" });
    const order = await read(setup, (db) =>
      db.purchaseOrder.findUniqueOrThrow({ where: { id }, include: { lines: true } }),
    );
    const arrival = async (quantity: string) => {
      const delivery = await announceDelivery(
        worker,
        announceDeliveryInput.parse({
          kind: "purchase",
          orderId: id,
          partyId: supplier.id,
          siteId: here.id,
          lines: [{ goodsId: goods.id, orderLineId: order.lines[0]?.id, unit: "只", announced: quantity }],
        }),
      );
      await receiveInFull(worker, { id: delivery.id, version: 1, zone: "" });
      return delivery.id;
    };
    const state = async () => (await read(setup, (db) => db.purchaseOrder.findUniqueOrThrow({ where: { id } }))).state;
    await arrival("40");
    expect(await state()).toBe("partlyReceived");
    const second = await arrival("70");
    expect(await state()).toBe("received");
    const received = await read(setup, (db) => db.purchaseOrderLine.findFirstOrThrow({ where: { orderId: id } }));
    expect(received.received).toBe(110n);
    await moveDelivery(officer, { id: second, version: await versionOf(second), move: "reverse", reason: "误收" });
    expect(await state()).toBe("partlyReceived");
  });

  it("cannot be closed while a delivery against it is under way", async () => {
    const here = await aSite(AREAS.districtA);
    const buyer = await actorAs("procurementOfficer", { areaCode: AREAS.city });
    const commander = await actorAs("commander", { areaCode: AREAS.city });
    const goods = await someGoods();
    const supplier = await aParty("supplier");
    const { id } = await createOrder(buyer, {
      partyId: supplier.id,
      siteId: here.id,
      note: "",
      lines: [{ goodsId: goods.id, quantity: 100n, note: "" }],
    });
    await moveOrder(buyer, { id, version: 1, move: "submit" });
    await moveOrder(commander, { id, version: 2, move: "approve" });
    await moveOrder(buyer, { id, version: 3, move: "order" });
    await announceDelivery(
      buyer,
      announceDeliveryInput.parse({
        kind: "purchase",
        orderId: id,
        partyId: supplier.id,
        siteId: here.id,
        lines: [{ goodsId: goods.id, unit: "只", announced: "1" }],
      }),
    );
    const refusal = await refusalOf(moveOrder(buyer, { id, version: 4, move: "cancel", reason: "不要了" }));
    expect(refusal.reason).toMatchObject({ key: "procurement.refusals.openDeliveries", params: { count: 1 } });
  });
});
