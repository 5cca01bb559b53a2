import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime, dateOnly, dayOf } from "@/lib/platform/clock/clock";
import type { Db } from "@/lib/platform/db/access";
import { type Message, Refusal } from "@/lib/platform/errors";
import { endReservations } from "@/lib/platform/ledger/reserve";
import { reserveFefo } from "@/lib/operation/storage/reserve-fefo";
import { isStore } from "../../stores";
import { leftToPick } from "../rules";
import { linesOf, type TransferLineRow, type TransferRow } from "./access";
import { reserveSameLot } from "./reserve";

/** States in which lines are to be picked, so that something must be promised to them. */
const TO_PICK: readonly string[] = ["released", "picking"];

interface LinePromise {
  id: string;
  lineId: string | null;
  quantity: bigint;
  fit: boolean;
}

/** Active promises of transfers, each with whether its lot may still be issued today. */
const promisesOf = (db: Db, transferIds: readonly string[], today: Date) => db.$queryRaw<LinePromise[]>`
  SELECT r.id, r.line_id AS "lineId", r.quantity,
    NOT l.recalled AND l.condition = 'good' AND (l.expires_on IS NULL OR l.expires_on >= ${today}::date) AS fit
  FROM stock_reservation r JOIN lot l ON l.id = r.lot_id
  WHERE r.document_kind = 'transferOrder' AND r.document_id = ANY(${[...transferIds]}::uuid[]) AND r.state = 'active'`;

type ShortLine = Pick<TransferLineRow, "id" | "quantity" | "picked" | "shipped" | "received" | "backOrdered">;

/**
 * What lines still to be picked lack: left to pick, less what is promised of lots that may be issued. A recall or an expiry makes a line
 * short the moment it happens. Places that keep no stock promise nothing and are never short.
 * @returns units short by line id; lines that lack nothing are left out
 */
export async function shortLines(
  db: Db,
  transfers: readonly {
    id: string;
    state: string;
    fromSite: { kind: Parameters<typeof isStore>[0] };
    lines: readonly ShortLine[];
  }[],
): Promise<Map<string, bigint>> {
  const open = transfers.filter((row) => TO_PICK.includes(row.state) && isStore(row.fromSite.kind));
  const short = new Map<string, bigint>();
  if (open.length === 0) return short;
  const today = dateOnly(dayOf((await businessTime(db)).now));
  const promised = new Map<string, bigint>();
  for (const row of await promisesOf(
    db,
    open.map((each) => each.id),
    today,
  ))
    if (row.fit && row.lineId) promised.set(row.lineId, (promised.get(row.lineId) ?? 0n) + row.quantity);
  for (const line of open.flatMap((row) => row.lines)) {
    const lacking = leftToPick(line) - (promised.get(line.id) ?? 0n);
    if (lacking > 0n) short.set(line.id, lacking);
  }
  return short;
}

/**
 * Reserves what lines are short of, first expired first out, as far as the store can serve above its floors; a line in packs of unknown size
 * only of its own lot, for a pack is no base unit. Promises of lots that may no
 * longer be issued are given back first. Levels are locked in the order of their goods.
 * @throws Refusal when no line is short, or none of it can be had, naming each line
 */
export async function reserveShort(db: Db, actor: Actor, row: TransferRow): Promise<void> {
  const lines = await linesOf(db, row.id);
  const short = await shortLines(db, [{ ...row, lines }]);
  if (short.size === 0) throw new Refusal({ key: "transport.transfer.refusals.nothingShort" });
  const today = dateOnly(dayOf((await businessTime(db)).now));
  const unfit = (await promisesOf(db, [row.id], today)).filter((promise) => !promise.fit);
  await endReservations(
    db,
    unfit.map((promise) => promise.id),
    "released",
  );
  const goods = await db.goods.findMany({
    where: { id: { in: lines.map((line) => line.goodsId) } },
    select: { id: true, baseUnit: true },
  });
  const baseUnits = new Map(goods.map((each) => [each.id, each.baseUnit]));
  let reserved = 0n;
  const refused: Message[] = [];
  for (const line of [...lines].sort((a, b) => (a.goodsId < b.goodsId ? -1 : a.goodsId > b.goodsId ? 1 : 0))) {
    const wanted = short.get(line.id);
    if (wanted === undefined) continue;
    const inPacks = baseUnits.get(line.goodsId) !== line.unit;
    const missing = inPacks
      ? wanted - (await reserveSameLot(db, actor, row, line, wanted))
      : (
          await reserveFefo(db, actor, {
            siteId: row.fromSiteId,
            goodsId: line.goodsId,
            quantity: wanted,
            document: { documentKind: "transferOrder", documentId: row.id },
            lineId: line.id,
            partial: true,
          })
        ).missing;
    reserved += wanted - missing;
    if (missing === wanted)
      refused.push({
        key: "transport.transfer.refusals.stillShort",
        params: { line: line.position, missing, unit: line.unit },
      });
  }
  if (reserved === 0n) throw new Refusal({ key: "transport.transfer.refusals.nothingToReserve" }, refused);
}
