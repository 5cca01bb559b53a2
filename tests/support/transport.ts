import { acceptShipment, countShipment } from "@/lib/operation/distribution/handover/commands/receive";
import { moveShipment, sealShipment } from "@/lib/operation/transport/shipment/commands/move";
import { planShipment } from "@/lib/operation/transport/shipment/commands/plan";
import type { MoveShipmentInput } from "@/lib/operation/transport/shipment/schema";
import { createTransfer } from "@/lib/operation/transport/transfer/commands/create";
import { moveTransfer } from "@/lib/operation/transport/transfer/commands/move";
import { pickTransfer } from "@/lib/operation/transport/transfer/commands/pick";
import type { CreateTransferInput, MoveTransferInput } from "@/lib/operation/transport/transfer/schema";
import type { Actor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";
import type { SiteKind } from "@/lib/platform/db/generated/enums";
import { placeOf } from "@/lib/platform/ledger/places";
import { actorAs, setup } from "./actors";
import type { DemandCast } from "./demand";
import { stageOf } from "./stage";
import { AREAS, aSite, someGoods, stocked } from "./world";

type Site = Awaited<ReturnType<typeof aSite>>;

/** A store in one district, a recipient in another, and everybody who touches a shipment between them. */
export interface TransportCast {
  store: Site;
  recipient: Site;
  officer: Actor;
  dispatcher: Actor;
  operator: Actor;
  driver: Actor;
  receiver: Actor;
}

/** @param kind kind of the receiving site */
export async function transportCast(kind: SiteKind = "hospital"): Promise<TransportCast> {
  const store = await aSite(AREAS.districtA);
  const recipient = await aSite(AREAS.districtB, kind);
  const isStore = kind === "reserveNode" || kind === "hub";
  return {
    store,
    recipient,
    officer: await actorAs("reserveOfficer", { areaCode: AREAS.city }),
    dispatcher: await actorAs("transportDispatcher", { areaCode: AREAS.city }),
    operator: await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: store.id }),
    driver: await actorAs("driver", { areaCode: AREAS.districtA }),
    receiver: await actorAs(isStore ? "warehouseOperator" : "hospitalRequester", {
      areaCode: AREAS.districtB,
      siteId: recipient.id,
    }),
  };
}

/** The cast with the hospital of a need as its recipient: what says it serves a need must go where the need is. */
export const servingCast = (cast: TransportCast, people: DemandCast): TransportCast => ({
  ...cast,
  recipient: people.hospital as Site,
  receiver: people.requester,
});

/** A database of the file's own with a cast in it, from before its first test to after its last. */
export const transportStage = () => stageOf(() => transportCast());

export const transferRow = (id: string) =>
  read(setup, (db) =>
    db.transferOrder.findUniqueOrThrow({ where: { id }, include: { lines: { orderBy: { position: "asc" } } } }),
  );
export const shipmentRow = (id: string) =>
  read(setup, (db) =>
    db.shipment.findUniqueOrThrow({
      where: { id },
      include: { lines: { orderBy: { position: "asc" } }, handover: true, discrepancies: { orderBy: { id: "asc" } } },
    }),
  );
export const casesOf = async (shipmentId: string) => (await shipmentRow(shipmentId)).discrepancies;

/** On-hand and reserved of a lot in a place of a kind; zero when the place holds none. */
export async function balance(
  site: { id: string; areaCode: string },
  kind: "shelf" | "staging" | "transit" | "dock" | "quarantine",
  lotId: string,
  zone = "",
): Promise<{ onHand: bigint; reserved: bigint }> {
  return read(setup, async (db) => {
    const placeId = await placeOf(db, site, kind, zone);
    const row = await db.stockBalance.findUnique({ where: { placeId_lotId: { placeId, lotId } } });
    return { onHand: row?.onHand ?? 0n, reserved: row?.reserved ?? 0n };
  });
}

type Line = Partial<CreateTransferInput["lines"][number]> & { goodsId: string; quantity: bigint };

/** A draft transfer of the cast. */
export async function aTransfer(cast: TransportCast, lines: Line[]): Promise<string> {
  const { id } = await createTransfer(cast.officer, {
    fromSiteId: cast.store.id,
    toSiteId: cast.recipient.id,
    purpose: "supply",
    priority: "routine",
    note: "",
    lines: lines.map((line) => ({ ratioNeed: 1, ratioSubstitute: 1, ...line })),
  });
  return id;
}

/** One bare move of a transfer at its present version. */
export async function transferMove(actor: Actor, id: string, move: MoveTransferInput["move"], reason?: string) {
  return moveTransfer(actor, { id, version: (await transferRow(id)).version, move, reason });
}

/** A released transfer of one line. */
export async function releasedTransfer(cast: TransportCast, goodsId: string, quantity: bigint): Promise<string> {
  const id = await aTransfer(cast, [{ goodsId, quantity }]);
  await transferMove(cast.officer, id, "release");
  return id;
}

/** Picks what is reserved, line by line. */
export async function pickReserved(cast: TransportCast, id: string): Promise<void> {
  const held = await read(setup, (db) =>
    db.stockReservation.findMany({ where: { documentId: id, state: "active" }, orderBy: { id: "asc" } }),
  );
  await pickTransfer(cast.operator, {
    id,
    version: (await transferRow(id)).version,
    picks: held.map(({ lineId, lotId, placeId, quantity }) => ({ lineId: lineId ?? "", lotId, placeId, quantity })),
  });
}

/** A transfer released and wholly picked. */
export async function pickedTransfer(cast: TransportCast, lines: Line[]): Promise<string> {
  const id = await aTransfer(cast, lines);
  await transferMove(cast.officer, id, "release");
  await pickReserved(cast, id);
  return id;
}

/** Some fresh goods in the cast's store, as many in stock as are sent unless told otherwise, released and wholly picked. */
export async function pickedGoods(
  cast: TransportCast,
  quantity: bigint,
  { stock = quantity, packSize }: { stock?: bigint; packSize?: bigint } = {},
) {
  const goods = await someGoods();
  const { lot } = await stocked(cast.store, goods, stock, { packSize });
  const transferId = await pickedTransfer(cast, [{ goodsId: goods.id, quantity }]);
  return { goods, lot, transferId, lineId: (await transferRow(transferId)).lines[0]?.id ?? "" };
}

export const shipmentMove = async (actor: Actor, id: string, move: MoveShipmentInput["move"], reason?: string) =>
  moveShipment(actor, { id, version: (await shipmentRow(id)).version, move, reason });

/** A shipment of everything picked, up to a state on the main line. */
export async function aShipment(
  cast: TransportCast,
  transferId: string,
  upTo: "planned" | "loaded" | "sealed" | "departed" | "arrived",
  lines?: { lineId: string; lotId: string; quantity: bigint }[],
): Promise<string> {
  const { id } = await planShipment(cast.dispatcher, {
    transferId,
    driverId: cast.driver.personId ?? undefined,
    note: "",
    lines,
  });
  const reached = (state: typeof upTo) =>
    ["planned", "loaded", "sealed", "departed", "arrived"].indexOf(upTo) >=
    ["planned", "loaded", "sealed", "departed", "arrived"].indexOf(state);
  if (reached("loaded")) await shipmentMove(cast.operator, id, "load");
  if (reached("sealed"))
    await sealShipment(cast.operator, { id, version: (await shipmentRow(id)).version, sealNumber: "模拟 001" });
  if (reached("departed")) await shipmentMove(cast.driver, id, "depart");
  if (reached("arrived")) await shipmentMove(cast.driver, id, "arrive");
  return id;
}

/** Some fresh goods, picked and driven to the recipient's gate. */
export async function arrivedGoods(cast: TransportCast, quantity: bigint, stock = quantity) {
  const picked = await pickedGoods(cast, quantity, { stock });
  return { ...picked, id: await aShipment(cast, picked.transferId, "arrived") };
}

export interface CountOf {
  counted: bigint;
  damaged?: bigint;
  wrongGoods?: bigint;
}

/** Counts the lines in order and signs. */
export async function countAndSign(actor: Actor, id: string, counts: CountOf[]): Promise<void> {
  const before = await shipmentRow(id);
  await countShipment(actor, {
    id,
    version: before.version,
    lines: before.lines.map((line, index) => ({
      lineId: line.id,
      damaged: 0n,
      wrongGoods: 0n,
      note: "",
      ...(counts[index] ?? { counted: line.quantity }),
    })),
  });
  await acceptShipment(actor, { id, version: before.version + 1, ...SIGNING });
}

export const SIGNING = {
  receiverName: "模拟签收人",
  receiverRole: "护士长",
  signatureTyped: "模拟签收人",
  photos: [] as File[],
  position: { source: "none" } as const,
  placeName: "",
  note: "",
};
