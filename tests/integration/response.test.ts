import { describe, expect, it } from "vitest";
import { readerOf } from "@/lib/management/exchange/export/list";
import { EXPORT_LISTS } from "@/lib/management/exchange/export/lists";
import { listResponse, type ResponseFilter } from "@/lib/management/response/queries";
import type { Actor } from "@/lib/platform/auth/actor";
import { read, write } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import { toCsv } from "@/lib/platform/exchange/write/delimited";
import { withConnection } from "@/lib/platform/launch/roles";
import { actorAs, setup } from "../support/actors";
import { aDemand, demandCast } from "../support/demand";
import { streamBytes } from "../support/sheets";
import { aShipment, countAndSign, pickedTransfer, shipmentRow, transportStage } from "../support/transport";
import { AREAS, anIncident, aSite, someGoods, stocked } from "../support/world";

const stage = transportStage();
const { cast } = stage;

/** Goods that went all the way to a signature. */
async function handedOver(quantities: bigint[], counted = quantities) {
  const lines = [];
  for (const quantity of quantities) {
    const goods = await someGoods();
    const { lot } = await stocked(cast.store, goods, quantity);
    await write(setup, (db) => db.lot.update({ where: { id: lot.id }, data: { origin: "某慈善总会" } }));
    lines.push({ goodsId: goods.id, quantity });
  }
  const shipment = await aShipment(cast, await pickedTransfer(cast, lines), "arrived");
  await countAndSign(
    cast.receiver,
    shipment,
    counted.map((each) => ({ counted: each })),
  );
  return { shipment, number: (await shipmentRow(shipment)).number };
}

const reported = async (actor: Actor, filter: ResponseFilter = {}) =>
  (await listResponse(actor, filter, {})).rows.flatMap((row) =>
    row.lines.map((line) => ({ ...line, number: row.shipment.number, row })),
  );
const change = (sql: string, values: unknown[]) =>
  withConnection(stage.database.adminUrl, (client) => client.query(sql, values));

describe("the 4W report", () => {
  it("has a row for every line a recipient signed for, with what was accepted and not what was sent", async () => {
    const information = await actorAs("informationOfficer", { areaCode: AREAS.city });
    const { number } = await handedOver([40n, 7n], [38n, 7n]);
    const lines = (await reported(information)).filter((line) => line.number === number);
    expect(lines.map((line) => line.accepted)).toEqual([38n, 7n]);
    expect(lines[0]).toMatchObject({ unit: "只", lot: { origin: "某慈善总会" }, demand: null, sector: null });
    expect(lines[0]?.row).toMatchObject({
      areaCode: cast.recipient.areaCode,
      adm1: "42",
      adm2: "4201",
      adm3: cast.recipient.areaCode.slice(0, 6),
    });
  });

  it("leaves out what goes from store to store, what was refused whole, and what nobody signed for", async () => {
    const information = await actorAs("informationOfficer", { areaCode: AREAS.city });
    const before = (await reported(information)).length;
    const store = await aSite(AREAS.districtA, "reserveNode");
    const keeper = await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: store.id });
    const goods = await someGoods();
    await stocked(cast.store, goods, 30n);
    const between = { ...cast, recipient: store };
    const moved = await aShipment(
      between,
      await pickedTransfer(between, [{ goodsId: goods.id, quantity: 10n }]),
      "arrived",
    );
    await countAndSign(keeper, moved, []);
    await aShipment(cast, await pickedTransfer(cast, [{ goodsId: goods.id, quantity: 5n }]), "arrived");
    expect(await reported(information)).toHaveLength(before);
  });

  it("is narrowed by incident, days and area", async () => {
    const information = await actorAs("informationOfficer", { areaCode: AREAS.city });
    const incident = await anIncident();
    const { shipment, number } = await handedOver([9n]);
    await change("UPDATE shipment SET incident_id = $1 WHERE id = $2", [incident.id, shipment]);
    await change("UPDATE handover SET signed_at = '2020-01-30T15:59:59Z' WHERE shipment_id = $1", [shipment]);
    const numbers = async (filter: ResponseFilter) => (await reported(information, filter)).map((line) => line.number);
    expect(await numbers({ incidentId: incident.id })).toEqual([number]);
    // One second to midnight in Wuhan: still the thirtieth.
    expect(await numbers({ fromDay: "2020-01-30", toDay: "2020-01-30" })).toEqual([number]);
    expect(await numbers({ toDay: "2020-01-29" })).toEqual([]);
    expect(await numbers({ fromDay: "2020-01-31", incidentId: incident.id })).toEqual([]);
    expect(await numbers({ areaCode: cast.recipient.areaCode, toDay: "2020-01-31" })).toEqual([number]);
    expect(await numbers({ areaCode: "31" })).toEqual([]);
  });

  it("knows how many people a line was for where its request says so", async () => {
    const information = await actorAs("informationOfficer", { areaCode: AREAS.city });
    const need = await aDemand(await demandCast());
    const { shipment, number } = await handedOver([3n]);
    await change("UPDATE demand_request SET beneficiaries = 120 WHERE id = $1", [need.id]);
    await change(
      `UPDATE transfer_line SET demand_line_id = (SELECT id FROM demand_line WHERE demand_id = $1 LIMIT 1)
       WHERE id = (SELECT transfer_line_id FROM shipment_line WHERE shipment_id = $2)`,
      [need.id, shipment],
    );
    const [line] = (await reported(information)).filter((one) => one.number === number);
    expect(line?.demand).toMatchObject({ beneficiaries: 120 });
  });

  it("shows an officer what reached their area and nothing else, and nobody else anything", async () => {
    const { number } = await handedOver([4n]);
    const there = await actorAs("commander", { areaCode: cast.recipient.areaCode });
    const elsewhere = await actorAs("commander", { areaCode: AREAS.districtA });
    expect((await reported(there)).map((line) => line.number)).toContain(number);
    expect(await reported(elsewhere)).toEqual([]);
    for (const actor of [cast.driver, cast.operator, cast.receiver])
      expect(() => listResponse(actor, {}, {})).toThrow(NotFound);
  });

  it("pages without a gap, forwards and back", async () => {
    const information = await actorAs("informationOfficer", { areaCode: AREAS.city });
    const list = EXPORT_LISTS.response;
    const whole = (await list.page(information, {}, readerOf("en"), {}, 100)).rows.map((row) => row.document);
    const first = await list.page(information, {}, readerOf("en"), {}, 1);
    const second = await list.page(information, {}, readerOf("en"), { after: first.next ?? "" }, 1);
    expect([...first.rows, ...second.rows].map((row) => row.document)).toEqual(
      whole.slice(0, first.rows.length + second.rows.length),
    );
    const back = await list.page(information, {}, readerOf("en"), { before: second.previous ?? "" }, 1);
    expect(back.rows).toEqual(first.rows);
  });

  it("is a table with the tags of the humanitarian exchange language", async () => {
    const information = await actorAs("informationOfficer", { areaCode: AREAS.city });
    const { columns, rows } = EXPORT_LISTS.response.open(information, {}, readerOf("en"));
    const csv = new TextDecoder().decode(await streamBytes(toCsv(columns, rows, { hxl: true }))).split("\r\n");
    const tags = csv[1]?.split(",") ?? [];
    for (const tag of [
      "#org+impl",
      "#sector",
      "#activity",
      "#adm1+code",
      "#adm2+code",
      "#adm3+code",
      "#loc+name",
      "#date+occurred",
      "#crisis+code",
      "#beneficiary",
    ])
      expect(tags).toContain(tag);
    const cells = csv[2]?.split(",") ?? [];
    expect(cells[tags.indexOf("#activity")]).toBe("Distribution of relief goods");
    expect(cells[tags.indexOf("#adm2+code")]).toBe("4201");
    expect(Number(cells[tags.indexOf("#output+quantity")])).toBeGreaterThan(0);
    expect(await read(setup, (db) => db.handover.count())).toBeGreaterThan(4);
  });
});
