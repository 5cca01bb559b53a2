import { describe, expect, it } from "vitest";
import { approveDemand } from "@/lib/operation/demand/commands/approve";
import { mergeDemand, unmergeDemand } from "@/lib/operation/demand/commands/merge";
import { moveDemand } from "@/lib/operation/demand/commands/move";
import { recordPromised } from "@/lib/operation/demand/fulfilment";
import { duplicatesOf, likelyDuplicates } from "@/lib/operation/demand/queries/duplicates";
import { write } from "@/lib/platform/db/access";
import { actorAs, setup } from "../support/actors";
import { aDemand, demandCast, demandRow, demandStage } from "../support/demand";
import { AREAS, aSite, someGoods } from "../support/world";

const { cast } = demandStage();

const keyOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { reason: { key: string } }) => error.reason.key,
  );
/** What a merge must bring back: everything but versions and times of change. */
const image = async (id: string) => {
  const { version: _version, updatedAt: _updatedAt, ...row } = await demandRow(id);
  return row;
};

describe("merging duplicates", () => {
  it("is undone exactly: state, lines, figures, class and dates of both requests come back", async () => {
    const [a, b, c, d] = [await someGoods(), await someGoods(), await someGoods(), await someGoods()];
    const survivor = await aDemand(cast, {
      upTo: "verified",
      priority: "routine",
      lines: [
        { goodsId: a.id, quantity: 100n },
        { goodsId: b.id, quantityUnknown: true, quantityEstimate: 5n, quantityBasis: "估计" },
        { goodsId: d.id, quantity: 9n },
      ],
    });
    const duplicate = await aDemand(cast, {
      upTo: "submitted",
      priority: "lifeSaving",
      lines: [
        { goodsId: a.id, quantity: 150n },
        { goodsId: b.id, quantity: 4n },
        { goodsId: c.id, quantity: 30n },
        { goodsId: d.id, quantity: 2n },
      ],
    });
    const before = [await image(survivor.id), await image(duplicate.id)];
    await mergeDemand(cast.verifier, { id: duplicate.id, version: duplicate.version, intoId: survivor.id });
    const merged = await demandRow(survivor.id);
    expect(await demandRow(duplicate.id)).toMatchObject({ state: "merged", mergedIntoId: survivor.id });
    expect(merged).toMatchObject({ priority: "lifeSaving", state: "verified", dueAt: duplicate.dueAt });
    expect(merged.lines.map((line) => [line.goodsId, line.quantity])).toEqual([
      [a.id, 150n],
      [b.id, 4n],
      [d.id, 9n],
      [c.id, 30n],
    ]);
    const gone = await demandRow(duplicate.id);
    await unmergeDemand(cast.verifier, { id: duplicate.id, version: gone.version });
    expect([await image(survivor.id), await image(duplicate.id)]).toEqual(before);
  });

  it("is undone latest first, and not once it was decided on", async () => {
    const goods = await someGoods();
    const file = (quantity: bigint, upTo: "submitted" | "verified" = "submitted") =>
      aDemand(cast, { upTo, lines: [{ goodsId: goods.id, quantity }] });
    const survivor = await file(10n, "verified");
    const [first, second] = [await file(20n), await file(30n)];
    for (const one of [first, second])
      await mergeDemand(cast.verifier, { id: one.id, version: 2, intoId: survivor.id });
    expect((await demandRow(survivor.id)).lines[0]?.quantity).toBe(30n);
    expect(await keyOf(unmergeDemand(cast.verifier, { id: first.id, version: 3 }))).toBe("demand.unmergeChanged");
    await unmergeDemand(cast.verifier, { id: second.id, version: 3 });
    const now = await demandRow(survivor.id);
    await approveDemand(cast.commander, { id: survivor.id, version: now.version, lines: [] });
    expect(await keyOf(unmergeDemand(cast.verifier, { id: first.id, version: 3 }))).toBe("demand.unmergeDecided");
    expect((await demandRow(first.id)).state).toBe("merged");
  });

  it("into an approved request needs it to cover the duplicate; a covered one merges and comes back approved or waiting", async () => {
    const goods = await someGoods();
    const survivor = await aDemand(cast, { lines: [{ goodsId: goods.id, quantity: 10n }] });
    const more = await aDemand(cast, { lines: [{ goodsId: goods.id, quantity: 11n }], upTo: "submitted" });
    const covered = await aDemand(cast, { lines: [{ goodsId: goods.id, quantity: 10n }] });
    expect(await keyOf(mergeDemand(cast.verifier, { id: more.id, version: 2, intoId: survivor.id }))).toBe(
      "demand.notCovered",
    );
    await mergeDemand(cast.verifier, { id: covered.id, version: 4, intoId: survivor.id });
    await unmergeDemand(cast.verifier, { id: covered.id, version: 5 });
    expect(await demandRow(covered.id)).toMatchObject({ state: "approved", mergedIntoId: null, mergeChanges: null });
  });

  it("is refused for other places, itself, finished targets, promised duplicates and those that hold merged ones", async () => {
    const goods = await someGoods();
    const lines = [{ goodsId: goods.id, quantity: 10n }];
    const survivor = await aDemand(cast, { lines });
    const one = await aDemand(cast, { lines });
    const other = await demandCast();
    const elsewhere = await aDemand({ ...other, incident: cast.incident }, { lines });
    const into = (id: string, intoId: string, version = 4) =>
      keyOf(mergeDemand(cast.verifier, { id, version, intoId }));
    expect(await into(one.id, one.id)).toBe("demand.mergeIntoItself");
    expect(await into(one.id, elsewhere.id)).toBe("demand.mergeOtherPlace");
    await write(setup, (db) => recordPromised(db, setup, one.lines[0]?.id as string, 1n));
    expect(await into(one.id, survivor.id)).toBe("demand.mergePromised");
    const third = await aDemand(cast, { lines });
    expect(await into(third.id, one.id)).toBeNull();
    const holder = await aDemand(cast, { lines });
    const held = await aDemand(cast, { lines });
    await mergeDemand(cast.verifier, { id: held.id, version: 4, intoId: holder.id });
    expect(await into(holder.id, survivor.id, (await demandRow(holder.id)).version)).toBe("demand.mergeHasMerged");
    expect(await into(survivor.id, held.id)).toBe("demand.mergeIntoClosed");
    const worker = await actorAs("communityWorker", { areaCode: AREAS.districtA });
    expect(await keyOf(mergeDemand(worker, { id: survivor.id, version: 4, intoId: holder.id }))).toBe(
      "errors.notAllowed",
    );
  });

  it("crosswise at once ends with one merged and one alive, never both gone", async () => {
    const goods = await someGoods();
    const lines = [{ goodsId: goods.id, quantity: 10n }];
    const [a, b] = [await aDemand(cast, { lines }), await aDemand(cast, { lines })];
    const outcomes = await Promise.allSettled([
      mergeDemand(cast.verifier, { id: a.id, version: 4, intoId: b.id }),
      mergeDemand(cast.verifier, { id: b.id, version: 4, intoId: a.id }),
    ]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    const states = [(await demandRow(a.id)).state, (await demandRow(b.id)).state].sort();
    expect(states).toEqual(["approved", "merged"]);
  });
});

describe("likely duplicates", () => {
  it("are shown while writing and at verification: same place, goods in common, within the window; met and rejected ones are not", async () => {
    const here = await demandCast();
    const [a, b, other] = [await someGoods(), await someGoods(), await someGoods()];
    const first = await aDemand(here, { lines: [{ goodsId: a.id, quantity: 10n }], upTo: "submitted" });
    const second = await aDemand(here, {
      lines: [
        { goodsId: a.id, quantity: 10n },
        { goodsId: b.id, quantity: 1n },
      ],
      upTo: "submitted",
    });
    await aDemand(here, { lines: [{ goodsId: other.id, quantity: 10n }], upTo: "submitted" });
    const rejected = await aDemand(here, { lines: [{ goodsId: a.id, quantity: 10n }], upTo: "submitted" });
    await moveDemand(here.verifier, { id: rejected.id, version: 2, move: "rejectAtVerification", reason: "重复" });
    const writing = await likelyDuplicates(here.requester, { siteId: here.hospital.id, goodsIds: [a.id] });
    expect(writing.map((row) => row.id).sort()).toEqual([first.id, second.id].sort());
    const [found] = await duplicatesOf(here.verifier, await demandRow(second.id));
    expect(found).toMatchObject({ id: first.id, samePlace: "site", sharedGoods: [a.id], sameAmounts: 1, score: 100 });
    await write(setup, (db) =>
      db.demandRequest.update({
        where: { id: first.id },
        data: { businessAt: new Date(Date.now() - 8 * 86_400_000), submittedAt: new Date(Date.now() - 8 * 86_400_000) },
      }),
    );
    expect(await duplicatesOf(here.verifier, await demandRow(second.id))).toEqual([]);
    const neighbour = await aSite(AREAS.districtA, "hospital");
    expect(await likelyDuplicates(here.verifier, { siteId: neighbour.id, goodsIds: [a.id] })).toEqual([]);
  });
});
