import { describe, expect, it } from "vitest";
import { moveShipment, sealShipment } from "@/lib/operation/transport/shipment/commands/move";
import { assignShipment, planShipment } from "@/lib/operation/transport/shipment/commands/plan";
import { crewChoices } from "@/lib/operation/transport/shipment/crew";
import { getShipment } from "@/lib/operation/transport/shipment/queries";
import { read, write } from "@/lib/platform/db/access";
import { BadInput, NotFound, Refusal } from "@/lib/platform/errors";
import { actorAs, setup } from "../support/actors";
import { caught } from "../support/refusals";
import { aShipment, pickedGoods, shipmentMove, shipmentRow, transportStage } from "../support/transport";
import { AREAS, unique } from "../support/world";

const { cast } = transportStage();

describe("planning", () => {
  it("never carries more than stands picked, also when two dispatchers plan at once", async () => {
    const { lot, lineId, transferId } = await pickedGoods(cast, 100n);
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
    const { transferId } = await pickedGoods(cast, 5n);
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
    const { transferId } = await pickedGoods(cast, 5n);
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
    const { transferId } = await pickedGoods(cast, 5n);
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
