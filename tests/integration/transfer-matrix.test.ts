import { describe, expect, it } from "vitest";
import { createTransfer } from "@/lib/operation/transport/transfer/commands/create";
import { moveTransfer } from "@/lib/operation/transport/transfer/commands/move";
import { TRANSFER_STATES } from "@/lib/operation/transport/transfer/schema";
import { transferMachine } from "@/lib/operation/transport/transfer/machine";
import type { Actor } from "@/lib/platform/auth/actor";
import { PERMISSIONS } from "@/lib/platform/auth/permissions";
import { NotFound } from "@/lib/platform/errors";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import type { Role } from "@/lib/platform/db/generated/enums";
import { actorAs } from "../support/actors";
import { caught } from "../support/refusals";
import { aTransfer, transferMove, transportStage } from "../support/transport";
import { AREAS, aSite, someGoods, stocked } from "../support/world";

const { cast } = transportStage();

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
