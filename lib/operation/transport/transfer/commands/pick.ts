import type { Actor } from "@/lib/platform/auth/actor";
import type { Db } from "@/lib/platform/db/access";
import { type Message, Refusal } from "@/lib/platform/errors";
import { placeOf } from "@/lib/platform/ledger/places";
import { type Movement, post } from "@/lib/platform/ledger/post";
import { endReservations, releaseAll, reserve } from "@/lib/platform/ledger/reserve";
import { type MovePart, moveWithin, runMove } from "@/lib/platform/workflow/run";
import { lockLevel, pickableLots } from "@/lib/operation/storage/reserve-fefo";
import { freeAboveFloor } from "@/lib/operation/storage/rules/floor";
import { dateOnly, dayOf } from "@/lib/platform/clock/clock";
import { isStore } from "../../stores";
import { allPicked, consumeHeld, type HeldStock, leftToPick, releaseForSubstitute } from "../rules";
import type { PickInput } from "../schema";
import { heldFor, linesOf, transferAccess, type TransferLineRow, type TransferRow } from "./access";

type Pick = PickInput["picks"][number];

/** Names every pick that does not fit its line, its lot or its shelf. */
async function refuseUnfit(db: Db, row: TransferRow, lines: Map<string, TransferLineRow>, picks: readonly Pick[]) {
  const lots = await db.lot.findMany({ where: { id: { in: picks.map((pick) => pick.lotId) } } });
  const shelves = await db.place.findMany({
    where: {
      id: { in: picks.map((pick) => pick.placeId) },
      siteId: row.fromSiteId,
      kind: isStore(row.fromSite.kind) ? "shelf" : "recipient",
    },
  });
  const items: Message[] = [];
  const taken = new Map<string, bigint>();
  for (const pick of picks) {
    const line = lines.get(pick.lineId);
    const lot = lots.find((each) => each.id === pick.lotId);
    if (!line || !lot || !shelves.some((shelf) => shelf.id === pick.placeId)) {
      items.push({ key: "transport.transfer.refusals.pickUnknown" });
      continue;
    }
    const total = (taken.get(line.id) ?? 0n) + pick.quantity;
    taken.set(line.id, total);
    const params = { line: line.position, lot: lot.number, unit: line.unit };
    if (lot.goodsId !== line.goodsId || lot.unit !== line.unit)
      items.push({ key: "transport.transfer.refusals.pickOtherGoods", params });
    if (total > leftToPick(line))
      items.push({
        key: "transport.transfer.refusals.pickTooMuch",
        params: { ...params, wanted: total, available: leftToPick(line) },
      });
  }
  if (items.length > 0) throw new Refusal({ key: "transport.transfer.refusals.pickUnfit" }, items);
}

/**
 * What is picked beyond the line's own promises (a lot was recalled, another is taken instead) comes out of what the store may give: never
 * out of its reserve floor. Levels are locked in the order of their goods.
 * @throws Refusal naming each goods, what is picked without a promise and what lies above the floor
 */
async function refuseBelowFloor(
  db: Db,
  row: TransferRow,
  lines: Map<string, TransferLineRow>,
  held: readonly HeldStock[],
  picks: readonly Pick[],
  today: Date,
) {
  if (!isStore(row.fromSite.kind)) return;
  const lots = await db.lot.findMany({ where: { id: { in: held.map((each) => each.lotId) } } });
  const fit = new Set(
    lots
      .filter((lot) => !lot.recalled && lot.condition === "good" && !(lot.expiresOn && lot.expiresOn < today))
      .map((lot) => lot.id),
  );
  const unpromised = new Map<string, bigint>();
  for (const line of lines.values()) {
    const sum = (rows: readonly { lineId: string | null; quantity: bigint }[]) =>
      rows.reduce((total, each) => (each.lineId === line.id ? total + each.quantity : total), 0n);
    const beyond = sum(picks) - sum(held.filter((each) => fit.has(each.lotId)));
    if (beyond > 0n) unpromised.set(line.goodsId, (unpromised.get(line.goodsId) ?? 0n) + beyond);
  }
  const items: Message[] = [];
  for (const goodsId of [...unpromised.keys()].sort()) {
    const wanted = unpromised.get(goodsId) ?? 0n;
    const floor = await lockLevel(db, row.fromSite, goodsId);
    if (floor === 0n) continue;
    const goods = await db.goods.findUniqueOrThrow({ where: { id: goodsId } });
    const free = (await pickableLots(db, row.fromSiteId, goodsId, today)).reduce((sum, lot) => sum + lot.available, 0n);
    const available = freeAboveFloor(free, floor);
    if (available < wanted)
      items.push({
        key: "errors.stock.belowFloor",
        params: {
          goods: goods.nameZh,
          goodsEn: goods.nameEn,
          goodsId,
          site: row.fromSite.name,
          ...(row.fromSite.nameEn ? { siteEn: row.fromSite.nameEn } : {}),
          siteId: row.fromSiteId,
          unit: goods.baseUnit,
          wanted,
          available,
          missing: wanted - available,
          floor,
        },
      });
  }
  if (items.length > 0) throw new Refusal({ key: "transport.transfer.refusals.pickUnfit" }, items);
}

/** Uses up the promises behind one pick; another lot than promised needs its reason and frees as much of the line's promises. */
async function settlePromises(db: Db, actor: Actor, row: TransferRow, held: HeldStock[], pick: Pick) {
  const source = { documentKind: "transferOrder", documentId: row.id };
  const { consume, remainder } = consumeHeld(held, pick);
  const covered = consume.reduce((sum, each) => sum + each.quantity, 0n) - remainder;
  const again: { placeId: string; lotId: string; quantity: bigint; lineId: string }[] = [];
  if (remainder > 0n)
    again.push({ placeId: pick.placeId, lotId: pick.lotId, quantity: remainder, lineId: pick.lineId });
  let gone = consume;
  let released: HeldStock[] = [];
  if (covered < pick.quantity && held.some((each) => each.lineId === pick.lineId && !consume.includes(each))) {
    if (!pick.substitutionReason) throw new Refusal({ key: "transport.transfer.refusals.substitutionReason" });
    const freed = releaseForSubstitute(
      held.filter((each) => !consume.includes(each)),
      pick.lineId,
      pick.quantity - covered,
    );
    released = freed.release;
    if (freed.again)
      again.push({
        placeId: freed.again.row.placeId,
        lotId: freed.again.row.lotId,
        quantity: freed.again.quantity,
        lineId: pick.lineId,
      });
    gone = [...consume, ...released];
  }
  await endReservations(
    db,
    consume.map((each) => each.id),
    "consumed",
  );
  await endReservations(
    db,
    released.map((each) => each.id),
    "released",
  );
  for (const each of gone) held.splice(held.indexOf(each), 1);
  return async () => {
    const ids = await reserve(db, actor, source, again);
    for (const [index, promise] of again.entries()) held.push({ id: ids[index] as string, ...promise });
  };
}

export const finishPart: MovePart<TransferRow, null> = {
  effect: async ({ db, row }) => {
    if ((await linesOf(db, row.id)).every((line) => line.picked === 0n))
      throw new Refusal({ key: "transport.transfer.refusals.nothingPicked" });
    await releaseAll(db, { documentKind: "transferOrder", documentId: row.id });
  },
};

const pickPart: MovePart<TransferRow, Pick[]> = {
  decide: ({ input }) => {
    const reasons = [...new Set(input.flatMap((pick) => pick.substitutionReason ?? []))].join("；");
    return { facts: { picks: input.length, ...(reasons ? { substitution: reasons.slice(0, 1000) } : {}) } };
  },
  effect: async ({ db, actor, row, input, now }) => {
    const lines = new Map((await linesOf(db, row.id)).map((line) => [line.id, line]));
    await refuseUnfit(db, row, lines, input);
    const staging = await placeOf(db, row.fromSite, "staging");
    const held: HeldStock[] = await heldFor(db, row.id);
    await refuseBelowFloor(db, row, lines, held, input, dateOnly(dayOf(now)));
    for (const pick of input) {
      const promiseAgain = await settlePromises(db, actor, row, held, pick);
      const movement: Movement = {
        kind: "pick",
        lotId: pick.lotId,
        fromPlaceId: pick.placeId,
        toPlaceId: staging,
        quantity: pick.quantity,
        lineId: pick.lineId,
        reason: pick.substitutionReason ?? "",
      };
      await post(db, actor, { documentKind: "transferOrder", documentId: row.id, businessAt: now }, [movement]);
      await promiseAgain();
      await db.transferLine.update({ where: { id: pick.lineId }, data: { picked: { increment: pick.quantity } } });
    }
    if (allPicked(await linesOf(db, row.id)))
      await moveWithin(db, actor, transferAccess, "finishPicking", finishPart, {
        id: row.id,
        version: null,
        input: null,
      });
  },
};

/**
 * Picks lots for lines: uses up the promises, moves shelf → staging, and is done when nothing is left to pick. The database refuses an
 * expired, recalled or damaged lot by name. Another lot than the promised one may be taken with a reason.
 */
export function pickTransfer(actor: Actor, { id, version, picks }: PickInput, key?: string) {
  return runMove(actor, transferAccess, "pick", pickPart, { id, version, key, input: picks });
}
