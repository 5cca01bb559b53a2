import { describe, expect, it } from "vitest";
import { resolveDiscrepancy } from "@/lib/operation/distribution/discrepancy/commands/resolve";
import { amendHandovers } from "@/lib/operation/distribution/handover/commands/amend";
import { recordPastIssue } from "@/lib/operation/distribution/handover/commands/past-issue";
import { unaccountedStock } from "@/lib/operation/distribution/handover/commands/unaccounted";
import { dayOf } from "@/lib/platform/clock/clock";
import { read, write } from "@/lib/platform/db/access";
import { BadInput, Refusal } from "@/lib/platform/errors";
import { placeOf } from "@/lib/platform/ledger/places";
import { post } from "@/lib/platform/ledger/post";
import { setup } from "../support/actors";
import { aDemand, demandCast, demandRow } from "../support/demand";
import { caught } from "../support/refusals";
import { balance, shipmentRow, transferRow, transportStage } from "../support/transport";
import { AREAS, aSite, someGoods } from "../support/world";

const { cast } = transportStage();

/** 36,000 of a lot that came on 28 January 2020 and stand on the store's shelf. */
async function donated(quantity = 36_000n) {
  const goods = await someGoods({ standard: "GB 19083-2010" });
  const lot = await write(setup, async (db) => {
    const made = await db.lot.create({ data: { goodsId: goods.id, unit: "只", origin: "模拟捐赠方" } });
    const [donor, shelf] = [await placeOf(db, cast.store, "donor"), await placeOf(db, cast.store, "shelf")];
    const came = { documentKind: "test", documentId: null, businessAt: new Date("2020-01-28T10:00:00+08:00") };
    await post(db, setup, came, [{ kind: "receive", lotId: made.id, fromPlaceId: donor, toPlaceId: shelf, quantity }]);
    return made;
  });
  return { goods, lot };
}
const PAPER = "物资使用情况公布表（一）第 14 行";
const issue = (toSiteId: string, lotId: string, quantity: bigint, extra: { demandLineId?: string } = {}) =>
  recordPastIssue(cast.officer, {
    fromSiteId: cast.store.id,
    toSiteId,
    issuedOn: "2020-01-29",
    statement: PAPER,
    receiverName: "模拟接收人",
    receiverRole: "",
    note: "",
    lines: [{ lotId, quantity, statedReceived: 36_000n, ...extra }],
  });
const casesOfLot = (lotIds: string[]) =>
  read(setup, (db) => db.discrepancy.findMany({ where: { lotId: { in: lotIds } }, orderBy: { id: "asc" } }));
const lineOf = async (shipmentId: string) => {
  const row = await shipmentRow(shipmentId);
  return { version: row.version, lineId: row.lines[0]?.id ?? "", row };
};

describe("the case of 29 January 2020, line 14", () => {
  it("is entered as published, flagged for 4,000, and mended by reclassifying and amending, with its whole history", async () => {
    const { goods, lot } = await donated();
    const kn95 = await someGoods({ standard: "GB 2626-2019" });
    const first = await aSite(AREAS.districtA, "hospital");
    const second = await aSite(AREAS.districtB, "hospital");

    const a = await issue(first.id, lot.id, 16_000n);
    expect((await casesOfLot([lot.id])).map((each) => each.expected - each.actual)).toEqual([20_000n]);
    const b = await issue(second.id, lot.id, 16_000n);
    const [flag] = await casesOfLot([lot.id]);
    expect(flag).toMatchObject({
      kind: "unaccounted",
      state: "open",
      expected: 36_000n,
      actual: 32_000n,
      documentKind: "lot",
      note: PAPER,
    });
    expect((await balance(cast.store, "shelf", lot.id)).onHand).toBe(4_000n);
    expect(await transferRow(a.transferId)).toMatchObject({
      state: "closed",
      recordedAfterwards: true,
      statement: PAPER,
      businessAt: new Date("2020-01-29T12:00:00+08:00"),
    });

    const [one, two] = [await lineOf(a.id), await lineOf(b.id)];
    await amendHandovers(cast.officer, {
      reason: "公布有误：实为 KN95，两家各 18,000",
      reclassify: { lotId: lot.id, goodsId: kn95.id },
      issues: [
        { shipmentId: a.id, version: one.version, lines: [{ lineId: one.lineId, accepted: 18_000n }] },
        { shipmentId: b.id, version: two.version, lines: [{ lineId: two.lineId, accepted: 18_000n }] },
      ],
    });

    const [after] = await casesOfLot([lot.id, (await lineOf(a.id)).row.lines[0]?.lotId ?? ""]);
    expect(after).toMatchObject({ id: flag?.id, state: "resolved", resolution: "amended", actual: 32_000n });
    for (const shipment of [a, b]) {
      const { row } = await lineOf(shipment.id);
      expect(row.lines[0]).toMatchObject({ goodsId: kn95.id, quantity: 18_000n, accepted: 18_000n });
      const [amendment] = await read(setup, (db) =>
        db.handoverAmendment.findMany({ where: { handoverId: row.handover?.id } }),
      );
      expect(amendment?.before).toMatchObject([{ goods: goods.nameZh, accepted: "16000" }]);
      expect(amendment?.after).toMatchObject([{ goods: kn95.nameZh, accepted: "18000" }]);
    }
    // Nothing was rewritten: the ledger still holds what was first said, its reversal, the conversion and the new issue.
    const entries = await read(setup, (db) =>
      db.stockEntry.findMany({ where: { documentId: a.id }, orderBy: { id: "asc" } }),
    );
    expect(entries.map((entry) => [entry.kind, entry.quantity])).toEqual([
      ["load", 16_000n],
      ["deliver", 16_000n],
      ["reverse", 16_000n],
      ["reverse", 16_000n],
      ["load", 18_000n],
      ["deliver", 18_000n],
    ]);
    const made = (await lineOf(a.id)).row.lines[0]?.lotId ?? "";
    expect((await balance(cast.store, "shelf", lot.id)).onHand).toBe(0n);
    expect((await balance(cast.store, "shelf", made)).onHand).toBe(0n);
    expect(await unaccountedStock(cast.officer)).toEqual({ disagreeing: 0 });
  });

  it("a reclassified lot no longer fills a need it may not fill, and that need is open again", async () => {
    const people = await demandCast();
    const { goods, lot } = await donated();
    const kn95 = await someGoods();
    const request = await aDemand(people, { lines: [{ goodsId: goods.id, quantity: 16_000n }] });
    const made = await issue(people.hospital.id, lot.id, 16_000n, { demandLineId: request.lines[0]?.id });
    expect((await demandRow(request.id)).fulfilment).toBe("fulfilled");
    const { version, lineId } = await lineOf(made.id);
    await amendHandovers(cast.officer, {
      reason: "实为 KN95",
      reclassify: { lotId: lot.id, goodsId: kn95.id },
      issues: [{ shipmentId: made.id, version, lines: [{ lineId, accepted: 16_000n }] }],
    });
    const after = await demandRow(request.id);
    expect(after.lines[0]).toMatchObject({ promised: 0n, shipped: 0n, received: 0n });
    expect(after.fulfilment).not.toBe("fulfilled");
  });
});

describe("unaccounted stock", () => {
  it("that was written off stays explained, and is not flagged a second time", async () => {
    const { lot } = await donated();
    await issue(cast.recipient.id, lot.id, 32_000n);
    const [flag] = await casesOfLot([lot.id]);
    const settle = (portions: { option: "lossWrittenOff" | "stillInStock"; quantity: bigint }[]) =>
      resolveDiscrepancy(cast.officer, { id: flag?.id ?? "", version: 1, portions, note: "已盘点" });
    await settle([
      { option: "stillInStock", quantity: 3_000n },
      { option: "lossWrittenOff", quantity: 1_000n },
    ]);
    expect((await balance(cast.store, "shelf", lot.id)).onHand).toBe(3_000n);
    await unaccountedStock(cast.officer);
    expect(await casesOfLot([lot.id])).toHaveLength(1);
  });

  it("cannot be written off when the shelf does not hold it", async () => {
    const { lot } = await donated(32_000n);
    await issue(cast.recipient.id, lot.id, 32_000n);
    const [flag] = await casesOfLot([lot.id]);
    expect(flag).toMatchObject({ expected: 36_000n, actual: 32_000n });
    const refusal = (await caught(
      resolveDiscrepancy(cast.officer, {
        id: flag?.id ?? "",
        version: 1,
        portions: [{ option: "lossWrittenOff", quantity: 4_000n }],
        note: "无货",
      }),
    )) as Refusal;
    expect(refusal.reason.key).toBe("distribution.discrepancy.refusals.notOnShelf");
  });
});

describe("a past issue", () => {
  it("is dated neither in the future nor before the goods came, and takes no more than is there", async () => {
    const { lot } = await donated(100n);
    const enter = (issuedOn: string, quantity: bigint) =>
      recordPastIssue(cast.officer, {
        fromSiteId: cast.store.id,
        toSiteId: cast.recipient.id,
        issuedOn,
        statement: PAPER,
        receiverName: "模拟接收人",
        receiverRole: "",
        note: "",
        lines: [{ lotId: lot.id, quantity }],
      });
    const tomorrow = dayOf(new Date(Date.now() + 36 * 3_600_000));
    expect(await caught(enter(tomorrow, 1n))).toBeInstanceOf(BadInput);
    expect(await caught(enter("2020-01-27", 1n))).toBeInstanceOf(BadInput);
    expect(await caught(enter("2020-01-29", 101n))).toBeInstanceOf(Refusal);
    expect((await balance(cast.store, "shelf", lot.id)).onHand).toBe(100n);
  });

  it("sent twice with one key is entered once; the operator of the store may not enter it", async () => {
    const { lot } = await donated(100n);
    const input = {
      fromSiteId: cast.store.id,
      toSiteId: cast.recipient.id,
      issuedOn: "2020-01-29",
      statement: PAPER,
      receiverName: "模拟接收人",
      receiverRole: "",
      note: "",
      lines: [{ lotId: lot.id, quantity: 60n }],
    };
    const [first, second] = await Promise.all([
      recordPastIssue(cast.officer, input, "past-key"),
      recordPastIssue(cast.officer, input, "past-key"),
    ]);
    expect(first).toEqual(second);
    expect((await balance(cast.store, "shelf", lot.id)).onHand).toBe(40n);
    expect(await caught(recordPastIssue(cast.operator, input))).toMatchObject({
      reason: { key: "errors.notAllowed" },
    });
  });
});
