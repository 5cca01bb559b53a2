import { describe, expect, it } from "vitest";
import { planShipment } from "@/lib/operation/transport/shipment/commands/plan";
import { addVehicle, editVehicle } from "@/lib/operation/transport/shipment/commands/vehicle";
import { listVehicles } from "@/lib/operation/transport/shipment/queries";
import { read, write } from "@/lib/platform/db/access";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { actorAs, setup } from "../support/actors";
import { caught } from "../support/refusals";
import { pickedGoods, shipmentMove, shipmentRow, transportStage } from "../support/transport";
import { AREAS, unique } from "../support/world";

const { cast } = transportStage();

describe("a vehicle", () => {
  const edit = (id: string, version: number) => ({
    id,
    version,
    kind: "truck" as const,
    capacityKg: 5000,
    areaCode: AREAS.districtA,
    active: "yes" as const,
  });
  const events = (id: string) =>
    read(setup, (db) =>
      db.event.findMany({ where: { documentKind: "vehicle", documentId: id }, orderBy: { id: "asc" } }),
    );

  it("leaves every change in the audit trail, once, and none where nothing changed or the change was refused", async () => {
    const plate = unique("鄂A").slice(-20);
    const key = unique("key");
    const input = { plate, kind: "van" as const, areaCode: AREAS.districtA, simulated: true };
    const { id } = await addVehicle(cast.dispatcher, input, key);
    expect(await addVehicle(cast.dispatcher, input, key)).toEqual({ id });
    await editVehicle(cast.dispatcher, edit(id, 1));
    await editVehicle(cast.dispatcher, edit(id, 2));
    expect(await caught(editVehicle(cast.dispatcher, edit(id, 1)))).toBeInstanceOf(Conflict);
    expect(await caught(editVehicle(cast.operator, edit(id, 2)))).toBeInstanceOf(NotFound);
    const ofB = await actorAs("transportDispatcher", { areaCode: AREAS.districtB });
    expect(await caught(editVehicle(ofB, { ...edit(id, 2), areaCode: AREAS.districtB }))).toBeInstanceOf(NotFound);
    const all = await events(id);
    expect(all.map((event) => event.type)).toEqual(["vehicle.created", "vehicle.edited"]);
    expect(all[0]).toMatchObject({
      documentNumber: plate,
      areaCode: AREAS.districtA,
      actorId: cast.dispatcher.personId,
    });
    expect(all[1]?.payload).toEqual({
      changes: { kind: { before: "van", after: "truck" }, capacityKg: { before: null, after: 5000 } },
    });
  });

  it("is taken out of service only when it carries nothing", async () => {
    const { id: vehicleId } = await addVehicle(cast.dispatcher, {
      plate: unique("鄂A").slice(-20),
      kind: "van",
      areaCode: AREAS.districtA,
      simulated: true,
    });
    const { transferId } = await pickedGoods(cast, 5n);
    const { id } = await planShipment(cast.operator, { transferId, note: "", vehicleId });
    await shipmentMove(cast.operator, id, "load");
    const out = { ...edit(vehicleId, 1), active: "no" as const };
    expect(await caught(editVehicle(cast.dispatcher, out))).toMatchObject({
      reason: { key: "transport.vehicle.refusals.carrying", params: { numbers: (await shipmentRow(id)).number } },
    });
    await shipmentMove(cast.operator, id, "unload", "换车");
    await editVehicle(cast.dispatcher, out);
    const shown = async (all?: true) =>
      (await listVehicles(cast.dispatcher, { all }, {})).rows.some((row) => row.id === vehicleId);
    expect([await shown(), await shown(true)]).toEqual([false, true]);
  });

  it("lists turn by plate without losing one", async () => {
    const prefix = unique("页").slice(-14);
    await write(setup, (db) =>
      db.vehicle.createMany({
        data: Array.from({ length: 70 }, (_, i) => ({
          plate: `${prefix}${String(i).padStart(3, "0")}`,
          kind: "van",
          areaCode: AREAS.districtA,
        })),
      }),
    );
    const first = await listVehicles(cast.dispatcher, { text: prefix }, {});
    const second = await listVehicles(cast.dispatcher, { text: prefix }, { after: first.next ?? "" });
    const plates = [...first.rows, ...second.rows].map((row) => row.plate);
    expect(plates).toEqual([...plates].sort());
    expect([new Set(plates).size, second.next]).toEqual([70, null]);
    const back = await listVehicles(cast.dispatcher, { text: prefix }, { before: second.previous ?? "" });
    expect(back.rows.map((row) => row.id)).toEqual(first.rows.map((row) => row.id));
  });
});
