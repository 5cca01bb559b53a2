import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { advanceDay, bringDay, morningOf, setClock } from "@/lib/decision/scenario/commands";
import { WUHAN_2020 } from "@/lib/decision/scenario/data";
import { replayTask } from "@/lib/decision/scenario/queries";
import { runImport } from "@/lib/management/exchange/commands/run-import";
import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime, dayOf } from "@/lib/platform/clock/clock";
import { read, write } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import { actorAs, setup } from "../support/actors";
import { aDemand, demandCast, demandRow } from "../support/demand";
import { caught } from "../support/refusals";
import { textBytes } from "../support/sheets";
import { ownDatabase } from "../support/stage";
import { AREAS, anIncident, aSite, someGoods } from "../support/world";

ownDatabase();
let commander: Actor;
let other: Actor;
beforeAll(async () => {
  await anIncident();
  commander = await actorAs("commander", { areaCode: AREAS.city });
  other = await actorAs("commander", { areaCode: AREAS.city });
});
beforeEach(() => write(setup, (db) => setClock(db, WUHAN_2020.name, morningOf(WUHAN_2020.opens))));

const today = async () => dayOf((await read(setup, businessTime)).now);
const OPENS = { day: WUHAN_2020.opens };

describe("the next day of a replay", () => {
  it("comes once for a double click, and the second of two people is told that the day has changed", async () => {
    const double = await Promise.all([advanceDay(commander, OPENS, "k"), advanceDay(commander, OPENS, "k")]);
    expect(double[0]).toEqual(double[1]);
    expect(await today()).toBe("2020-01-31");
    expect(await caught(advanceDay(other, OPENS))).toMatchObject({ reason: { key: "errors.changedMeanwhile" } });
    const at = { day: "2020-01-31" };
    const outcomes = await Promise.allSettled([advanceDay(commander, at), advanceDay(other, at)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await today()).toBe("2020-02-01");
  });

  it("begins at eight in the morning, and time goes on from there", async () => {
    await advanceDay(commander, OPENS);
    const { now } = await read(setup, businessTime);
    expect(now.getTime() - morningOf("2020-01-31").getTime()).toBeLessThan(60_000);
  });

  it("ends with the data, and there is none in real time", async () => {
    await write(setup, (db) => setClock(db, WUHAN_2020.name, morningOf(WUHAN_2020.lastDay)));
    expect(await caught(advanceDay(commander, { day: WUHAN_2020.lastDay }))).toMatchObject({
      reason: { key: "scenario.errors.over" },
    });
    await write(setup, (db) => db.businessClock.update({ where: { id: 1 }, data: { scenario: null, now: null } }));
    expect(await caught(advanceDay(commander, OPENS))).toMatchObject({ reason: { key: "scenario.errors.realTime" } });
  });

  it("is turned by who commands the city: one district does not move everybody's clock", async () => {
    for (const actor of [
      await actorAs("commander", { areaCode: AREAS.districtA }),
      await actorAs("administrator", { areaCode: AREAS.districtA }),
      await actorAs("informationOfficer", { areaCode: AREAS.city }),
    ])
      expect(await caught(advanceDay(actor, OPENS))).toBeInstanceOf(NotFound);
    expect(await today()).toBe(WUHAN_2020.opens);
  });

  it("brings its own receipts and no later ones, once, and lets approval clocks run out", async () => {
    const hub = await aSite(AREAS.districtA, "hub");
    const goods = await someGoods();
    const lines = ["日期,捐赠单位,品名,规格,单位,数量"];
    for (const [day, amount] of [
      ["2020-01-30", 10],
      ["2020-01-31", 20],
      ["2020-02-01", 40],
    ])
      lines.push(`${day},某公司,${goods.nameZh},,只,${amount}`);
    await runImport({
      actor: setup,
      bytes: textBytes(lines.join("\n")),
      fileName: "received.csv",
      kind: "received",
      siteId: hub.id,
      untilDay: "2020-01-29",
    });
    const people = await demandCast();
    const late = await aDemand(people, { upTo: "submitted", priority: "urgent" });
    const stock = async () =>
      (await read(setup, (db) => db.stockBalance.aggregate({ where: { siteId: hub.id }, _sum: { onHand: true } })))._sum
        .onHand ?? 0n;
    const { id } = await advanceDay(commander, OPENS);
    await Promise.all([bringDay(id), bringDay(id)]);
    expect(await stock()).toBe(30n);
    expect((await demandRow(late.id)).escalatedAt).not.toBeNull();
    const next = await advanceDay(commander, { day: "2020-01-31" });
    await bringDay(next.id);
    expect(await stock()).toBe(70n);
  });

  it("that a stopped process left half done is not shown as under way for ever", async () => {
    const { id } = await advanceDay(commander, OPENS);
    expect(await replayTask(commander)).toMatchObject({ id });
    const before = new Date(Date.now() - 120_000);
    await write(setup, (db) =>
      db.task.updateMany({ where: { id: { not: id }, state: "queued" }, data: { createdAt: before } }),
    );
    await write(setup, (db) =>
      db.task.update({ where: { id }, data: { state: "running", startedAt: before, heartbeatAt: before } }),
    );
    expect(await replayTask(commander)).toBeNull();
  });
});
