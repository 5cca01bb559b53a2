import { beforeAll, describe, expect, it } from "vitest";
import { stageCountsYesterday } from "@/lib/decision/situation/queries/chain";
import { openNeedsSummary } from "@/lib/decision/situation/queries/needs";
import { situation } from "@/lib/decision/situation/queries/situation";
import { within } from "@/lib/decision/situation/queries/within";
import { myWork, waitingForMe } from "@/lib/decision/situation/queries/work/list";
import { unmetByClassAndAge } from "@/lib/operation/demand/queries/needs";
import { listDemand } from "@/lib/operation/demand/queries/list";
import { type Actor, brandActor } from "@/lib/platform/auth/actor";
import { visible } from "@/lib/platform/auth/reach";
import { read, write } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import { withConnection } from "@/lib/platform/launch/roles";
import { actorAs, setup } from "../support/actors";
import { aDemand, demandCast, type DemandCast } from "../support/demand";
import {
  aShipment,
  countAndSign,
  pickedTransfer,
  shipmentMove,
  transportCast,
  type TransportCast,
} from "../support/transport";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite, someGoods, stocked } from "../support/world";

const database = ownDatabase();
let demand: DemandCast;
let cast: TransportCast;
let commander: Actor;
let neighbour: Actor;
beforeAll(async () => {
  demand = await demandCast();
  cast = await transportCast();
  commander = await actorAs("commander", { areaCode: AREAS.city });
  neighbour = await actorAs("commander", { areaCode: AREAS.districtB });
});

const stage = (picture: Awaited<ReturnType<typeof situation>>, key: string) =>
  picture.chain.stages.find((one) => one.key === key);

describe("the situation", () => {
  it("is not opened by a role without it", async () => {
    await expect(situation(cast.driver)).rejects.toThrow(NotFound);
    await expect(situation(demand.requester)).rejects.toThrow(NotFound);
  });

  it("counts unmet lines by class and age as the demand queries do, and links to just those requests", async () => {
    const goods = await someGoods();
    const grave = await aDemand(demand, { priority: "lifeSaving", lines: [{ goodsId: goods.id, quantity: 10n }] });
    await aDemand(demand, {
      priority: "routine",
      lines: [
        { goodsId: goods.id, quantity: 5n },
        { goodsId: (await someGoods()).id, quantityUnknown: true },
      ],
    });
    await aDemand(demand, { upTo: "submitted" });
    const old = await aDemand(demand, { priority: "lifeSaving" });
    await write(setup, (db) =>
      db.demandRequest.update({ where: { id: old.id }, data: { submittedAt: new Date(Date.now() - 100 * 3_600_000) } }),
    );
    const picture = await situation(commander);
    const cells = await unmetByClassAndAge(commander);
    const plain = (rows: { priority: string; age: string; requests: number; lines: number; unknownLines: number }[]) =>
      rows
        .map(({ priority, age, requests, lines, unknownLines }) => [priority, age, requests, lines, unknownLines])
        .sort();
    expect(plain(picture.cells)).toEqual(plain(cells));
    expect(plain(picture.cells)).toContainEqual(["lifeSaving", "week", 1, 1, 0]);
    expect(plain(picture.cells)).toContainEqual(["routine", "day", 1, 2, 1]);
    expect(picture.gravest.map((row) => row.id).slice(0, 2)).toEqual([old.id, grave.id]);
    const behind = await listDemand(commander, { view: "open", unmet: "week", priority: "lifeSaving" }, {});
    expect(behind.rows.map((row) => row.id)).toEqual([old.id]);
    const all = await listDemand(commander, { view: "open", unmet: "any" }, {});
    expect(all.rows).toHaveLength(picture.cells.reduce((sum, cell) => sum + cell.requests, 0));
    expect(picture.rings.sites).toHaveLength(1);
    expect(picture.rings.sites[0]?.byPriority).toEqual({ lifeSaving: 2, urgent: 0, routine: 2 });
  });

  it("draws the sites with most open lines apart and sums the others by district, leaving no line out", async () => {
    const elsewhere = await aSite(AREAS.communityA, "communityPoint");
    await write(setup, (db) =>
      db.demandRequest.create({
        data: {
          state: "draft",
          incidentId: demand.incident.id,
          siteId: elsewhere.id,
          areaCode: AREAS.communityA,
          priority: "urgent",
          businessAt: new Date(),
        },
      }),
    );
    const goods = await someGoods();
    await withConnection(database.adminUrl, async (client) => {
      await client.query("ALTER TABLE demand_request DISABLE TRIGGER edge");
      await client.query("UPDATE demand_request SET state = 'approved', submitted_at = now() WHERE site_id = $1", [
        elsewhere.id,
      ]);
      await client.query("ALTER TABLE demand_request ENABLE TRIGGER edge");
      await client.query(
        "INSERT INTO demand_line (demand_id, area_code, position, goods_id, quantity, approved_quantity) SELECT id, area_code, 0, $2, 5, 5 FROM demand_request WHERE site_id = $1",
        [elsewhere.id, goods.id],
      );
    });
    const rings = async (most: number) =>
      (await read(commander, (db) => openNeedsSummary(db, commander, new Date(), most))).rings;
    const apart = await rings(60);
    expect(apart.sites.map((site) => site.siteId)).toEqual([demand.hospital.id, elsewhere.id]);
    expect(apart.rest).toEqual([]);
    const [first, second] = apart.sites;
    expect(second).toMatchObject({ areaCode: AREAS.communityA, byPriority: { lifeSaving: 0, urgent: 1, routine: 0 } });
    const tight = await rings(1);
    expect(tight.sites).toEqual([first]);
    expect(tight.rest).toEqual([{ districtCode: AREAS.districtA, sites: 1, byPriority: second?.byPriority }]);
    const none = await rings(0);
    expect(none.sites).toEqual([]);
    expect(none.rest.reduce((sum, district) => sum + district.sites, 0)).toBe(2);
  });

  it("shows nothing of a neighbouring district", async () => {
    const picture = await situation(neighbour);
    expect(picture.cells).toEqual([]);
    expect(picture.gravest).toEqual([]);
    expect(picture.chain.shelf.lots).toBe(0);
    expect(picture.cover.stores).toEqual([]);
  });

  it("weighs what lies on the shelves, and leaves what has no weight out by name", async () => {
    const before = (await situation(commander)).chain.shelf;
    const heavy = await someGoods();
    await write(setup, (db) => db.goods.update({ where: { id: heavy.id }, data: { weightG: 250 } }));
    await stocked(cast.store, heavy, 4000n);
    await stocked(cast.store, await someGoods(), 9n);
    const after = (await situation(commander)).chain.shelf;
    expect(after.kg - before.kg).toBeCloseTo(1000);
    expect(after.lots - before.lots).toBe(2);
    expect(after.lotsUnweighed - before.lotsUnweighed).toBe(1);
    // All of it came today: yesterday's stock has not grown.
    expect(after.kgYesterday).toBeCloseTo(before.kgYesterday);
  });

  it("follows a consignment from transfer to signature without counting it twice", async () => {
    const goods = await someGoods();
    await stocked(cast.store, goods, 100n);
    const load = async () => {
      const picture = await situation(commander);
      return [stage(picture, "transport")?.load, stage(picture, "distribution")?.load];
    };
    const [road = 0, door = 0] = await load();
    const transfer = await pickedTransfer(cast, [{ goodsId: goods.id, quantity: 40n }]);
    expect(await load()).toEqual([road + 1, door]);
    const shipment = await aShipment(cast, transfer, "departed");
    expect(await load()).toEqual([road + 1, door]);
    expect((await situation(commander)).flows.map((flow) => flow.id)).toContain(shipment);
    await aShipmentArrives(shipment);
    expect(await load()).toEqual([road, door + 1]);
    await countAndSign(cast.receiver, shipment, []);
    expect(await load()).toEqual([road, door]);
  });

  it("knows what stood in each stage a day ago from the moves since", async () => {
    const goods = await someGoods();
    await stocked(cast.store, goods, 100n);
    const transfer = await pickedTransfer(cast, [{ goodsId: goods.id, quantity: 10n }]);
    const shipment = await aShipment(cast, transfer, "departed");
    // Seen from a day after, before anything else happened, it was on the road "yesterday".
    const tomorrow = new Date(Date.now() + 86_400_000);
    const then = await read(commander, (db) => stageCountsYesterday(db, commander, tomorrow));
    const roadThen = then.get("transport") ?? 0;
    expect(roadThen).toBeGreaterThan(0);
    // It arrives later that day: what was on the road a day before stays what it was.
    await aShipmentArrives(shipment, new Date(tomorrow.getTime() - 3_600_000));
    const again = await read(commander, (db) => stageCountsYesterday(db, commander, tomorrow));
    expect(again.get("transport")).toBe(roadThen);
    expect((await situation(commander)).chain.stages.find((one) => one.key === "procurement")?.loadYesterday).toBe(0);
  });
});

/** The driver reports arrival; `at` moves its event in business time. */
async function aShipmentArrives(id: string, at?: Date): Promise<void> {
  await shipmentMove(cast.driver, id, "arrive");
  if (!at) return;
  await withConnection(database.adminUrl, (client) =>
    client.query(
      "UPDATE event SET business_at = $1 WHERE id = (SELECT max(id) FROM event WHERE type = 'shipment.moved' AND document_id = $2)",
      [at, id],
    ),
  );
}

describe("my work", () => {
  const kindsOf = async (actor: Actor) => (await myWork(actor)).kinds.map((one) => one.kind);

  it("is refused to nobody who has work, and holds only the kinds of the person's roles", async () => {
    expect(await kindsOf(demand.verifier)).toEqual(["verifyDemand"]);
    expect(await kindsOf(neighbour)).toEqual([]);
    expect(await kindsOf(cast.driver)).not.toContain("verifyDemand");
  });

  it("never asks the person who filed or verified a request to approve it", async () => {
    const filed = await aDemand(demand, { upTo: "verified", priority: "lifeSaving" });
    const both = brandActor({
      ...demand.verifier,
      assignments: [...demand.verifier.assignments, { role: "commander", areaCode: AREAS.districtA, siteId: null }],
    });
    expect((await myWork(demand.commander)).items.map((item) => item.key)).toContain(filed.id);
    expect((await myWork(both)).items.filter((item) => item.kind === "approveDemand")).toEqual([]);
  });

  it("gives a driver their own trips and nobody else's", async () => {
    const goods = await someGoods();
    await stocked(cast.store, goods, 50n);
    const transfer = await pickedTransfer(cast, [{ goodsId: goods.id, quantity: 5n }]);
    const trip = await aShipment(cast, transfer, "sealed");
    const mine = (await myWork(cast.driver)).items.filter((item) => item.kind === "departTrip");
    expect(mine.map((item) => item.key)).toContain(trip);
    const other = await actorAs("driver", { areaCode: AREAS.districtA });
    expect((await myWork(other)).items).toEqual([]);
  });

  it("puts a shipment at the door of the place it goes to, and of no other", async () => {
    const goods = await someGoods();
    await stocked(cast.store, goods, 50n);
    const transfer = await pickedTransfer(cast, [{ goodsId: goods.id, quantity: 5n }]);
    const shipment = await aShipment(cast, transfer, "arrived");
    const atDoor = (await myWork(cast.receiver)).items.filter((item) => item.kind === "receiveShipment");
    expect(atDoor.map((item) => item.key)).toContain(shipment);
    expect((await myWork(cast.operator)).items.map((item) => item.key)).not.toContain(shipment);
  });

  it("asks a hospital about needs nobody confirmed for three days", async () => {
    const need = await aDemand(demand);
    const asks = async () =>
      (await myWork(demand.requester)).items.filter((item) => item.kind === "confirmNeed").map((item) => item.key);
    expect(await asks()).not.toContain(need.id);
    await write(setup, (db) =>
      db.demandRequest.update({
        where: { id: need.id },
        data: { confirmedAt: new Date(Date.now() - 73 * 3_600_000) },
      }),
    );
    expect(await asks()).toContain(need.id);
  });

  it("counts in the notices what the list counts", async () => {
    for (const actor of [commander, demand.verifier, cast.officer, cast.dispatcher, cast.operator, cast.driver]) {
      const { kinds } = await myWork(actor);
      expect(await waitingForMe(actor)).toBe(kinds.reduce((sum, kind) => sum + kind.count, 0));
    }
  });

  it("sinks what the person has done, newest first, and shows nobody else's", async () => {
    const { done } = await myWork(cast.driver);
    expect(done.length).toBeGreaterThan(0);
    expect(done.every((change) => change.actorId === cast.driver.personId)).toBe(true);
  });
});

describe("reach in SQL", () => {
  it("sees exactly the rows the permission table's where sees, for every role", async () => {
    const roles = [
      ["commander", "situation.read"],
      ["warehouseOperator", "stock.putAway"],
      ["supplierDesk", "delivery.read"],
      ["hospitalRequester", "demand.read"],
      ["driver", "demand.read"],
    ] as const;
    for (const [role, permission] of roles) {
      const actor = await actorAs(role, { areaCode: AREAS.districtA, siteId: demand.hospital.id });
      const bySql = await read(
        actor,
        (db) =>
          db.$queryRaw<{ id: string }[]>`SELECT r.id FROM demand_request r WHERE ${within(actor, permission, {
            area: ["r.area_code"],
            site: ["r.site_id"],
            owner: ["r.created_by_id"],
          })} ORDER BY r.id`,
      );
      const byPrisma = await read(actor, (db) =>
        db.demandRequest.findMany({ where: visible(actor, permission), orderBy: { id: "asc" }, select: { id: true } }),
      );
      expect(bySql, role).toEqual(byPrisma);
    }
  });
});
