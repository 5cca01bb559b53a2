import { beforeAll, describe, expect, it } from "vitest";
import { receiveInFull } from "@/lib/operation/procurement/commands/receive-in-full";
import { linkDuplicate, reviewDuplicate } from "@/lib/operation/procurement/commands/review-duplicate";
import type { Actor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";
import { actorAs, setup } from "../support/actors";
import { deliveryVersion, announced, aStore, stockOf } from "../support/procurement";
import { refusalOf } from "../support/refusals";
import { ownDatabase } from "../support/stage";
import { AREAS, someGoods } from "../support/world";

ownDatabase();
let officer: Actor;
beforeAll(async () => {
  officer = await actorAs("reserveOfficer", { areaCode: AREAS.city });
});

describe("a likely repeat", () => {
  it("is not taken in while under review, never once confirmed, and as any other once cleared", async () => {
    const store = await aStore();
    const goods = await someGoods();
    const make = () => announced(store, [{ goodsId: goods.id, unit: "只", announced: "8" }]);
    const [original, repeat, lookalike] = [await make(), await make(), await make()];
    await receiveInFull(store.operator, { id: original.id, version: 1, zone: "" });
    for (const one of [repeat, lookalike])
      await linkDuplicate(officer, { id: one.id, version: 1, duplicateOfId: original.id, reason: "同名同量" });
    const refusal = await refusalOf(receiveInFull(store.operator, { id: repeat.id, version: 2, zone: "" }));
    expect(refusal.reason.key).toBe("procurement.refusals.duplicateUnderReview");
    await reviewDuplicate(officer, { id: repeat.id, version: 2, verdict: "duplicate", reason: "累计表已含" });
    await reviewDuplicate(officer, {
      id: lookalike.id,
      version: 2,
      verdict: "distinct",
      reason: "两车",
      receive: "on",
    });
    expect(await stockOf(store.site.id)).toEqual({ shelf: 16n });
    const states = await read(setup, (db) =>
      db.delivery.findMany({
        where: { siteId: store.site.id },
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
    const store = await aStore();
    const goods = await someGoods();
    const first = await announced(store, [{ goodsId: goods.id, unit: "只", announced: "8" }]);
    const second = await announced(store, [{ goodsId: goods.id, unit: "只", announced: "8" }]);
    await receiveInFull(store.operator, { id: first.id, version: 1, zone: "" });
    const refusal = await refusalOf(
      linkDuplicate(officer, {
        id: first.id,
        version: await deliveryVersion(first.id),
        duplicateOfId: second.id,
        reason: "重复",
      }),
    );
    expect(refusal.reason.key).toBe("procurement.refusals.alreadyStocked");
  });
});
