import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { type Db, write } from "@/lib/platform/db/access";
import { BadInput, Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { companyPrefix, ssccOf } from "../../sscc";
import { packedByLine, splitIntoCartons } from "../rules";
import type { PackInput, UnpackInput } from "../schema";
import { type ShipmentRow, shipmentAccess } from "./access";

/** States in which cartons may still be made or opened: before the seal. */
export const PACKABLE: readonly string[] = ["planned", "loaded"];

async function toPack(db: Db, actor: Actor, id: string, version: number): Promise<ShipmentRow> {
  const row = await shipmentAccess.load(db, actor, id);
  if (!row) throw new NotFound();
  if (!can(actor, "shipment.load", { areaCode: row.fromAreaCode, siteId: row.fromSiteId }))
    throw new NotFound({ key: "errors.notAllowed" });
  if (row.version !== version) throw new Conflict({ key: "errors.changedMeanwhile" });
  if (!PACKABLE.includes(row.state)) throw new Refusal({ key: "transport.shipment.refusals.sealed" });
  return row;
}

async function tell(db: Db, actor: Actor, row: ShipmentRow, facts: Record<string, string | number>): Promise<void> {
  if ((await shipmentAccess.save(db, row, { state: row.state, version: row.version + 1 })) !== 1)
    throw new Conflict({ key: "errors.changedMeanwhile" });
  await publish(db, actor, {
    type: "shipment.noted",
    documentKind: "shipment",
    documentId: row.id,
    documentNumber: row.number,
    areaCode: row.fromAreaCode,
    otherAreaCode: row.toAreaCode,
    payload: { facts },
  });
}

/** Packs a line of a shipment into cartons, each with an SSCC of its own. Refused beyond what the line holds. */
export function packLine(actor: Actor, input: PackInput, key?: string): Promise<{ id: string; cartons: number }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "shipment.pack", key, input, async () => {
      const row = await toPack(db, actor, input.id, input.version);
      const line = await db.shipmentLine.findFirst({ where: { id: input.lineId, shipmentId: row.id } });
      if (!line) throw new BadInput({ lineId: { key: "errors.notFound" } });
      const cartons = await db.carton.findMany({ where: { shipmentId: row.id }, select: { contents: true } });
      const unpacked = line.quantity - (packedByLine(cartons).get(line.id) ?? 0n);
      const sizes = splitIntoCartons(unpacked, input.perCarton, input.cartons);
      if (sizes.length === 0) throw new Refusal({ key: "transport.shipment.refusals.allPacked" });
      const { prefix, simulated } = companyPrefix();
      const serials = await db.$queryRaw<{ serial: bigint }[]>`
        SELECT nextval('carton_serial') AS serial FROM generate_series(1, ${sizes.length}::int)`;
      await db.carton.createMany({
        data: sizes.map((size, index) => ({
          shipmentId: row.id,
          fromAreaCode: row.fromAreaCode,
          toAreaCode: row.toAreaCode,
          sscc: ssccOf(prefix, serials[index]?.serial ?? 0n),
          contents: [{ lineId: line.id, quantity: String(size) }],
          simulated,
        })),
      });
      await tell(db, actor, row, { packed: sizes.length });
      return { id: row.id, cartons: sizes.length };
    }),
  );
}

/** Opens a carton again; its number is not used a second time. */
export function unpackCarton(actor: Actor, input: UnpackInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "shipment.unpack", key, input, async () => {
      const row = await toPack(db, actor, input.id, input.version);
      const carton = await db.carton.findFirst({ where: { id: input.cartonId, shipmentId: row.id } });
      if (!carton) throw new NotFound();
      await db.carton.delete({ where: { id: carton.id } });
      await tell(db, actor, row, { unpacked: carton.sscc });
      return { id: row.id };
    }),
  );
}
