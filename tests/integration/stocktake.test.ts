import { beforeAll, describe, expect, it } from "vitest";
import { createAdjustment, moveAdjustment } from "@/lib/operation/storage/commands/adjust";
import { addFoundLine, countLines, moveStocktake, openStocktake } from "@/lib/operation/storage/commands/stocktake";
import type { Actor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";
import { Refusal } from "@/lib/platform/errors";
import { withConnection } from "@/lib/platform/launch/roles";
import { actorAs, setup } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite, onHandIn, someGoods, stocked } from "../support/world";

const database = ownDatabase();
let officer: Actor;
let colleague: Actor;
let third: Actor;
beforeAll(async () => {
  officer = await actorAs("reserveOfficer", { areaCode: AREAS.city }, "officer");
  colleague = await actorAs("reserveOfficer", { areaCode: AREAS.city }, "colleague");
  third = await actorAs("reserveOfficer", { areaCode: AREAS.city }, "third");
});

const rowOf = (id: string) =>
  read(setup, (db) => db.stocktake.findUniqueOrThrow({ where: { id }, include: { lines: true } }));
const move = async (actor: Actor, id: string, name: "finishCount" | "finishRecount" | "approve") =>
  moveStocktake(actor, { id, version: (await rowOf(id)).version, move: name });
const countAll = async (actor: Actor, id: string, count: bigint) =>
  countLines(actor, {
    id,
    lines: (await rowOf(id)).lines.map((line) => ({ lineId: line.id, count, reason: "" })),
  });

/** A store with ten pieces on the shelf, of which eight are found twice over. */
async function counted(counter: Actor, siteId: string): Promise<string> {
  const { id } = await openStocktake(counter, { siteId, note: "" });
  await countAll(counter, id, 8n);
  await move(counter, id, "finishCount");
  await countAll(counter, id, 8n);
  await move(counter, id, "finishRecount");
  return id;
}
async function aStoreOfTen() {
  const site = await aSite(AREAS.districtA);
  const stock = await stocked(site, await someGoods(), 10n);
  return { site, ...stock };
}

describe("four eyes on a stocktake", () => {
  it("keep everybody who wrote a count from approving, whoever pressed finish", async () => {
    const { site } = await aStoreOfTen();
    const { id } = await openStocktake(third, { siteId: site.id, note: "" });
    await countAll(officer, id, 8n);
    await move(third, id, "finishCount");
    // The recount is another person's: that person is a counter too.
    await countAll(colleague, id, 8n);
    await move(third, id, "finishRecount");
    for (const counter of [officer, colleague, third])
      await expect(move(counter, id, "approve")).rejects.toMatchObject({ reason: { key: "errors.fourEyes" } });
    await move(await actorAs("reserveOfficer", { areaCode: AREAS.city }, "fourth"), id, "approve");
  });

  it("count who found goods nobody expected among the counters, in the database too", async () => {
    const { site } = await aStoreOfTen();
    const goods = await someGoods();
    const { id } = await openStocktake(third, { siteId: site.id, note: "" });
    await countAll(third, id, 10n);
    await addFoundLine(officer, { id, goodsId: goods.id, zone: "X", count: 5n, reason: "未登记" });
    expect(new Set((await rowOf(id)).counterIds)).toEqual(new Set([third.personId, officer.personId]));
    await expect(
      withConnection(database.ownerUrl, (client) =>
        client.query("UPDATE stocktake SET approved_by_id = $2 WHERE id = $1", [id, officer.personId]),
      ),
    ).rejects.toThrow(/stocktake_approved_by_no_counter/);
  });
});

describe("a difference", () => {
  it("counted in two stocktakes is booked by the first and refused by name in the second", async () => {
    const { site, lot, shelf } = await aStoreOfTen();
    const first = await counted(officer, site.id);
    const second = await counted(officer, site.id);
    await move(colleague, first, "approve");
    const error = await move(colleague, second, "approve").catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Refusal);
    expect(error).toMatchObject({
      reason: { key: "storage.refusals.correctedSince" },
      items: [{ params: { lot: lot.number } }],
    });
    expect(await onHandIn(shelf, lot.id)).toBe(8n);
  });

  it("approved twice at once is booked once", async () => {
    const { site, lot, shelf } = await aStoreOfTen();
    const both = [await counted(officer, site.id), await counted(officer, site.id)];
    const outcomes = await Promise.allSettled(both.map((id) => move(colleague, id, "approve")));
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await onHandIn(shelf, lot.id)).toBe(8n);
  });

  it("an adjustment has booked since the count is not booked again; a later count sees the adjusted books", async () => {
    const { site, lot, shelf } = await aStoreOfTen();
    const before = await counted(officer, site.id);
    const adjustment = await createAdjustment(officer, {
      placeId: shelf,
      lotId: lot.id,
      direction: "less",
      quantity: 2n,
      reasonCode: "lost",
      reason: "少两只",
    });
    await moveAdjustment(officer, { id: adjustment.id, version: 1, move: "submit" });
    await moveAdjustment(colleague, { id: adjustment.id, version: 2, move: "post" });
    await expect(move(colleague, before, "approve")).rejects.toMatchObject({
      reason: { key: "storage.refusals.correctedSince" },
    });
    const after = await openStocktake(officer, { siteId: site.id, note: "" });
    await countAll(officer, after.id, 8n);
    await move(officer, after.id, "finishCount");
    await move(colleague, after.id, "approve");
    expect(await onHandIn(shelf, lot.id)).toBe(8n);
  });
});
