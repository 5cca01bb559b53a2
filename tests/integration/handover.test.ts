import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { acceptShipment, countShipment, receiveShipment } from "@/lib/operation/distribution/handover/commands/receive";
import { acceptInput, MAX_PHOTOS, receiveInput } from "@/lib/operation/distribution/handover/schema";
import { getShipment } from "@/lib/operation/transport/shipment/queries";
import { getTransfer } from "@/lib/operation/transport/transfer/queries";
import { createTransfer } from "@/lib/operation/transport/transfer/commands/create";
import { pickTransfer } from "@/lib/operation/transport/transfer/commands/pick";
import { read, write } from "@/lib/platform/db/access";
import { BadInput, type Refusal } from "@/lib/platform/errors";
import { placeOf } from "@/lib/platform/ledger/places";
import { actorAs, setup } from "../support/actors";
import { caught } from "../support/refusals";
import {
  arrivedGoods,
  aShipment,
  balance,
  casesOf,
  countAndSign,
  pickedTransfer,
  shipmentRow,
  SIGNING,
  transferMove,
  transferRow,
  transportCast,
  transportStage,
} from "../support/transport";
import { AREAS, someGoods, stocked } from "../support/world";

const { cast } = transportStage();
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

describe("signing for goods", () => {
  it("keeps who signed, signature and photo by their bytes and fingerprint, and tells everyone at once", async () => {
    const { id } = await arrivedGoods(cast, 10n);
    const row = await shipmentRow(id);
    const line = row.lines[0]?.id ?? "";
    await countShipment(cast.receiver, {
      id,
      version: row.version,
      lines: [{ lineId: line, counted: 10n, damaged: 0n, wrongGoods: 0n, note: "" }],
    });
    const photo = new File([Buffer.from(PNG, "base64")], "王某某.jpg", { type: "text/html" });
    await acceptShipment(
      cast.receiver,
      acceptInput.parse({
        ...SIGNING,
        id,
        version: row.version + 1,
        signature: `data:image/png;base64,${PNG}`,
        photos: [photo],
        position: { source: "device", lon: 114.3, lat: 30.6 },
      }),
    );
    const { handover } = await shipmentRow(id);
    expect(handover).toMatchObject({ receiverRole: "护士长", positionSource: "device", lon: 114.3 });
    const kept = await read(setup, (db) =>
      db.attachment.findMany({ where: { documentId: handover?.id }, orderBy: { id: "asc" } }),
    );
    expect(kept.map((each) => [each.purpose, each.fileName, each.mediaType])).toEqual([
      ["signature", "signature-1.png", "image/png"],
      ["photo", "photo-1.png", "image/png"],
    ]);
    expect(kept[1]?.sha256).toBe(createHash("sha256").update(Buffer.from(PNG, "base64")).digest("hex"));
    const events = await read(cast.officer, (db) =>
      db.event.findMany({ where: { OR: [{ documentId: id }, { documentId: handover?.id }] }, select: { type: true } }),
    );
    expect(events.map((event) => event.type)).toContain("handover.created");
  });

  it("keeps where it was signed in words or as typed coordinates when no device says it", async () => {
    const signedAt = async (
      fields: { placeName?: string } & { position?: { source: "device"; lon: number; lat: number } },
    ) => {
      const { id } = await arrivedGoods(cast, 1n);
      const row = await shipmentRow(id);
      await receiveShipment(
        cast.receiver,
        receiveInput.parse({
          ...SIGNING,
          ...fields,
          id,
          version: row.version,
          lines: [{ lineId: row.lines[0]?.id ?? "", counted: 1 }],
        }),
      );
      return (await getShipment(cast.receiver, id)).handover;
    };
    const none = { lon: null, lat: null };
    expect(await signedAt({})).toMatchObject({ positionSource: "none", placeName: "", ...none });
    expect(await signedAt({ placeName: " 急诊楼后门 " })).toMatchObject({
      positionSource: "manual",
      placeName: "急诊楼后门",
      ...none,
    });
    expect(await signedAt({ placeName: "30.5951，114.2999" })).toMatchObject({
      positionSource: "manual",
      placeName: "",
      lat: 30.5951,
      lon: 114.2999,
    });
    expect(
      await signedAt({ placeName: "3 号门", position: { source: "device", lon: 114.3, lat: 30.6 } }),
    ).toMatchObject({ positionSource: "device", placeName: "3 号门", lat: 30.6 });
  });

  it("takes several photos, and says how many and how large they may be", async () => {
    const { id } = await arrivedGoods(cast, 1n);
    const row = await shipmentRow(id);
    const photo = (bytes?: number) =>
      new File(
        [bytes ? Buffer.concat([Buffer.from(PNG, "base64"), Buffer.alloc(bytes)]) : Buffer.from(PNG, "base64")],
        "a.png",
      );
    const input = (photos: File[]) => ({
      ...SIGNING,
      id,
      version: row.version,
      photos,
      lines: [{ lineId: row.lines[0]?.id ?? "", counted: 1 }],
    });
    const faults = (photos: File[]) =>
      receiveInput.safeParse(input(photos)).error?.issues.map((issue) => issue.message);
    expect(faults(Array.from({ length: MAX_PHOTOS + 1 }, () => photo()))).toEqual([
      "distribution.handover.refusals.tooManyPhotos",
    ]);
    expect(faults(Array.from({ length: 3 }, () => photo(4_000_000)))).toEqual([
      "distribution.handover.refusals.photosTooBig",
    ]);
    await receiveShipment(cast.receiver, receiveInput.parse(input(Array.from({ length: MAX_PHOTOS }, () => photo()))));
    const { pictures } = await getShipment(cast.receiver, id);
    expect(pictures.filter((picture) => picture.purpose === "photo")).toHaveLength(MAX_PHOTOS);
  });

  it("refuses what is no picture, whatever it is called, and then nothing has happened", async () => {
    const { id } = await arrivedGoods(cast, 10n);
    const row = await shipmentRow(id);
    const script = new File(["<script>alert(1)</script>"], "photo.png", { type: "image/png" });
    const refusal = await caught(
      receiveShipment(cast.receiver, {
        ...SIGNING,
        id,
        version: row.version,
        photos: [script],
        lines: [{ lineId: row.lines[0]?.id ?? "", counted: 10n, damaged: 0n, wrongGoods: 0n, note: "" }],
      }),
    );
    expect(refusal).toBeInstanceOf(BadInput);
    expect((await shipmentRow(id)).state).toBe("arrived");
  });

  it("on a phone arrives, counts and signs in one go, once however often it is sent", async () => {
    const goods = await someGoods();
    await stocked(cast.store, goods, 10n);
    const transferId = await pickedTransfer(cast, [{ goodsId: goods.id, quantity: 10n }]);
    const id = await aShipment(cast, transferId, "departed");
    const row = await shipmentRow(id);
    const send = () =>
      receiveShipment(
        cast.receiver,
        {
          ...SIGNING,
          id,
          version: row.version,
          lines: [{ lineId: row.lines[0]?.id ?? "", counted: 10n, damaged: 0n, wrongGoods: 0n, note: "" }],
        },
        "phone-key",
      );
    const [first, second] = await Promise.all([send(), send()]);
    expect(first).toEqual(second);
    expect((await transferRow(transferId)).lines[0]?.received).toBe(10n);
  });

  it("needs every line counted and somebody at the receiving end", async () => {
    const { id } = await arrivedGoods(cast, 10n);
    const row = await shipmentRow(id);
    expect(await caught(countShipment(cast.receiver, { id, version: row.version, lines: [] }))).toBeInstanceOf(
      BadInput,
    );
    expect(
      await caught(
        countShipment(cast.operator, {
          id,
          version: row.version,
          lines: [{ lineId: row.lines[0]?.id ?? "", counted: 10n, damaged: 0n, wrongGoods: 0n, note: "" }],
        }),
      ),
    ).toMatchObject({ reason: { key: "errors.notAllowed" } });
    expect(acceptInput.safeParse({ ...SIGNING, signatureTyped: undefined, id, version: 1 }).success).toBe(false);
  });

  it("short, damaged and over each open a case with an owner and a 24 hour clock; what differs stays on the road", async () => {
    const { id, lot } = await arrivedGoods(cast, 100n);
    await countAndSign(cast.receiver, id, [{ counted: 90n, damaged: 6n }]);
    const row = await shipmentRow(id);
    expect(row.lines[0]).toMatchObject({ accepted: 90n, damaged: 6n });
    expect((await balance(cast.store, "transit", lot.id, row.number)).onHand).toBe(10n);
    const cases = await casesOf(id);
    expect(cases.map((each) => [each.kind, each.expected - each.actual, each.state])).toEqual([
      ["damaged", 6n, "open"],
      ["short", 4n, "open"],
    ]);
    for (const each of cases) {
      expect(each.ownerId).not.toBeNull();
      expect(each.dueAt.getTime() - each.businessAt.getTime()).toBe(24 * 3_600_000);
    }
    const more = await arrivedGoods(cast, 50n);
    await countAndSign(cast.receiver, more.id, [{ counted: 53n }]);
    expect((await casesOf(more.id)).map((each) => [each.kind, each.actual])).toEqual([["over", 53n]]);
    expect((await shipmentRow(more.id)).lines[0]?.accepted).toBe(50n);
  });
});

describe("a blind count", () => {
  it("keeps the expected quantity from the receiving store until it has counted, on shipment and transfer alike", async () => {
    const between = await transportCast("reserveNode");
    const goods = await someGoods();
    await stocked(between.store, goods, 30n);
    const transferId = await pickedTransfer(between, [{ goodsId: goods.id, quantity: 30n }]);
    const id = await aShipment(between, transferId, "arrived");
    const seen = async (actor: typeof between.receiver) => [
      (await getShipment(actor, id)).lines[0]?.quantity,
      (await getTransfer(actor, transferId)).lines[0]?.quantity,
    ];
    expect(await seen(between.receiver)).toEqual([null, 0n]);
    expect(await seen(between.officer)).toEqual([30n, 30n]);
    await countAndSign(between.receiver, id, [{ counted: 29n }]);
    expect(await seen(between.receiver)).toEqual([30n, 30n]);
  });
});

describe("a return", () => {
  it("sends back what a hospital received, no more, and it lands on the store's dock", async () => {
    const { id, goods, lot } = await arrivedGoods(cast, 40n);
    await countAndSign(cast.receiver, id, [{ counted: 40n }]);
    const hospitalSide = await actorAs("warehouseOperator", { areaCode: AREAS.districtB, siteId: cast.recipient.id });
    const make = (quantity: bigint) =>
      createTransfer(cast.officer, {
        fromSiteId: cast.recipient.id,
        toSiteId: cast.store.id,
        purpose: "return",
        priority: "routine",
        note: "型号不合",
        lines: [{ goodsId: goods.id, lotId: lot.id, quantity, ratioNeed: 1, ratioSubstitute: 1 }],
      });
    const tooMuch = await make(41n);
    const refusal = (await caught(transferMove(cast.officer, tooMuch.id, "release"))) as Refusal;
    expect(refusal.items[0]).toMatchObject({ key: "transport.transfer.refusals.returnTooMuch" });
    const back = await make(15n);
    await transferMove(cast.officer, back.id, "release");
    const place = await write(setup, (db) => placeOf(db, cast.recipient, "recipient"));
    const line = (await transferRow(back.id)).lines[0]?.id ?? "";
    await pickTransfer(hospitalSide, {
      id: back.id,
      version: 2,
      picks: [{ lineId: line, lotId: lot.id, placeId: place, quantity: 15n }],
    });
    const side = { ...cast, operator: hospitalSide, driver: await actorAs("driver", { areaCode: AREAS.districtB }) };
    const shipment = await aShipment(side, back.id, "arrived");
    await countAndSign(cast.operator, shipment, [{ counted: 15n }]);
    expect((await balance(cast.store, "dock", lot.id)).onHand).toBe(15n);
  });
});
