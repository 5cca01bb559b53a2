import { describe, expect, it } from "vitest";
import { shipmentMachine } from "@/lib/operation/transport/shipment/machine";
import { moveShipment, sealShipment } from "@/lib/operation/transport/shipment/commands/move";
import { packLine, unpackCarton } from "@/lib/operation/transport/shipment/commands/pack";
import { assignShipment, planShipment } from "@/lib/operation/transport/shipment/commands/plan";
import { addVehicle, editVehicle } from "@/lib/operation/transport/shipment/commands/vehicle";
import { crewChoices } from "@/lib/operation/transport/shipment/crew";
import { getShipment, listVehicles } from "@/lib/operation/transport/shipment/queries";
import { reportPosition } from "@/lib/operation/transport/shipment/commands/position";
import { SHIPMENT_STATES } from "@/lib/operation/transport/shipment/schema";
import { isSscc } from "@/lib/operation/transport/sscc";
import { PERMISSIONS } from "@/lib/platform/auth/permissions";
import { read, write } from "@/lib/platform/db/access";
import type { Role } from "@/lib/platform/db/generated/enums";
import { BadInput, Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { actorAs, setup } from "../support/actors";
import { aDemand, demandCast, demandRow } from "../support/demand";
import {
  aShipment,
  balance,
  caught,
  countAndSign,
  pickedTransfer,
  servingCast,
  shipmentMove,
  shipmentRow,
  transferMove,
  transferRow,
  transportCast,
  transportStage,
} from "../support/transport";
import { AREAS, someGoods, stocked, unique } from "../support/world";

const { cast } = transportStage();

/** A transfer of some fresh goods, picked, with the lot. */
async function picked(quantity: bigint, packSize?: bigint) {
  const goods = await someGoods();
  const { lot } = await stocked(cast.store, goods, quantity, { packSize });
  const transferId = await pickedTransfer(cast, [{ goodsId: goods.id, quantity }]);
  return { goods, lot, transferId, lineId: (await transferRow(transferId)).lines[0]?.id ?? "" };
}

describe("the road is a place", () => {
  it("goods go staging, transit, recipient, and are somewhere at every step", async () => {
    const { lot, transferId } = await picked(80n);
    const id = await aShipment(cast, transferId, "planned");
    const { number } = await shipmentRow(id);
    expect((await balance(cast.store, "staging", lot.id)).onHand).toBe(80n);
    await shipmentMove(cast.operator, id, "load");
    expect((await balance(cast.store, "staging", lot.id)).onHand).toBe(0n);
    expect((await balance(cast.store, "transit", lot.id, number)).onHand).toBe(80n);
    await sealShipment(cast.operator, { id, version: 2, sealNumber: "A1" });
    await shipmentMove(cast.driver, id, "depart");
    expect(await transferRow(transferId)).toMatchObject({ state: "shipped", lines: [{ shipped: 80n }] });
    await shipmentMove(cast.driver, id, "arrive");
    await countAndSign(cast.receiver, id, [{ counted: 80n }]);
    expect((await balance(cast.store, "transit", lot.id, number)).onHand).toBe(0n);
    expect(await transferRow(transferId)).toMatchObject({ state: "closed", lines: [{ received: 80n }] });
    expect((await shipmentRow(id)).discrepancies).toEqual([]);
  });

  it("arrives on the dock of a receiving store, to be put away there", async () => {
    const between = await transportCast("reserveNode");
    const goods = await someGoods();
    const { lot } = await stocked(between.store, goods, 12n);
    const transferId = await pickedTransfer(between, [{ goodsId: goods.id, quantity: 12n }]);
    const id = await aShipment(between, transferId, "arrived");
    await countAndSign(between.receiver, id, [{ counted: 12n }]);
    expect((await balance(between.recipient, "dock", lot.id)).onHand).toBe(12n);
  });

  it("unloading reverses the load, and what is refused at the gate comes back to the sender's dock and is owed again", async () => {
    const { lot, transferId } = await picked(30n);
    const id = await aShipment(cast, transferId, "sealed");
    await shipmentMove(cast.operator, id, "unload", "车坏了");
    expect((await balance(cast.store, "staging", lot.id)).onHand).toBe(30n);
    expect(await shipmentRow(id)).toMatchObject({ state: "planned", sealNumber: null });
    await shipmentMove(cast.operator, id, "load");
    await sealShipment(cast.operator, { id, version: (await shipmentRow(id)).version, sealNumber: "B2" });
    await shipmentMove(cast.driver, id, "depart");
    await shipmentMove(cast.receiver, id, "turnBack", "无法卸货");
    expect((await balance(cast.store, "dock", lot.id)).onHand).toBe(30n);
    expect(await transferRow(transferId)).toMatchObject({ state: "shipped", lines: [{ picked: 0n, shipped: 0n }] });
    await transferMove(cast.officer, transferId, "backOrder");
    expect((await transferRow(transferId)).lines[0]).toMatchObject({ backOrdered: 30n });
  });

  it("a lot recalled after picking is not loaded, and not driven off when it is on the lorry already", async () => {
    const { lot, transferId } = await picked(10n);
    const id = await aShipment(cast, transferId, "sealed");
    await write(setup, (db) =>
      db.lot.update({ where: { id: lot.id }, data: { recalled: true, recallReason: "测试" } }),
    );
    const refusal = (await caught(shipmentMove(cast.driver, id, "depart"))) as Refusal;
    expect(refusal.items[0]?.key).toBe("errors.stock.lotRecalled");
    expect((await shipmentRow(id)).state).toBe("sealed");
  });
});

describe("planning", () => {
  it("never carries more than stands picked, also when two dispatchers plan at once", async () => {
    const { lot, lineId, transferId } = await picked(100n);
    const plan = (quantity: bigint) =>
      planShipment(cast.dispatcher, { transferId, note: "", lines: [{ lineId, lotId: lot.id, quantity }] });
    const tooMuch = (await caught(plan(101n))) as Refusal;
    expect(tooMuch.items[0]?.params).toMatchObject({ wanted: 101n, available: 100n });
    const outcomes = await Promise.allSettled([plan(60n), plan(60n)]);
    expect(outcomes.map((each) => each.status).sort()).toEqual(["fulfilled", "rejected"]);
    await plan(40n);
    expect(((await caught(planShipment(cast.dispatcher, { transferId, note: "" }))) as Refusal).reason.key).toBe(
      "transport.shipment.refusals.nothingStaged",
    );
  });

  it("assigns only people who drive, and only until departure", async () => {
    const { transferId } = await picked(5n);
    const id = await aShipment(cast, transferId, "planned");
    const assign = async (driverId: string) =>
      assignShipment(cast.dispatcher, { id, version: (await shipmentRow(id)).version, driverId, note: "" });
    expect(await caught(assign(cast.officer.personId ?? ""))).toBeInstanceOf(BadInput);
    await assign(cast.driver.personId ?? "");
    await shipmentMove(cast.operator, id, "load");
    await sealShipment(cast.operator, { id, version: (await shipmentRow(id)).version, sealNumber: "C3" });
    await shipmentMove(cast.driver, id, "depart");
    expect(await caught(assign(cast.driver.personId ?? ""))).toBeInstanceOf(Refusal);
  });

  it("a driver moves the own trip only", async () => {
    const { transferId } = await picked(5n);
    const id = await aShipment(cast, transferId, "sealed");
    const another = await actorAs("driver", { areaCode: AREAS.districtA });
    expect(await caught(moveShipment(another, { id, version: 3, move: "depart" }))).toMatchObject({
      reason: { key: "errors.notFound" },
    });
    expect(await moveShipment(cast.driver, { id, version: 3, move: "depart" })).toMatchObject({ state: "departed" });
  });
});

describe("a crew", () => {
  const place = (site: { id: string; areaCode: string }) => ({ areaCode: site.areaCode, siteId: site.id });
  const aVehicle = (areaCode: string, active = true) =>
    write(setup, (db) =>
      db.vehicle.create({ data: { plate: unique("模拟").slice(-20), kind: "van", areaCode, active } }),
    );

  it("is offered to the store's own people: exactly the drivers whose assignment covers the store's area, by name only", async () => {
    const driver = (areaCode: string) => actorAs("driver", { areaCode });
    const [ofCity, ofDistrict, ofStreet, elsewhere] = [
      await driver(AREAS.city),
      await driver(AREAS.districtA),
      await driver(AREAS.streetA),
      await driver(AREAS.districtB),
    ];
    const retired = await driver(AREAS.city);
    await write(setup, (db) =>
      db.assignment.updateMany({ where: { personId: retired.personId ?? "" }, data: { endedAt: new Date() } }),
    );
    const [carOfCity, carElsewhere, scrapped] = [
      await aVehicle(AREAS.city),
      await aVehicle(AREAS.districtB),
      await aVehicle(AREAS.city, false),
    ];
    for (const planner of [cast.operator, cast.dispatcher]) {
      const { drivers, vehicles } = await crewChoices(planner, place(cast.store));
      const ids = drivers.map((one) => one.id);
      expect(ids).toEqual(expect.arrayContaining([ofCity.personId, ofDistrict.personId, cast.driver.personId]));
      for (const no of [ofStreet, elsewhere, retired, cast.officer]) expect(ids).not.toContain(no.personId);
      for (const one of drivers) expect(Object.keys(one).sort()).toEqual(["id", "name", "nameEn"]);
      expect(vehicles.map((one) => one.id)).toContain(carOfCity.id);
      expect(vehicles.map((one) => one.id)).not.toContain(scrapped.id);
      // A city's dispatcher may send any car of the city, a store only those that serve its district.
      expect(vehicles.some((one) => one.id === carElsewhere.id)).toBe(planner === cast.dispatcher);
    }
    expect(() => crewChoices(cast.operator, place(cast.recipient))).toThrow(NotFound);
    expect(() => crewChoices(cast.driver, place(cast.store))).toThrow(NotFound);
    // The wider reading is over with it.
    expect(
      await read(cast.operator, (db) => db.person.findUnique({ where: { id: ofCity.personId ?? "" } })),
    ).toBeNull();
  });

  it("is named by the store; a driver or car that serves elsewhere is refused, and the page shows who comes", async () => {
    const ofCity = await actorAs("driver", { areaCode: AREAS.city }, "市司机（模拟）");
    const elsewhere = await actorAs("driver", { areaCode: AREAS.districtB });
    const [car, carElsewhere] = [await aVehicle(AREAS.city), await aVehicle(AREAS.districtB)];
    const { transferId } = await picked(5n);
    const plan = (crew: { driverId?: string; vehicleId?: string }) =>
      planShipment(cast.operator, { transferId, note: "", ...crew });
    expect(await caught(plan({ driverId: elsewhere.personId ?? "", vehicleId: carElsewhere.id }))).toMatchObject({
      fields: {
        driverId: { key: "transport.shipment.refusals.driverId" },
        vehicleId: { key: "transport.shipment.refusals.vehicleId" },
      },
    });
    const { id } = await plan({ driverId: ofCity.personId ?? "", vehicleId: car.id });
    for (const reader of [cast.operator, cast.receiver, ofCity])
      expect(await getShipment(reader, id)).toMatchObject({
        driver: { name: "市司机（模拟）" },
        vehicle: { plate: car.plate },
      });
    const again = { id, version: 1, note: "", vehicleId: car.id };
    expect(
      await caught(assignShipment(cast.operator, { ...again, driverId: elsewhere.personId ?? "" })),
    ).toBeInstanceOf(BadInput);
    await assignShipment(cast.operator, { ...again, driverId: cast.driver.personId ?? "" });
    const told = await read(setup, (db) =>
      db.event.findFirstOrThrow({ where: { documentId: id, type: "shipment.edited" }, orderBy: { id: "desc" } }),
    );
    expect(told.payload).toMatchObject({ changes: { driverId: { before: "市司机（模拟）", after: "driver" } } });
  });
});

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
    const { transferId } = await picked(5n);
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

describe("cartons", () => {
  it("carry valid SSCCs of their own, never hold more than the line, and are closed by the seal", async () => {
    const { transferId } = await picked(100n, 24n);
    const id = await aShipment(cast, transferId, "planned");
    const row = await shipmentRow(id);
    const lineId = row.lines[0]?.id ?? "";
    await packLine(cast.operator, { id, version: row.version, lineId, perCarton: 24n });
    const cartons = await read(setup, (db) =>
      db.carton.findMany({ where: { shipmentId: id }, orderBy: { sscc: "asc" } }),
    );
    expect(cartons.map((carton) => (carton.contents as { quantity: string }[])[0]?.quantity)).toEqual([
      "24",
      "24",
      "24",
      "24",
      "4",
    ]);
    expect(cartons.every((carton) => isSscc(carton.sscc) && carton.simulated)).toBe(true);
    const full = (await caught(
      packLine(cast.operator, { id, version: row.version + 1, lineId, perCarton: 1n }),
    )) as Refusal;
    expect(full.reason.key).toBe("transport.shipment.refusals.allPacked");
    await unpackCarton(cast.operator, { id, version: row.version + 1, cartonId: cartons[4]?.id ?? "" });
    await packLine(cast.operator, { id, version: row.version + 2, lineId, perCarton: 4n });
    const again = await read(setup, (db) => db.carton.findMany({ where: { shipmentId: id } }));
    expect(again.some((carton) => carton.sscc === cartons[4]?.sscc)).toBe(false);
    await shipmentMove(cast.operator, id, "load");
    await sealShipment(cast.operator, { id, version: (await shipmentRow(id)).version, sealNumber: "D4" });
    const sealed = (await caught(
      unpackCarton(cast.operator, {
        id,
        version: (await shipmentRow(id)).version,
        cartonId: again[0]?.id ?? "",
      }),
    )) as Refusal;
    expect(sealed.reason.key).toBe("transport.shipment.refusals.sealed");
  });
});

describe("whereabouts", () => {
  it("are reported by the driver under way, by device or by name, and kept", async () => {
    const { transferId } = await picked(5n);
    const id = await aShipment(cast, transferId, "sealed");
    const report = () =>
      reportPosition(cast.driver, { id, position: { source: "none" }, placeName: "白沙洲大桥检查点" });
    expect(await caught(report())).toBeInstanceOf(Refusal);
    await shipmentMove(cast.driver, id, "depart");
    await report();
    await reportPosition(cast.driver, { id, position: { source: "device", lon: 114.3, lat: 30.6 }, placeName: "" });
    const points = await read(setup, (db) =>
      db.custodyPoint.findMany({ where: { shipmentId: id }, orderBy: { id: "asc" } }),
    );
    expect(points.map((point) => [point.positionSource, point.placeName, point.lon])).toEqual([
      ["manual", "白沙洲大桥检查点", null],
      ["device", "", 114.3],
    ]);
    await expect(write(setup, (db) => db.$executeRaw`DELETE FROM custody_point`)).rejects.toThrow(/permission denied/);
  });
});

describe("the demand behind a transfer", () => {
  it("hears of promise, departure and receipt, step by step", async () => {
    const people = await demandCast();
    const goods = await someGoods();
    await stocked(cast.store, goods, 100n);
    const request = await aDemand(people, { lines: [{ goodsId: goods.id, quantity: 100n }] });
    const counters = async () => {
      const { promised, shipped, received } = (await demandRow(request.id)).lines[0] as (typeof request.lines)[number];
      return [promised, shipped, received];
    };
    const transferId = await pickedTransfer(servingCast(cast, people), [
      { goodsId: goods.id, quantity: 60n, demandLineId: request.lines[0]?.id },
    ]);
    expect(await counters()).toEqual([60n, 0n, 0n]);
    const id = await aShipment(cast, transferId, "departed");
    expect(await counters()).toEqual([60n, 60n, 0n]);
    await shipmentMove(cast.driver, id, "arrive");
    await countAndSign(people.requester, id, [{ counted: 60n }]);
    expect(await counters()).toEqual([60n, 60n, 60n]);
    expect((await demandRow(request.id)).fulfilment).toBe("partly");
  });
});

describe("who may do what", () => {
  it("follows the permission table for every state, move, role and end", async () => {
    const roles = [...new Set(Object.values(PERMISSIONS).flatMap((row) => Object.keys(row)))] as Role[];
    const ends = {
      from: { areaCode: cast.store.areaCode, siteId: cast.store.id, ownerIds: [] },
      to: { areaCode: cast.recipient.areaCode, siteId: cast.recipient.id, ownerIds: [] },
    };
    for (const role of roles)
      for (const end of ["from", "to"] as const) {
        const site = end === "from" ? cast.store : cast.recipient;
        const actor = await actorAs(role, { areaCode: site.areaCode, siteId: site.id });
        for (const state of SHIPMENT_STATES) {
          const offered = offeredMoves(actor, shipmentMachine, { state }, ends).map((move) => move.name);
          const expected = Object.entries(shipmentMachine.moves)
            .filter(([, move]) => {
              const row: Partial<Record<Role, string>> = PERMISSIONS[move.permission];
              return (
                (move.from as readonly string[]).includes(state) &&
                (move.end === "either" || move.end === end) &&
                ["area", "site", "all"].includes(row[role] ?? "")
              );
            })
            .map(([name]) => name);
          expect(offered, `${role} at ${end} in ${state}`).toEqual(expected);
        }
      }
  });

  it("the database refuses what is no edge, whoever writes it", async () => {
    const { transferId } = await picked(5n);
    const id = await aShipment(cast, transferId, "planned");
    for (const state of ["sealed", "departed", "accepted"])
      await expect(write(setup, (db) => db.shipment.update({ where: { id }, data: { state } }))).rejects.toMatchObject({
        reason: { key: "errors.moveRefusedByDatabase" },
      });
  });
});
