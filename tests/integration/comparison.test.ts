import { beforeAll, describe, expect, it } from "vitest";
import { compareWith2020 } from "@/lib/decision/comparison/queries";
import { runImport } from "@/lib/management/exchange/commands/run-import";
import { moveDemand } from "@/lib/operation/demand/commands/move";
import { read, write } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import { actorAs, setup } from "../support/actors";
import { textBytes } from "../support/sheets";
import { ownDatabase } from "../support/stage";
import { AREAS, anIncident, aSite } from "../support/world";

ownDatabase();
beforeAll(async () => {
  const incident = await anIncident();
  const [one, other] = [await aSite(AREAS.districtA, "hospital"), await aSite(AREAS.districtB, "hospital")];
  // Goods the sheets of 2020 spell just so: what came in and what was issued of them can be read.
  await write(setup, async (db) => {
    await db.unit.create({ data: { code: "个", nameEn: "piece" } });
    await db.goodsCategory.create({ data: { code: "T", nameZh: "测试", nameEn: "Test" } });
    await db.goods.create({
      data: { code: "CP-MSK-02", nameZh: "医用外科口罩", nameEn: "Surgical mask", categoryCode: "T", baseUnit: "个" },
    });
  });
  const rows = [one, other].map((site) => `武汉市,${site.name},医用外科口罩,,个,9000000`);
  await runImport({
    actor: setup,
    bytes: textBytes(["市,医院,物资名称,规格,单位,需求数量", ...rows].join("\n")),
    fileName: "needs.csv",
    kind: "needs",
    incidentId: incident.id,
    describeNeed: () => ({ priority: "urgent", simulated: true }),
  });
});

describe("the comparison with 2020", () => {
  it("says the same of the whole city to everybody, and names hospitals within reach only", async () => {
    const city = await compareWith2020(await actorAs("commander", { areaCode: AREAS.city }));
    const district = await compareWith2020(await actorAs("commander", { areaCode: AREAS.districtA }));
    expect(city.goods[0]?.proposed).toBeGreaterThan(0);
    expect(city.proposed.hospitals).toBe(2);
    const { hospitals: all, ...cityFigures } = city;
    const { hospitals: own, ...districtFigures } = district;
    expect(districtFigures).toEqual(cityFigures);
    expect([all.length, own.length]).toEqual([2, 1]);
    expect(all).toContainEqual(own[0]);
    await expect(
      actorAs("driver", { areaCode: AREAS.city }).then((driver) => compareWith2020(driver)),
    ).rejects.toBeInstanceOf(NotFound);
  });

  it("is of the past: no decision of the replay changes it", async () => {
    const commander = await actorAs("commander", { areaCode: AREAS.city });
    const before = await compareWith2020(commander);
    const request = await read(setup, (db) => db.demandRequest.findFirstOrThrow());
    await moveDemand(await actorAs("informationOfficer", { areaCode: AREAS.city }), {
      id: request.id,
      version: request.version,
      move: "rejectAtVerification",
      reason: "测试",
    });
    expect(await compareWith2020(commander)).toEqual(before);
  });
});
