import { beforeAll, describe, expect, it } from "vitest";
import { approveDemand } from "@/lib/operation/demand/commands/approve";
import { createDemand } from "@/lib/operation/demand/commands/create";
import { editDemand } from "@/lib/operation/demand/commands/edit";
import { mergeDemand, unmergeDemand } from "@/lib/operation/demand/commands/merge";
import { moveDemand } from "@/lib/operation/demand/commands/move";
import { createDemandInput, editDemandInput } from "@/lib/operation/demand/schema";
import { myWork } from "@/lib/decision/situation/queries/work/list";
import type { Actor } from "@/lib/platform/auth/actor";
import { withConnection } from "@/lib/platform/launch/roles";
import { actorAs } from "../support/actors";
import { aDemand, demandRow, demandStage } from "../support/demand";
import { AREAS, someGoods } from "../support/world";

const { cast, database } = demandStage();
let colleague: Actor;
beforeAll(async () => {
  colleague = await actorAs("informationOfficer", { areaCode: AREAS.districtA }, "colleague");
});

const FOUR_EYES = { reason: { key: "errors.fourEyes" } };
const move = async (actor: Actor, id: string, name: "submit" | "verify" | "cancel" | "rejectAtVerification") =>
  moveDemand(actor, { id, version: (await demandRow(id)).version, move: name, reason: "测试" });
const approve = async (actor: Actor, id: string) =>
  approveDemand(actor, { id, version: (await demandRow(id)).version, lines: [] });
const merge = async (actor: Actor, id: string, intoId: string) =>
  mergeDemand(actor, { id, version: (await demandRow(id)).version, intoId });

describe("four eyes on a need", () => {
  it("whoever drafted it does not verify it, also when another person filed it", async () => {
    const goods = await someGoods();
    const { id } = await createDemand(
      cast.verifier,
      createDemandInput.parse({
        incidentId: cast.incident.id,
        siteId: cast.hospital.id,
        priority: "urgent",
        lines: [{ goodsId: goods.id, quantity: 5n }],
        submit: false,
      }),
    );
    await move(cast.requester, id, "submit");
    await expect(move(cast.verifier, id, "verify")).rejects.toMatchObject(FOUR_EYES);
    const titles = async (actor: Actor) =>
      (await myWork(actor)).items.filter((item) => item.kind === "verifyDemand").map((item) => item.key);
    expect(await titles(cast.verifier)).not.toContain(id);
    expect(await titles(colleague)).toContain(id);
    await move(colleague, id, "verify");
  });

  it("whoever mended a returned one does not verify it", async () => {
    const goods = await someGoods();
    const { id } = await aDemand(cast, { upTo: "submitted", lines: [{ goodsId: goods.id, quantity: 5n }] });
    await moveDemand(cast.verifier, { id, version: 2, move: "returnAtVerification", reason: "数量不对" });
    await editDemand(
      cast.verifier,
      editDemandInput.parse({ id, version: 3, priority: "urgent", lines: [{ goodsId: goods.id, quantity: 500n }] }),
    );
    await move(cast.requester, id, "submit");
    await expect(move(cast.verifier, id, "verify")).rejects.toMatchObject(FOUR_EYES);
    await expect(
      withConnection(database.ownerUrl, (client) =>
        client.query("UPDATE demand_request SET verified_by_id = $2 WHERE id = $1", [id, cast.verifier.personId]),
      ),
    ).rejects.toThrow(/demand_verified_by_no_writer/);
    await move(colleague, id, "verify");
    await approve(cast.commander, id);
  });

  it("the two who decide are two, in the database too", async () => {
    const { id } = await aDemand(cast, { upTo: "verified" });
    await expect(
      withConnection(database.ownerUrl, (client) =>
        client.query("UPDATE demand_request SET approved_by_id = verified_by_id WHERE id = $1", [id]),
      ),
    ).rejects.toThrow(/demand_approved_by_a_third/);
  });

  it("figures are not verified by being merged, by who wrote them, into a request that is", async () => {
    const goods = await someGoods();
    const survivor = await aDemand(cast, { upTo: "verified", lines: [{ goodsId: goods.id, quantity: 5n }] });
    const own = await aDemand(cast, {
      upTo: "submitted",
      by: cast.verifier,
      lines: [{ goodsId: goods.id, quantity: 5000n }],
    });
    await expect(merge(cast.verifier, own.id, survivor.id)).rejects.toMatchObject(FOUR_EYES);
    expect((await demandRow(own.id)).state).toBe("submitted");
    expect((await demandRow(survivor.id)).lines[0]?.quantity).toBe(5n);
    await merge(colleague, own.id, survivor.id);
  });

  it("who wrote a merged duplicate does not verify the request it went into", async () => {
    const goods = await someGoods();
    const survivor = await aDemand(cast, { upTo: "submitted", lines: [{ goodsId: goods.id, quantity: 5n }] });
    const own = await aDemand(cast, {
      upTo: "submitted",
      by: cast.verifier,
      lines: [{ goodsId: goods.id, quantity: 5000n }],
    });
    await merge(cast.verifier, own.id, survivor.id);
    await expect(move(cast.verifier, survivor.id, "verify")).rejects.toMatchObject(FOUR_EYES);
    await move(colleague, survivor.id, "verify");
  });
});

describe("a merged need", () => {
  it("is not lost with the request it went into: rejected or cancelled, the merge is still undone", async () => {
    const goods = await someGoods();
    for (const [end, actor] of [
      ["rejectAtVerification", cast.verifier],
      ["cancel", cast.requester],
    ] as const) {
      const survivor = await aDemand(cast, { upTo: "submitted", lines: [{ goodsId: goods.id, quantity: 5n }] });
      const duplicate = await aDemand(cast, { upTo: "submitted", lines: [{ goodsId: goods.id, quantity: 9n }] });
      await merge(cast.verifier, duplicate.id, survivor.id);
      await move(actor, survivor.id, end);
      const ended = await demandRow(survivor.id);
      await unmergeDemand(cast.verifier, { id: duplicate.id, version: (await demandRow(duplicate.id)).version });
      expect(await demandRow(duplicate.id)).toMatchObject({
        state: "submitted",
        mergedIntoId: null,
        lines: [{ quantity: 9n }],
      });
      expect(await demandRow(survivor.id)).toEqual(ended);
    }
  });
});
