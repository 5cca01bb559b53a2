import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere, visible } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, read } from "@/lib/platform/db/access";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { NotFound } from "@/lib/platform/errors";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { demandMachine } from "../machine";
import { placeOfDemand } from "../commands/access";
import { demandGate } from "./reach-sql";

const whole = {
  site: { select: { id: true, name: true, nameEn: true, kind: true, area: { select: { name: true, nameEn: true } } } },
  incident: { select: { id: true, number: true, nameZh: true, nameEn: true, state: true } },
  mergedInto: { select: { id: true, number: true, state: true } },
  merged: { select: { id: true, number: true, state: true, version: true }, orderBy: { id: "asc" } },
  confirmations: { orderBy: { id: "desc" }, take: 50 },
  lines: {
    orderBy: { position: "asc" },
    include: { goods: { select: { id: true, code: true, nameZh: true, nameEn: true, baseUnit: true } } },
  },
} as const satisfies Prisma.DemandRequestInclude;
export type DemandDetail = Prisma.DemandRequestGetPayload<{ include: typeof whole }>;

/** One shipment that carries goods for a line. Quantities in the unit sent. */
export interface Carriage {
  demandLineId: string;
  transfer: { id: string; number: string; state: string; quantity: bigint; unit: string; fromName: string };
  /** null while nothing is loaded for the transfer line. */
  shipment: {
    id: string;
    number: string;
    state: string;
    quantity: bigint;
    accepted: bigint | null;
    departedAt: Date | null;
    expectedAt: Date | null;
    arrivedAt: Date | null;
    acceptedAt: Date | null;
  } | null;
}

/** Which transfers and shipments serve these lines: what a requester wants to know first. */
async function carriagesOf(db: Db, lineIds: readonly string[]): Promise<Carriage[]> {
  const lines = await db.transferLine.findMany({
    where: { demandLineId: { in: [...lineIds] } },
    orderBy: { id: "asc" },
    take: 500,
    include: {
      transfer: { include: { fromSite: { select: { name: true, nameEn: true } } } },
      shipmentLines: { include: { shipment: true }, orderBy: { id: "asc" } },
    },
  });
  return lines.flatMap((line): Carriage[] => {
    const transfer = {
      id: line.transfer.id,
      number: line.transfer.number,
      state: line.transfer.state,
      quantity: line.quantity,
      unit: line.unit,
      fromName: line.transfer.fromSite.name,
    };
    const demandLineId = line.demandLineId as string;
    if (line.shipmentLines.length === 0) return [{ demandLineId, transfer, shipment: null }];
    return line.shipmentLines.map(({ shipment, quantity, accepted }) => ({
      demandLineId,
      transfer,
      shipment: {
        id: shipment.id,
        number: shipment.number,
        state: shipment.state,
        quantity,
        accepted,
        departedAt: shipment.departedAt,
        expectedAt: shipment.expectedAt,
        arrivedAt: shipment.arrivedAt,
        acceptedAt: shipment.acceptedAt,
      },
    }));
  });
}

/**
 * One request with everything its page shows: lines, confirmations, what it was merged with, what carries it, the moves this person may make.
 * @throws NotFound when absent or out of reach
 */
export function getDemand(actor: Actor, id: string) {
  demandGate(actor);
  return read(actor, async (db) => {
    const request = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
      ? await db.demandRequest.findFirst({ where: { AND: [{ id }, visible(actor, "demand.read")] }, include: whole })
      : null;
    if (!request) throw new NotFound();
    const { now } = await businessTime(db);
    const carriages = canSomewhere(actor, "shipment.read")
      ? await carriagesOf(
          db,
          request.lines.map((line) => line.id),
        )
      : [];
    return {
      ...request,
      now,
      carriages,
      moves: offeredMoves(actor, demandMachine, request, { only: placeOfDemand(request) }),
    };
  });
}

/** Requests that match, newest first, with what carries their lines. */
function withCarriages(actor: Actor, where: Prisma.DemandRequestWhereInput, take: number) {
  demandGate(actor);
  return read(actor, async (db) => {
    const { now } = await businessTime(db);
    const requests = await db.demandRequest.findMany({
      where: { AND: [where, visible(actor, "demand.read")] },
      include: whole,
      orderBy: { id: "desc" },
      take,
    });
    const lineIds = requests.flatMap((request) => request.lines.map((line) => line.id));
    const carriages = canSomewhere(actor, "shipment.read") ? await carriagesOf(db, lineIds) : [];
    return { requests, carriages, now };
  });
}

/** Needs of one site, newest first, with what was promised, shipped and received for each line and by which shipments. */
export const needsOfSite = (actor: Actor, siteId: string, take = 20) => withCarriages(actor, { siteId }, take);

/** The newest requests of the places this person files for: a requester's own history. */
export const needsOfMine = (actor: Actor, take = 20) =>
  withCarriages(actor, { AND: [visible(actor, "demand.create"), { state: { not: "merged" } }] }, take);
