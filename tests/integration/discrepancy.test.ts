import { describe, expect, it } from "vitest";
import { assignDiscrepancy, reopenDiscrepancy } from "@/lib/operation/distribution/discrepancy/commands/move";
import { resolveDiscrepancy } from "@/lib/operation/distribution/discrepancy/commands/resolve";
import type { Resolution } from "@/lib/operation/distribution/discrepancy/schema";
import { ownerChoices } from "@/lib/operation/distribution/discrepancy/queries";
import { myWork } from "@/lib/decision/situation/queries/work/list";
import { disablePerson } from "@/lib/management/people/commands/standing";
import { read } from "@/lib/platform/db/access";
import type { Refusal } from "@/lib/platform/errors";
import { actorAs, setup } from "../support/actors";
import { aDemand, demandCast, demandRow } from "../support/demand";
import { caught } from "../support/refusals";
import {
  aShipment,
  balance,
  casesOf,
  countAndSign,
  type CountOf,
  pickedGoods,
  pickedTransfer,
  servingCast,
  shipmentRow,
  transferRow,
  transportStage,
} from "../support/transport";
import { AREAS, someGoods, stocked } from "../support/world";

const { cast } = transportStage();

/** A shipment of 100 (stock 110) counted so, with its cases. */
async function counted(count: CountOf) {
  const { lot, transferId } = await pickedGoods(cast, 100n, { stock: 110n });
  const id = await aShipment(cast, transferId, "arrived");
  await countAndSign(cast.receiver, id, [count]);
  const [first] = await casesOf(id);
  if (!first) throw new Error("no case");
  return { id, lot, transferId, case: first, number: (await shipmentRow(id)).number };
}
const resolve = (id: string, version: number, portions: Partial<Record<Resolution, bigint>>) =>
  resolveDiscrepancy(cast.officer, {
    id,
    version,
    note: "核实后处理",
    portions: Object.entries(portions).map(([option, quantity]) => ({ option: option as Resolution, quantity })),
  });
const road = (lot: { id: string }, number: string) => balance(cast.store, "transit", lot.id, number);

describe("a difference", () => {
  it("is settled whole, in parts if need be: delivered, brought back, lost; then nothing is left on the road", async () => {
    const it = await counted({ counted: 90n });
    await resolve(it.case.id, 1, { delivered: 5n, returned: 3n, lossWrittenOff: 2n });
    expect((await road(it.lot, it.number)).onHand).toBe(0n);
    expect((await balance(cast.store, "dock", it.lot.id)).onHand).toBe(3n);
    expect((await transferRow(it.transferId)).lines[0]?.received).toBe(95n);
    expect((await casesOf(it.id))[0]).toMatchObject({ state: "resolved", resolution: "split" });
  });

  it("must be explained exactly, by ways that fit its kind", async () => {
    const it = await counted({ counted: 90n });
    const sum = (await caught(resolve(it.case.id, 1, { delivered: 9n }))) as Refusal;
    expect(sum.reason).toMatchObject({ key: "distribution.discrepancy.refusals.sum", params: { sum: 9n, size: 10n } });
    const unfit = (await caught(resolve(it.case.id, 1, { kept: 10n }))) as Refusal;
    expect(unfit.reason.key).toBe("distribution.discrepancy.refusals.option");
    expect((await road(it.lot, it.number)).onHand).toBe(10n);
  });

  it("found to be a wrong count is corrected by reversal with its history", async () => {
    const it = await counted({ counted: 90n });
    await resolve(it.case.id, 1, { recounted: 10n });
    const row = await shipmentRow(it.id);
    expect(row.lines[0]?.accepted).toBe(100n);
    expect((await road(it.lot, it.number)).onHand).toBe(0n);
    const amendments = await read(setup, (db) =>
      db.handoverAmendment.count({ where: { handoverId: row.handover?.id } }),
    );
    expect(amendments).toBe(1);
  });

  it("over is kept by booking it out of the store, sent back, or found to be a wrong count", async () => {
    const kept = await counted({ counted: 104n });
    await resolve(kept.case.id, 1, { kept: 4n });
    expect((await shipmentRow(kept.id)).lines[0]).toMatchObject({ quantity: 104n, accepted: 104n });
    expect((await balance(cast.store, "shelf", kept.lot.id)).onHand).toBe(6n);
    const back = await counted({ counted: 104n });
    await resolve(back.case.id, 1, { returned: 4n });
    expect((await balance(cast.store, "shelf", back.lot.id)).onHand).toBe(10n);
  });

  it("reopened, has its postings reversed and stands again; corrections of a count are amended instead", async () => {
    const it = await counted({ counted: 90n });
    await resolve(it.case.id, 1, { delivered: 6n, lossWrittenOff: 4n });
    await reopenDiscrepancy(cast.officer, { id: it.case.id, version: 2, move: "reopen", reason: "查错了" });
    expect((await road(it.lot, it.number)).onHand).toBe(10n);
    expect((await transferRow(it.transferId)).lines[0]?.received).toBe(90n);
    expect((await casesOf(it.id))[0]).toMatchObject({ state: "open", resolution: null, portions: null });
    await resolve(it.case.id, 3, { recounted: 10n });
    const refusal = (await caught(
      reopenDiscrepancy(cast.officer, { id: it.case.id, version: 4, move: "reopen", reason: "再查" }),
    )) as Refusal;
    expect(refusal.reason.key).toBe("distribution.discrepancy.refusals.amendInstead");
  });

  it("two people settling it at once settle it once", async () => {
    const it = await counted({ counted: 90n });
    const outcomes = await Promise.allSettled([
      resolve(it.case.id, 1, { delivered: 10n }),
      resolve(it.case.id, 1, { lossWrittenOff: 10n }),
    ]);
    expect(outcomes.map((each) => each.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await road(it.lot, it.number)).onHand).toBe(0n);
  });

  it("is given to somebody who exists; the receiver may not settle it", async () => {
    const it = await counted({ counted: 90n });
    await assignDiscrepancy(cast.dispatcher, { id: it.case.id, version: 1, ownerId: cast.officer.personId ?? "" });
    expect((await casesOf(it.id))[0]).toMatchObject({ state: "assigned", ownerId: cast.officer.personId });
    const outsider = await actorAs("reserveOfficer", { areaCode: AREAS.streetA });
    for (const actor of [cast.receiver, outsider])
      expect(
        await caught(
          resolveDiscrepancy(actor, {
            id: it.case.id,
            version: 2,
            note: "试",
            portions: [{ option: "delivered", quantity: 10n }],
          }),
        ),
      ).toMatchObject({ kind: "notFound" });
  });

  it("is not written off by who planned the load; that person may still say where the goods are", async () => {
    const it = await counted({ counted: 90n });
    const settle = (portions: { option: Resolution; quantity: bigint }[]) =>
      caught(resolveDiscrepancy(cast.dispatcher, { id: it.case.id, version: 1, note: "核实", portions }));
    expect(await settle([{ option: "lossWrittenOff", quantity: 10n }])).toMatchObject({
      reason: { key: "errors.fourEyes" },
    });
    expect((await casesOf(it.id))[0]?.state).toBe("open");
    expect((await road(it.lot, it.number)).onHand).toBe(10n);
    expect(await settle([{ option: "delivered", quantity: 10n }])).toBeNull();
  });

  it("goes only to who can settle it, and is not lost with an owner who is disabled", async () => {
    const it = await counted({ counted: 90n });
    const give = async (version: number, person: { personId: string | null }) =>
      caught(assignDiscrepancy(cast.dispatcher, { id: it.case.id, version, ownerId: person.personId ?? "" }));
    const leaver = await actorAs("reserveOfficer", { areaCode: AREAS.districtA }, "leaver");
    const stranger = await actorAs("reserveOfficer", { areaCode: AREAS.streetA }, "stranger");
    for (const unable of [cast.receiver, cast.driver, stranger])
      expect(await give(1, unable)).toMatchObject({ fields: { ownerId: { key: "errors.notFound" } } });
    expect(await give(1, leaver)).toBeNull();
    const administrator = await actorAs("administrator", { areaCode: AREAS.city });
    await disablePerson(administrator, { personId: leaver.personId ?? "", reason: "调离" });
    expect((await myWork(cast.officer)).items.map((item) => item.key)).toContain(it.case.id);
    const choices = await ownerChoices(cast.officer, it.case);
    expect(choices.map((person) => person.id)).toContain(cast.dispatcher.personId);
    for (const unable of [leaver, stranger, cast.receiver])
      expect(choices.map((person) => person.id)).not.toContain(unable.personId);
    expect(await give(2, leaver)).toMatchObject({ fields: { ownerId: { key: "errors.notFound" } } });
    expect(await give(2, cast.dispatcher)).toBeNull();
  });

  it("opens the need again when the goods will never arrive", async () => {
    const people = await demandCast();
    const goods = await someGoods();
    await stocked(cast.store, goods, 100n);
    const request = await aDemand(people, { lines: [{ goodsId: goods.id, quantity: 100n }] });
    const hospital = servingCast(cast, people);
    const transferId = await pickedTransfer(hospital, [
      { goodsId: goods.id, quantity: 100n, demandLineId: request.lines[0]?.id },
    ]);
    const id = await aShipment(hospital, transferId, "arrived");
    await countAndSign(people.requester, id, [{ counted: 80n }]);
    const [open] = await casesOf(id);
    await resolve(open?.id ?? "", 1, { delivered: 5n, lossWrittenOff: 15n });
    const line = (await demandRow(request.id)).lines[0];
    expect([line?.promised, line?.shipped, line?.received]).toEqual([85n, 85n, 85n]);
    await reopenDiscrepancy(cast.officer, { id: open?.id ?? "", version: 2, move: "reopen", reason: "找到了" });
    const again = (await demandRow(request.id)).lines[0];
    expect([again?.promised, again?.shipped, again?.received]).toEqual([100n, 100n, 80n]);
  });
});
