import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, write } from "@/lib/platform/db/access";
import { BadInput, Conflict, type Message, NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { pointOf, wayM } from "@/lib/platform/places/distance";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { transferAccess, type TransferRow } from "../../transfer/commands/access";
import { plannedByLot } from "../../transfer/commands/staged";
import { unfitCrew, withCrew } from "../crew";
import type { AssignShipmentInput, PlanShipmentInput } from "../schema";
import { type ShipmentRow, shipmentAccess } from "./access";

/** Refuses a vehicle or driver that does not exist, is not in service, or serves another area than the sending store's. */
async function checkCrew(
  db: Db,
  actor: Actor,
  input: { vehicleId?: string; driverId?: string },
  areaCode: string,
): Promise<void> {
  const unfit = await unfitCrew(db, actor, input, areaCode);
  if (unfit.length > 0)
    throw new BadInput(
      Object.fromEntries(unfit.map((field) => [field, { key: `transport.shipment.refusals.${field}` }])),
    );
}

/** What goes on the shipment: the lots asked for, or all that stand free; each refused by name when it is more than stands free. */
async function linesToLoad(db: Db, transfer: TransferRow, wanted: PlanShipmentInput["lines"]) {
  const free = (await plannedByLot(db, transfer.id)).filter((lot) => lot.free > 0n);
  const lines = wanted ?? free.map((lot) => ({ lineId: lot.lineId, lotId: lot.lotId, quantity: lot.free }));
  if (lines.length === 0) throw new Refusal({ key: "transport.shipment.refusals.nothingStaged" });
  const items: Message[] = [];
  lines.forEach((line, index) => {
    const stands = free.find((lot) => lot.lineId === line.lineId && lot.lotId === line.lotId)?.free ?? 0n;
    const again = lines.some((other, at) => at < index && other.lineId === line.lineId && other.lotId === line.lotId);
    if (again || line.quantity > stands)
      items.push({
        key: "transport.shipment.refusals.moreThanStaged",
        params: { line: index + 1, wanted: line.quantity, available: again ? 0n : stands },
      });
  });
  if (items.length > 0) throw new Refusal({ key: "transport.shipment.refusals.notPlanned" }, items);
  return lines;
}

/** Writes a planned shipment for a transfer that is already locked. Used by the dispatcher and by documents entered afterwards. */
export async function draftShipment(
  db: Db,
  actor: Actor,
  transfer: TransferRow,
  input: Omit<PlanShipmentInput, "transferId">,
  businessAt: Date,
) {
  const lines = await linesToLoad(db, transfer, input.lines);
  const ordered = await db.transferLine.findMany({ where: { transferId: transfer.id } });
  const ends = { fromAreaCode: transfer.fromAreaCode, toAreaCode: transfer.toAreaCode };
  const [from, to] = [
    await db.site.findUniqueOrThrow({ where: { id: transfer.fromSiteId } }),
    await db.site.findUniqueOrThrow({ where: { id: transfer.toSiteId } }),
  ];
  const shipment = await db.shipment.create({
    data: {
      ...ends,
      transferId: transfer.id,
      incidentId: transfer.incidentId,
      fromSiteId: transfer.fromSiteId,
      toSiteId: transfer.toSiteId,
      vehicleId: input.vehicleId ?? null,
      driverId: input.driverId ?? null,
      plannedAt: input.plannedAt ?? null,
      expectedAt: input.expectedAt ?? null,
      distanceM: wayM(pointOf(from), pointOf(to)),
      note: input.note,
      createdById: actor.personId,
      businessAt,
    },
  });
  await db.shipmentLine.createMany({
    data: lines.map((line, index) => {
      const of = ordered.find((each) => each.id === line.lineId);
      if (!of) throw new BadInput({ [`lines.${index}.lineId`]: { key: "errors.notFound" } });
      return {
        ...ends,
        shipmentId: shipment.id,
        position: index + 1,
        transferLineId: of.id,
        goodsId: of.goodsId,
        lotId: line.lotId,
        unit: of.unit,
        quantity: line.quantity,
      };
    }),
  });
  await publish(db, actor, {
    type: "shipment.created",
    documentKind: "shipment",
    documentId: shipment.id,
    documentNumber: shipment.number,
    areaCode: shipment.fromAreaCode,
    otherAreaCode: shipment.toAreaCode,
    businessAt,
    payload: { state: shipment.state, facts: { transfer: transfer.number, lines: lines.length } },
  });
  return shipment;
}

/** Plans a shipment of what a transfer has picked. Two at once: the transfer's lock lets one go first. */
export function planShipment(actor: Actor, input: PlanShipmentInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "shipment.plan", key, input, async () => {
      const transfer = await transferAccess.load(db, actor, input.transferId);
      if (!transfer) throw new NotFound();
      if (!can(actor, "shipment.plan", { areaCode: transfer.fromAreaCode, siteId: transfer.fromSiteId }))
        throw new NotFound({ key: "errors.notAllowed" });
      if (transfer.state !== "picked" && transfer.state !== "shipped")
        throw new Refusal({ key: "transport.shipment.refusals.notPickedYet" });
      await checkCrew(db, actor, input, transfer.fromAreaCode);
      return { id: (await draftShipment(db, actor, transfer, input, (await businessTime(db)).now)).id };
    }),
  );
}

/** States in which vehicle, driver and times may still be set. */
export const ASSIGNABLE: readonly string[] = ["planned", "loaded", "sealed"];

/** Sets vehicle, driver and times of a shipment that has not left. */
export function assignShipment(actor: Actor, input: AssignShipmentInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "shipment.assign", key, input, async () => {
      const row: ShipmentRow | null = await shipmentAccess.load(db, actor, input.id);
      if (!row) throw new NotFound();
      if (!can(actor, "shipment.plan", { areaCode: row.fromAreaCode, siteId: row.fromSiteId }))
        throw new NotFound({ key: "errors.notAllowed" });
      if (row.version !== input.version) throw new Conflict({ key: "errors.changedMeanwhile" });
      if (!ASSIGNABLE.includes(row.state)) throw new Refusal({ key: "errors.notOfferedNow" });
      await checkCrew(db, actor, input, row.fromAreaCode);
      const after = {
        vehicleId: input.vehicleId ?? null,
        driverId: input.driverId ?? null,
        plannedAt: input.plannedAt ?? null,
        expectedAt: input.expectedAt ?? null,
        note: input.note,
      };
      const saved = await shipmentAccess.save(db, row, { ...after, state: row.state, version: row.version + 1 });
      if (saved !== 1) throw new Conflict({ key: "errors.changedMeanwhile" });
      const [was, is] = await withCrew(db, actor, [
        { vehicleId: row.vehicleId, driverId: row.driverId },
        { vehicleId: after.vehicleId, driverId: after.driverId },
      ]);
      const text = (value: string | Date | null) => (value instanceof Date ? value.toISOString() : value);
      // The trail is read by people: it names the crew.
      const told = (name: keyof typeof after, crew: typeof was, value: string | Date | null) =>
        name === "vehicleId"
          ? (crew?.vehicle?.plate ?? null)
          : name === "driverId"
            ? (crew?.driver?.name ?? null)
            : text(value);
      await publish(db, actor, {
        type: "shipment.edited",
        documentKind: "shipment",
        documentId: row.id,
        documentNumber: row.number,
        areaCode: row.fromAreaCode,
        otherAreaCode: row.toAreaCode,
        payload: {
          changes: Object.fromEntries(
            (Object.keys(after) as (keyof typeof after)[])
              .filter((name) => text(row[name]) !== text(after[name]))
              .map((name) => [name, { before: told(name, was, row[name]), after: told(name, is, after[name]) }]),
          ),
        },
      });
      return { id: row.id };
    }),
  );
}
