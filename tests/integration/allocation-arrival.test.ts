import { describe, expect, it } from "vitest";
import { adoptPlan } from "@/lib/decision/allocation/commands/adopt";
import { setClock } from "@/lib/decision/scenario/commands";
import { write } from "@/lib/platform/db/access";
import { setup } from "../support/actors";
import { approvedDemand, approvedPlan, computedPlan, planningStage, resultOf } from "../support/allocation";
import { AREAS, aSite, anIncident, someGoods, stocked } from "../support/world";

const { cast } = planningStage();

const DAY = "2026-03-02";
const at = (time: string) =>
  write(setup, (db) => setClock(db, "a day of the test", new Date(`${DAY}T${time}:00+08:00`)));

/** A store whose only lot is good until tonight, and a hospital of the same district that needs half of it. */
async function lastDay() {
  const incident = await anIncident();
  const goods = await someGoods();
  await stocked(await aSite(AREAS.districtA), goods, 80n, { expiresOn: DAY });
  const need = await approvedDemand(incident.id, await aSite(AREAS.districtA, "hospital"), goods.id, 40n, "lifeSaving");
  return { incident, goods, need };
}

describe("a lot on its last day", () => {
  it("is planned in the morning, and late in the evening is not: it would arrive after midnight", async () => {
    await at("09:00");
    const here = await lastDay();
    const morning = await computedPlan(cast.commander, here);
    expect(morning.lines.map(({ quantity }) => quantity)).toEqual([40n]);
    await at("23:15");
    const evening = await computedPlan(cast.commander, here);
    expect(evening.lines).toEqual([]);
    expect(resultOf(evening).explanations[0]).toMatchObject({ lineId: here.need.line.id, limit: "shelfLife" });
  });

  it("planned in the morning is not promised in the evening: the line that came too late is named", async () => {
    await at("09:00");
    const { id, version } = await approvedPlan(cast, await computedPlan(cast.commander, await lastDay()));
    await at("23:15");
    await expect(adoptPlan(cast.commander, { id, version, leaveConflicts: false })).rejects.toMatchObject({
      items: [{ key: "allocation.conflicts.expiresOnTheWay" }],
    });
    await at("09:30");
    expect(await adoptPlan(cast.commander, { id, version, leaveConflicts: false })).toMatchObject({ adopted: 1 });
  });
});
