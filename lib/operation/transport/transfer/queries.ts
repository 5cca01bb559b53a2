import type { Actor } from "@/lib/platform/auth/actor";
import { can, canSomewhere, TWO_ENDS, visible } from "@/lib/platform/auth/reach";
import { businessTime, dateOnly, dayOf } from "@/lib/platform/clock/clock";
import { type Db, read } from "@/lib/platform/db/access";
import { type Cursor, keyPage } from "@/lib/platform/db/key-page";
import { NotFound } from "@/lib/platform/errors";
import { isStore } from "../stores";
import { unfitness } from "../unfitness";
import { shortLines } from "./commands/short";
import { plannedByLot } from "./commands/staged";
import { leftToPick } from "./rules";

function gate(actor: Actor): void {
  if (!canSomewhere(actor, "transfer.read")) throw new NotFound({ key: "errors.notAllowed" });
}

const site = { select: { id: true, name: true, nameEn: true, kind: true, areaCode: true } } as const;
const goods = { select: { id: true, nameZh: true, nameEn: true, code: true } } as const;
const isId = (id: string): boolean => /^[0-9a-f-]{36}$/.test(id);

const AMOUNTS = {
  id: true,
  transferId: true,
  quantity: true,
  picked: true,
  shipped: true,
  received: true,
  backOrdered: true,
} as const;

export interface TransferFilter {
  state?: string;
  query?: string;
  incidentId?: string;
  planId?: string;
}

/** A page of transfer orders, newest first, with how much of each has been picked and shipped. */
export function listTransfers(actor: Actor, filter: TransferFilter, cursor: Cursor) {
  gate(actor);
  return read(actor, async (db) => {
    const page = await keyPage(cursor, ({ id, orderBy, take }) =>
      db.transferOrder.findMany({
        where: {
          AND: [
            { id },
            visible(actor, "transfer.read", TWO_ENDS),
            filter.state ? { state: filter.state } : {},
            filter.query ? { number: { contains: filter.query.toUpperCase() } } : {},
            filter.incidentId ? { incidentId: filter.incidentId } : {},
            filter.planId ? { planId: filter.planId } : {},
          ],
        },
        include: {
          fromSite: site,
          toSite: site,
          lines: { orderBy: { position: "asc" }, take: 3, include: { goods } },
          _count: { select: { lines: true } },
        },
        orderBy,
        take,
      }),
    );
    const lines = await db.transferLine.findMany({
      where: { transferId: { in: page.rows.map((row) => row.id) } },
      select: AMOUNTS,
    });
    const short = await shortLines(
      db,
      page.rows.map((row) => ({ ...row, lines: lines.filter((line) => line.transferId === row.id) })),
    );
    return {
      ...page,
      rows: page.rows.map((row) => ({
        ...row,
        shortLines: lines.filter((line) => line.transferId === row.id && short.has(line.id)).length,
      })),
    };
  });
}

const find = (db: Db, actor: Actor, id: string) =>
  isId(id)
    ? db.transferOrder.findFirst({
        where: { AND: [{ id }, visible(actor, "transfer.read", TWO_ENDS)] },
        include: {
          fromSite: site,
          toSite: site,
          incident: { select: { id: true, number: true, nameZh: true, nameEn: true } },
          plan: { select: { id: true, number: true } },
          parent: { select: { id: true, number: true } },
          children: { select: { id: true, number: true, state: true, purpose: true }, orderBy: { id: "asc" } },
          lines: {
            orderBy: { position: "asc" },
            include: {
              goods,
              lot: { select: { id: true, number: true, expiresOn: true } },
              demandLine: { select: { id: true, demand: { select: { id: true, number: true } } } },
            },
          },
          shipments: {
            orderBy: { id: "asc" },
            select: { id: true, number: true, state: true, departedAt: true, acceptedAt: true, expectedAt: true },
          },
        },
      })
    : null;

/**
 * Is a count of this transfer still blind for this person: a receiving store that has a shipment to count, seen by somebody who counts
 * there and may not see the sending end? Then amounts stay on the server.
 */
function isBlind(actor: Actor, transfer: NonNullable<Awaited<ReturnType<typeof find>>>): boolean {
  return (
    isStore(transfer.toSite.kind) &&
    transfer.shipments.some((shipment) => !["counted", "accepted", "returned", "cancelled"].includes(shipment.state)) &&
    can(actor, "shipment.receive", { areaCode: transfer.toAreaCode, siteId: transfer.toSiteId }) &&
    !can(actor, "transfer.read", { areaCode: transfer.fromAreaCode, siteId: transfer.fromSiteId })
  );
}

/** One transfer order with lines, shipments, relatives, and what stands picked in staging without a shipment. */
export function getTransfer(actor: Actor, id: string) {
  gate(actor);
  return read(actor, async (db) => {
    const transfer = await find(db, actor, id);
    if (!transfer) throw new NotFound();
    const blind = isBlind(actor, transfer);
    const { now } = await businessTime(db);
    const short = blind ? new Map<string, bigint>() : await shortLines(db, [transfer]);
    const staged = await plannedByLot(db, transfer.id);
    const lots = await db.lot.findMany({
      where: { id: { in: staged.map((row) => row.lotId) } },
      select: { id: true, number: true, recalled: true, condition: true, expiresOn: true },
    });
    const none = { quantity: 0n, picked: 0n, shipped: 0n, received: 0n, backOrdered: 0n };
    return {
      ...transfer,
      blind,
      lines: transfer.lines.map((line) => ({
        ...line,
        ...(blind ? none : {}),
        /** Units to pick that no fit lot is promised for. */
        short: short.get(line.id) ?? 0n,
        /** Lots picked for the line and not yet loaded that may no longer leave; what a recipient sends back may. */
        unfit: staged.flatMap((row) => {
          if (!isStore(transfer.fromSite.kind)) return [];
          const lot = row.lineId === line.id && row.free > 0n ? lots.find((each) => each.id === row.lotId) : undefined;
          const why = lot ? unfitness(lot, now) : null;
          return lot && why ? [{ id: lot.id, number: lot.number, why }] : [];
        }),
      })),
      staged,
    };
  });
}

/** A lot to pick for a line: promised or merely available, on one shelf. */
export interface LotToPick {
  lotId: string;
  lot: string;
  placeId: string;
  zone: string;
  expiresOn: Date | null;
  packSize: bigint | null;
  /** Promised to this line; 0 for a lot that could stand in. */
  promised: bigint;
  /** Free beside all promises. */
  available: bigint;
}

/**
 * What is to be picked for a transfer: each line with what is left, the promised lots in the order to pick them (first expired first), and
 * others that could stand in.
 */
export function pickingOf(actor: Actor, id: string) {
  gate(actor);
  return read(actor, async (db) => {
    const transfer = await find(db, actor, id);
    if (!transfer || isBlind(actor, transfer)) throw new NotFound();
    const today = dateOnly(dayOf((await businessTime(db)).now));
    const kind = isStore(transfer.fromSite.kind) ? "shelf" : "recipient";
    const rows = await db.$queryRaw<(LotToPick & { lineId: string })[]>`
      SELECT tl.id AS "lineId", l.id AS "lotId", l.number AS lot, p.id AS "placeId", p.zone, l.expires_on AS "expiresOn", l.pack_size AS "packSize",
        coalesce((SELECT sum(r.quantity) FROM stock_reservation r WHERE r.document_kind = 'transferOrder' AND r.document_id = tl.transfer_id
          AND r.line_id = tl.id AND r.state = 'active' AND r.lot_id = l.id AND r.place_id = p.id), 0)::bigint AS promised,
        CASE WHEN p.outside THEN tl.quantity - tl.picked ELSE b.on_hand - b.reserved END AS available
      FROM transfer_line tl
      JOIN lot l ON l.goods_id = tl.goods_id AND l.unit = tl.unit
      JOIN place p ON p.site_id = ${transfer.fromSiteId}::uuid AND p.kind = ${kind}::place_kind
      LEFT JOIN stock_balance b ON b.place_id = p.id AND b.lot_id = l.id
      WHERE tl.transfer_id = ${transfer.id}::uuid
        AND CASE WHEN p.outside THEN l.id = tl.lot_id
          ELSE b.on_hand > 0 AND NOT l.recalled AND l.condition = 'good' AND (l.expires_on IS NULL OR l.expires_on >= ${today}::date) END
      ORDER BY tl.position, promised DESC, l.expires_on NULLS LAST, l.number LIMIT 2000`;
    return {
      transfer,
      lines: transfer.lines.map((line) => ({
        ...line,
        left: leftToPick(line),
        lots: rows.filter((row) => row.lineId === line.id && (row.promised > 0n || row.available > 0n)),
      })),
    };
  });
}
