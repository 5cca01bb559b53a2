import { describe, expect, it } from "vitest";
import { confirmDemand } from "@/lib/operation/demand/commands/confirm";
import { escalateOverdue } from "@/lib/operation/demand/commands/escalate";
import { moveDemand } from "@/lib/operation/demand/commands/move";
import { recordPromised, recordReceived } from "@/lib/operation/demand/fulfilment";
import { systemActor } from "@/lib/platform/auth/actor";
import { write } from "@/lib/platform/db/access";
import type { Refusal } from "@/lib/platform/errors";
import { setup } from "../support/actors";
import { aDemand, demandRow, demandStage } from "../support/demand";
import { caught } from "../support/refusals";
import { eventsOf } from "../support/world";

const { cast } = demandStage();

describe("the approval clock", () => {
  it("runs 2, 8 and 24 hours by class from filing; an overdue request is escalated once, even by two jobs at once", async () => {
    const request = await aDemand(cast, { priority: "lifeSaving", upTo: "submitted" });
    await write(setup, (db) =>
      db.demandRequest.update({ where: { id: request.id }, data: { dueAt: new Date(Date.now() - 60 * 60_000) } }),
    );
    const job = systemActor("escalation");
    const told = await Promise.all([escalateOverdue(job), escalateOverdue(job)]);
    expect(told[0] + told[1]).toBe(1);
    expect(await escalateOverdue(job)).toBe(0);
    const events = (await eventsOf(request.id)).filter(
      (event) => (event.payload as { facts?: { step?: string } }).facts?.step === "escalated",
    );
    expect(events).toHaveLength(1);
    expect(events[0]?.payload).toMatchObject({ facts: { minutesOver: 60, priority: "lifeSaving" } });
    await moveDemand(cast.verifier, { id: request.id, version: 2, move: "verify" });
    expect(await escalateOverdue(job)).toBe(0);
  });
});

describe("a confirmation", () => {
  it("still needed: refreshes, and leaves the version others have seen alone", async () => {
    const request = await aDemand(cast);
    await write(setup, (db) =>
      db.demandRequest.update({ where: { id: request.id }, data: { confirmedAt: new Date("2020-01-01T00:00:00Z") } }),
    );
    await confirmDemand(cast.requester, { id: request.id, answer: "still", note: "", lines: [] });
    const after = await demandRow(request.id);
    expect(after.version).toBe(4);
    expect(Date.now() - (after.confirmedAt as Date).getTime()).toBeLessThan(60_000);
  });

  it("partly: can only lower, never beneath what is promised, and the rest is fulfilled when it has arrived", async () => {
    const request = await aDemand(cast);
    const lineId = request.lines[0]?.id as string;
    await write(setup, (db) => recordPromised(db, setup, lineId, 30n));
    const answer = (stillNeeded: bigint) =>
      confirmDemand(cast.requester, { id: request.id, answer: "partly", note: "", lines: [{ lineId, stillNeeded }] });
    expect(((await caught(answer(101n))) as Refusal).items[0]).toMatchObject({
      key: "demand.stillBeyond",
      params: { still: 101n, most: 100n },
    });
    await answer(20n);
    expect((await demandRow(request.id)).lines[0]).toMatchObject({ approvedQuantity: 30n });
    await write(setup, async (db) => recordReceived(db, setup, lineId, 30n));
    expect((await demandRow(request.id)).fulfilment).toBe("fulfilled");
    expect(await caught(answer(1n))).toMatchObject({ reason: { key: "demand.confirmOnlyOpen" } });
  });

  it("no longer: closes the rest of an approved request and withdraws one that waits", async () => {
    const approved = await aDemand(cast);
    await confirmDemand(cast.requester, { id: approved.id, answer: "noLonger", note: "", lines: [] });
    expect(await demandRow(approved.id)).toMatchObject({ state: "approved", fulfilment: "closed" });
    const lineId = approved.lines[0]?.id as string;
    expect(await caught(write(setup, (db) => recordPromised(db, setup, lineId, 1n)))).toMatchObject({
      reason: { key: "demand.notOpen" },
    });
    const waiting = await aDemand(cast, { upTo: "submitted" });
    await confirmDemand(cast.requester, { id: waiting.id, answer: "noLonger", note: "", lines: [] });
    expect(await demandRow(waiting.id)).toMatchObject({ state: "cancelled" });
    const zero = await aDemand(cast);
    const lines = zero.lines.map((line) => ({ lineId: line.id, stillNeeded: 0n }));
    expect(await confirmDemand(cast.requester, { id: zero.id, answer: "partly", note: "", lines })).toMatchObject({
      answer: "noLonger",
    });
    expect((await demandRow(zero.id)).fulfilment).toBe("closed");
  });
});
