import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { moveIncident, openIncident, setLevel } from "@/lib/decision/incident/commands";
import { incidentMachine, type IncidentMove } from "@/lib/decision/incident/machine";
import { getIncident } from "@/lib/decision/incident/queries";
import { levelInForce } from "@/lib/decision/incident/rules";
import { announceDelivery } from "@/lib/operation/procurement/commands/announce";
import { announceDeliveryInput } from "@/lib/operation/procurement/schema/delivery";
import { createTransfer } from "@/lib/operation/transport/transfer/commands/create";
import type { Actor } from "@/lib/platform/auth/actor";
import { PERMISSIONS } from "@/lib/platform/auth/permissions";
import { read, write } from "@/lib/platform/db/access";
import { Role } from "@/lib/platform/db/generated/enums";
import { Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { actorAs, setup } from "../support/actors";
import { aDemand, demandCast, type DemandCast } from "../support/demand";
import { caught } from "../support/refusals";
import { transferMove, transportStage } from "../support/transport";
import { AREAS, anIncident, someGoods, stocked, unique } from "../support/world";

const { cast } = transportStage();
let commander: Actor;
let people: DemandCast;
beforeAll(async () => {
  commander = await actorAs("commander", { areaCode: AREAS.city });
  people = await demandCast();
});

const rowOf = (id: string) => read(setup, (db) => db.incident.findUniqueOrThrow({ where: { id } }));
const move = async (actor: Actor, id: string, name: IncidentMove) =>
  moveIncident(actor, { id, version: (await rowOf(id)).version, move: name, reason: "测试" });
const level = (actor: Actor, id: string, areaCode: string, at: number) =>
  setLevel(actor, { id, areaCode, level: at, reason: "研判" });

describe("an incident", () => {
  it("is opened with its first level inside one's own area only, once however often it is sent", async () => {
    const input = {
      kind: "epidemic" as const,
      nameZh: unique("疫情"),
      nameEn: "Outbreak",
      areaCode: AREAS.districtA,
      level: 2,
      reason: "首例确诊",
      note: "",
    };
    const neighbour = await actorAs("commander", { areaCode: AREAS.districtB });
    await expect(openIncident(neighbour, input)).rejects.toBeInstanceOf(NotFound);
    const [one, other] = await Promise.all([openIncident(commander, input, "k"), openIncident(commander, input, "k")]);
    expect(one).toEqual(other);
    const { levels, state } = await getIncident(commander, one.id);
    expect({ state, levels: levels.map((each) => [each.areaCode, each.level, each.reason]) }).toEqual({
      state: "open",
      levels: [[AREAS.districtA, 2, "首例确诊"]],
    });
  });

  it("keeps the level of every area as a history: a district's own decision holds there, the city's elsewhere", async () => {
    const { id } = await anIncident();
    await level(commander, id, AREAS.city, 2);
    await level(commander, id, AREAS.districtA, 1);
    await level(commander, id, AREAS.city, 3);
    const history = async () => (await getIncident(commander, id)).levels;
    expect(levelInForce(await history(), AREAS.streetA)).toBe(1);
    expect(levelInForce(await history(), AREAS.districtB)).toBe(3);
    // Ended in the district: nothing is in force there, though the city's response goes on.
    await level(commander, id, AREAS.districtA, 0);
    expect(levelInForce(await history(), AREAS.streetA)).toBeNull();
    expect((await history()).map((row) => [row.areaCode, row.level, row.reason])).toEqual([
      [AREAS.city, 2, "研判"],
      [AREAS.districtA, 1, "研判"],
      [AREAS.city, 3, "研判"],
      [AREAS.districtA, null, "研判"],
    ]);
  });

  it("changes the level only where the person commands, inside the incident, while it is open, and to another one", async () => {
    const { id } = await anIncident(AREAS.districtA);
    const district = await actorAs("commander", { areaCode: AREAS.districtB });
    await expect(level(district, id, AREAS.districtA, 1)).rejects.toBeInstanceOf(NotFound);
    await expect(level(commander, id, AREAS.districtB, 1)).rejects.toMatchObject({
      reason: { key: "incident.outsideArea" },
    });
    await level(commander, id, AREAS.districtA, 1);
    await expect(level(commander, id, AREAS.districtA, 1)).rejects.toMatchObject({
      reason: { key: "incident.levelUnchanged" },
    });
    await move(commander, id, "standDown");
    await expect(level(commander, id, AREAS.districtA, 2)).rejects.toBeInstanceOf(Refusal);
  });

  it("moves for exactly the roles and states of the tables, and for nobody else", async () => {
    const actors = await Promise.all(
      Object.values(Role).map(async (role) => ({
        role,
        actor: await actorAs(role, { areaCode: AREAS.city, siteId: cast.store.id }),
      })),
    );
    const make = async (state: string) => {
      const { id } = await anIncident();
      if (state !== "open") await move(commander, id, "standDown");
      if (state === "closed") await move(commander, id, "close");
      return id;
    };
    for (const [name, { from, permission }] of Object.entries(incidentMachine.moves))
      for (const state of incidentMachine.states)
        for (const { role, actor } of actors) {
          const id = await make(state);
          const error = await caught(move(actor, id, name as IncidentMove));
          const granted = role in PERMISSIONS[permission];
          const offered = (from as readonly string[]).includes(state);
          const expected = !granted ? NotFound : offered ? null : Refusal;
          const label = `${name} from ${state} by ${role}`;
          if (expected === null) expect(error, label).toBeNull();
          else expect(error, label).toBeInstanceOf(expected);
        }
  }, 60_000);

  it("is closed by one of two people at once, and never again", async () => {
    const { id } = await anIncident();
    await move(commander, id, "standDown");
    const version = (await rowOf(id)).version;
    const close = () => moveIncident(commander, { id, version, move: "close", reason: "结束" });
    const outcomes = await Promise.allSettled([close(), close()]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = outcomes.find((outcome) => outcome.status === "rejected");
    expect(lost?.reason).toBeInstanceOf(Conflict);
  });
});

describe("closing", () => {
  let id: string;
  beforeEach(async () => {
    id = (await anIncident()).id;
  });
  const stoodDown = () => move(commander, id, "standDown");
  const itemsOf = async () => {
    const error = await caught(move(commander, id, "close"));
    expect(error).toBeInstanceOf(Refusal);
    return (error as Refusal).items.map((item) => [item.key, item.params?.count]);
  };

  it("names what is unfinished, kind by kind: open needs, and orders that still hold stock", async () => {
    const goods = await someGoods();
    await stocked(cast.store, goods, 10n);
    await aDemand({ ...people, incident: { id } });
    const transfer = await createTransfer(cast.officer, {
      incidentId: id,
      fromSiteId: cast.store.id,
      toSiteId: cast.recipient.id,
      purpose: "supply",
      priority: "routine",
      note: "",
      lines: [{ goodsId: goods.id, quantity: 10n, ratioNeed: 1, ratioSubstitute: 1 }],
    });
    await transferMove(cast.officer, transfer.id, "release");
    await stoodDown();
    expect(await itemsOf()).toEqual([
      ["incident.unfinished.demands", 1],
      ["incident.unfinished.transfers", 1],
    ]);
    expect((await rowOf(id)).state).toBe("stoodDown");
  });

  it("waits for goods announced and for differences nobody has settled", async () => {
    const goods = await someGoods();
    const donor = await write(setup, (db) =>
      db.party.create({ data: { kind: "donor", name: unique("单位"), areaCode: AREAS.city } }),
    );
    await announceDelivery(
      await actorAs("procurementOfficer", { areaCode: AREAS.city }),
      announceDeliveryInput.parse({
        kind: "donation",
        incidentId: id,
        partyId: donor.id,
        siteId: cast.store.id,
        lines: [{ goodsId: goods.id, unit: "只", announced: "10" }],
      }),
    );
    await stoodDown();
    expect(await itemsOf()).toEqual([["incident.unfinished.deliveries", 1]]);
  });

  it("leaves an incident that takes no new document, by whatever door", async () => {
    const goods = await someGoods();
    await stoodDown();
    await move(commander, id, "close");
    const error = await caught(
      createTransfer(cast.officer, {
        incidentId: id,
        fromSiteId: cast.store.id,
        toSiteId: cast.recipient.id,
        purpose: "supply",
        priority: "routine",
        note: "",
        lines: [{ goodsId: goods.id, quantity: 1n, ratioNeed: 1, ratioSubstitute: 1 }],
      }),
    );
    expect(error).toMatchObject({ fields: { incidentId: { key: "demand.incidentNotOpen" } } });
    expect(await caught(aDemand({ ...people, incident: { id } }))).toMatchObject({
      fields: { incidentId: { key: "demand.incidentNotOpen" } },
    });
  });
});
