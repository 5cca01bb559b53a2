import { describe, expect, it } from "vitest";
import { amendHandovers } from "@/lib/operation/distribution/handover/commands/amend";
import { read } from "@/lib/platform/db/access";
import { Refusal } from "@/lib/platform/errors";
import { setup } from "../support/actors";
import { caught } from "../support/refusals";
import {
  arrivedGoods,
  balance,
  casesOf,
  countAndSign,
  shipmentRow,
  transferRow,
  transportStage,
} from "../support/transport";

const { cast } = transportStage();

describe("amending a handover", () => {
  it("reverses and posts anew, keeps before and after, and keeps the case true", async () => {
    const { id, lot, transferId } = await arrivedGoods(cast, 100n);
    await countAndSign(cast.receiver, id, [{ counted: 90n }]);
    const row = await shipmentRow(id);
    const amend = (accepted: bigint, version: number) =>
      amendHandovers(cast.officer, {
        reason: "复点",
        issues: [{ shipmentId: id, version, lines: [{ lineId: row.lines[0]?.id ?? "", accepted }] }],
      });
    await amend(97n, row.version);
    expect((await transferRow(transferId)).lines[0]?.received).toBe(97n);
    expect((await balance(cast.store, "transit", lot.id, row.number)).onHand).toBe(3n);
    expect((await casesOf(id)).map((each) => [each.state, each.expected - each.actual])).toEqual([["open", 3n]]);
    await amend(100n, row.version + 1);
    expect((await casesOf(id)).map((each) => [each.state, each.resolution])).toEqual([["resolved", "amended"]]);
    const history = await read(setup, (db) =>
      db.handoverAmendment.findMany({ where: { handoverId: row.handover?.id }, orderBy: { id: "asc" } }),
    );
    expect(history.map((each) => [(each.before as { accepted: string }[])[0]?.accepted, each.reason])).toEqual([
      ["90", "复点"],
      ["97", "复点"],
    ]);
    const entries = await read(setup, (db) =>
      db.stockEntry.findMany({ where: { documentKind: "shipment", documentId: id, kind: "reverse" } }),
    );
    expect(entries).toHaveLength(2);
    expect(await caught(amend(50n, row.version))).toMatchObject({ kind: "conflict" });
  });

  it("opens a case when less was received after all, and books more only from what the store has", async () => {
    const { id } = await arrivedGoods(cast, 20n, 25n);
    await countAndSign(cast.receiver, id, [{ counted: 20n }]);
    const row = await shipmentRow(id);
    const amend = (accepted: bigint, version: number) =>
      amendHandovers(cast.officer, {
        reason: "复点",
        issues: [{ shipmentId: id, version, lines: [{ lineId: row.lines[0]?.id ?? "", accepted }] }],
      });
    await amend(18n, row.version);
    expect((await casesOf(id)).map((each) => [each.kind, each.expected - each.actual])).toEqual([["short", 2n]]);
    await amend(25n, row.version + 1);
    expect((await shipmentRow(id)).lines[0]).toMatchObject({ quantity: 25n, accepted: 25n });
    expect(await caught(amend(26n, row.version + 2))).toBeInstanceOf(Refusal);
  });

  it("is asked of the reserve officer of the sending end, not of the receiver", async () => {
    const { id } = await arrivedGoods(cast, 5n);
    await countAndSign(cast.receiver, id, [{ counted: 5n }]);
    const row = await shipmentRow(id);
    expect(
      await caught(
        amendHandovers(cast.receiver, {
          reason: "试",
          issues: [{ shipmentId: id, version: row.version, lines: [{ lineId: row.lines[0]?.id ?? "", accepted: 4n }] }],
        }),
      ),
    ).toMatchObject({ reason: { key: "errors.notAllowed" } });
  });
});
