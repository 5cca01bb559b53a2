import { beforeAll, describe, expect, it } from "vitest";
import { approveDemand } from "@/lib/operation/demand/commands/approve";
import { confirmDemand } from "@/lib/operation/demand/commands/confirm";
import { recordFulfilment, recordPromised, recordReceived, recordShipped } from "@/lib/operation/demand/fulfilment";
import { needsOfSite } from "@/lib/operation/demand/queries/detail";
import { listDemand } from "@/lib/operation/demand/queries/list";
import { openNeeds, unmetByClassAndAge } from "@/lib/operation/demand/queries/needs";
import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, write } from "@/lib/platform/db/access";
import { Refusal } from "@/lib/platform/errors";
import { actorAs, setup } from "../support/actors";
import { aDemand, demandCast, demandRow, demandStage } from "../support/demand";
import { caught } from "../support/refusals";
import { AREAS, aSite, someGoods } from "../support/world";

const { cast } = demandStage();
/** Works in another district than the need: fulfilment is an effect and must reach it all the same. */
let warehouse: Actor;
beforeAll(async () => {
  const store = await aSite(AREAS.districtB);
  warehouse = await actorAs("warehouseOperator", { areaCode: AREAS.districtB, siteId: store.id });
});

const step = (body: (db: Db) => Promise<void>) => write(warehouse, body);
const lineOf = (request: { lines: { id: string }[] }) => (request.lines[0] as { id: string }).id;

describe("fulfilment of a demand", () => {
  it("follows what is received: none, partly, fulfilled, and back when a receipt is reversed", async () => {
    const request = await aDemand(cast);
    const line = lineOf(request);
    await step((db) => recordPromised(db, warehouse, line, 100n));
    await step((db) => recordShipped(db, warehouse, line, 100n));
    const states = [];
    for (const quantity of [40n, 60n, -60n, -40n]) {
      await step((db) => recordReceived(db, warehouse, line, quantity));
      const row = await demandRow(request.id);
      states.push([row.fulfilment, row.unmetPermille]);
    }
    expect(states).toEqual([
      ["partly", 600],
      ["fulfilled", 0],
      ["partly", 600],
      ["none", 1000],
    ]);
  });

  it("never promises beyond what was approved: 40 parallel promises of 10 on 100 end at 100", async () => {
    const request = await aDemand(cast);
    const line = lineOf(request);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, () => step((db) => recordPromised(db, warehouse, line, 10n))),
    );
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(10);
    for (const outcome of outcomes)
      if (outcome.status === "rejected")
        expect(outcome.reason).toMatchObject({
          reason: { key: "demand.promiseBeyond", params: { wanted: 10n, most: 0n } },
        });
    expect((await demandRow(request.id)).lines[0]?.promised).toBe(100n);
  });

  it("ships nothing that was not approved and promised, by whatever door it is tried", async () => {
    const request = await aDemand(cast);
    const line = lineOf(request);
    await step((db) => recordPromised(db, warehouse, line, 50n));
    const refusal = (await caught(step((db) => recordShipped(db, warehouse, line, 51n)))) as Refusal;
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal.reason).toMatchObject({ key: "demand.shipBeyond", params: { wanted: 51n, most: 50n } });
    await expect(
      write(setup, (db) => db.demandLine.update({ where: { id: line }, data: { shipped: 51n } })),
    ).rejects.toMatchObject({ reason: { key: "demand.shippedBeyondPromised" } });
    await expect(
      write(setup, (db) => db.demandLine.update({ where: { id: line }, data: { promised: 101n } })),
    ).rejects.toMatchObject({ reason: { key: "demand.promisedBeyondApproved" } });
  });

  it("opens the need again for what will never arrive; a short delivery is not a fulfilled one", async () => {
    const request = await aDemand(cast);
    const line = lineOf(request);
    await step((db) => recordPromised(db, warehouse, line, 100n));
    await step((db) => recordShipped(db, warehouse, line, 100n));
    await step((db) => recordReceived(db, warehouse, line, 80n, 20n));
    const after = await demandRow(request.id);
    expect(after.fulfilment).toBe("partly");
    expect(after.lines[0]).toMatchObject({ promised: 80n, shipped: 80n, received: 80n });
    const [need] = await openNeeds(cast.commander, { goodsIds: [after.lines[0]?.goodsId as string] });
    expect(need).toMatchObject({ lineId: line, remaining: 20n });
  });

  it("loses and duplicates nothing when the step fails between two lines", async () => {
    const goods = [await someGoods(), await someGoods()];
    const request = await aDemand(cast, { lines: goods.map(({ id }) => ({ goodsId: id, quantity: 10n })) });
    const [first, second] = request.lines.map((line) => line.id) as [string, string];
    const failed = step((db) =>
      recordFulfilment(db, warehouse, "promised", [
        { demandLineId: first, quantity: 10n },
        { demandLineId: second, quantity: 11n },
      ]),
    );
    await expect(failed).rejects.toBeInstanceOf(Refusal);
    expect((await demandRow(request.id)).lines.map((line) => line.promised)).toEqual([0n, 0n]);
  });

  it("lets a caller go on within its own reach after a named refusal it caught", async () => {
    const request = await aDemand(cast);
    const seen = await write(warehouse, async (db) => {
      await recordPromised(db, warehouse, lineOf(request), 101n).catch(() => undefined);
      return db.demandRequest.count({ where: { id: request.id } });
    });
    expect(seen).toBe(0);
  });

  it("goes on counting what arrives after the requester said no longer, and stays closed", async () => {
    const request = await aDemand(cast);
    const line = lineOf(request);
    await step((db) => recordPromised(db, warehouse, line, 50n));
    await confirmDemand(cast.requester, { id: request.id, answer: "noLonger", note: "", lines: [] });
    await step((db) => recordShipped(db, warehouse, line, 50n));
    await step((db) => recordReceived(db, warehouse, line, 50n));
    expect(await demandRow(request.id)).toMatchObject({ fulfilment: "closed", lines: [{ received: 50n }] });
  });
});

describe("open needs", () => {
  it("holds approved unmet lines only, the gravest and oldest first, met ones gone, estimates and unknowns marked", async () => {
    const place = await demandCast();
    const goods = await someGoods();
    const line = { goodsId: goods.id, quantity: 10n };
    const routine = await aDemand(place, { lines: [line], priority: "routine" });
    const grave = await aDemand(place, { lines: [line], priority: "lifeSaving" });
    const met = await aDemand(place, { lines: [line], priority: "lifeSaving" });
    await aDemand(place, { lines: [line], priority: "lifeSaving", upTo: "verified" });
    const estimated = await aDemand(place, {
      lines: [{ goodsId: goods.id, quantityUnknown: true, quantityEstimate: 6n, quantityBasis: "按床位" }],
    });
    const unknown = await aDemand(place, { lines: [{ goodsId: goods.id, quantityUnknown: true }] });
    const stale = await aDemand(place, { lines: [line], priority: "lifeSaving" });
    await write(setup, (db) =>
      db.demandRequest.update({
        where: { id: stale.id },
        data: { confirmedAt: new Date(Date.now() - 73 * 3_600_000) },
      }),
    );
    await write(setup, async (db) => {
      await recordPromised(db, setup, lineOf(met), 10n);
      await recordShipped(db, setup, lineOf(met), 10n);
      await recordReceived(db, setup, lineOf(met), 10n);
      await recordPromised(db, setup, lineOf(routine), 4n);
    });
    const needs = await openNeeds(place.commander, { goodsIds: [goods.id] });
    expect(needs.map((need) => [need.requestId, need.remaining, need.estimated, need.stale])).toEqual([
      [grave.id, 10n, false, false],
      [estimated.id, 6n, true, false],
      [unknown.id, null, true, false],
      [routine.id, 6n, false, false],
      [stale.id, 10n, false, true],
    ]);
    const open = await listDemand(place.commander, { view: "open", siteId: place.hospital.id }, {});
    expect(open.rows.map((row) => row.id)).not.toContain(met.id);
    expect(open.rows.at(-1)?.id).toBe(stale.id);

    const elsewhere = await actorAs("commander", { areaCode: AREAS.districtB });
    expect(await openNeeds(elsewhere)).toEqual([]);
    const cells = await unmetByClassAndAge(place.commander, { incidentId: place.incident.id });
    expect(cells.map((cell) => [cell.priority, cell.lines, cell.unknownLines, cell.amounts])).toEqual([
      ["lifeSaving", 2, 0, [{ unit: "只", stated: 20n, estimated: 0n }]],
      ["urgent", 2, 1, [{ unit: "只", stated: 0n, estimated: 6n }]],
      ["routine", 1, 0, [{ unit: "只", stated: 10n, estimated: 0n }]],
    ]);
  });

  it("treats an amount an approver set for an unknown line as approved, and never fulfils an unknown one by arithmetic", async () => {
    const goods = await someGoods();
    const lines = [{ goodsId: goods.id, quantityUnknown: true }];
    const set = await aDemand(cast, { lines, upTo: "verified" });
    await approveDemand(cast.commander, { id: set.id, version: 3, lines: [{ lineId: lineOf(set), approved: 8n }] });
    const left = await aDemand(cast, { lines });
    await write(setup, async (db) => {
      for (const request of [set, left]) {
        await recordPromised(db, setup, lineOf(request), 8n);
        await recordShipped(db, setup, lineOf(request), 8n);
        await recordReceived(db, setup, lineOf(request), 8n);
      }
    });
    expect([(await demandRow(set.id)).fulfilment, (await demandRow(left.id)).fulfilment]).toEqual([
      "fulfilled",
      "partly",
    ]);
  });

  it("shows the requester what was promised, shipped and received, and by which shipment", async () => {
    const request = await aDemand(cast);
    const line = request.lines[0] as (typeof request.lines)[number];
    const store = await aSite(AREAS.districtB);
    const transfer = await write(setup, async (db) => {
      await recordPromised(db, setup, line.id, 30n);
      return db.transferOrder.create({
        data: {
          fromSiteId: store.id,
          fromAreaCode: store.areaCode,
          toSiteId: cast.hospital.id,
          toAreaCode: cast.hospital.areaCode,
          businessAt: new Date(),
          lines: { create: { position: 0, goodsId: line.goodsId, unit: "只", quantity: 30n, demandLineId: line.id } },
        },
      });
    });
    const { requests, carriages } = await needsOfSite(cast.requester, cast.hospital.id);
    expect(requests.find((row) => row.id === request.id)?.lines[0]?.promised).toBe(30n);
    expect(carriages.find((carriage) => carriage.demandLineId === line.id)).toMatchObject({
      transfer: { number: transfer.number, fromName: store.name, quantity: 30n },
      shipment: null,
    });
  });
});
