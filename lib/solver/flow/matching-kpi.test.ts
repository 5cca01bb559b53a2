import { describe, expect, it } from "vitest";
import { dayOf, ppeRows } from "@/tests/support/ppe-match";
import { gini } from "./kpi";
import { matchingKpis } from "./matching-kpi";

describe("key figures of matched donations", () => {
  it("are those of the paper's worked tables, every row", () => {
    const requests = ppeRows("Table1.csv").map((r) => ({
      recipientId: r.rec_id,
      goods: r.ppe,
      quantity: Number(r.qty),
    }));
    const offers = ppeRows("Table2.csv").map((r) => ({
      donorId: r.don_id,
      goods: r.ppe,
      quantity: Number(r.qty),
      day: Math.floor(dayOf(r.date)),
    }));
    const distances = new Map(ppeRows("Table3.csv").map((r) => [`${r.don_id}|${r.rec_id}`, Number(r.distance)]));
    const shipments = ppeRows("Table4.csv").map((r) => ({
      day: Math.floor(dayOf(r.date)),
      donorId: r.don_id,
      recipientId: r.rec_id,
      goods: r.ppe,
      quantity: Number(r.qty),
    }));
    const kpis = matchingKpis(requests, offers, shipments, (d, r) => distances.get(`${d}|${r}`) as number);
    const of = <T extends { goods: string }>(list: T[], goods: string) => list.find((e) => e.goods === goods) as T;
    const named = (name: string): number => {
      const pair = /^fill rate \((\w+),(\w+)\)$/.exec(name);
      if (pair) return kpis.fillOf.find((f) => f.recipientId === pair[1] && f.goods === pair[2])?.fill ?? Number.NaN;
      const goods = /\((\w+)\)$/.exec(name)?.[1];
      if (name.startsWith("avg unit-days")) return of(kpis.unitDaysByGoods, goods as string).unitDays;
      if (name.startsWith("avg unit-miles") && goods) return of(kpis.unitMilesByGoods, goods).unitMiles;
      if (name.startsWith("fill rate exc zeros") && goods) return of(kpis.fillByGoods, goods).fillExceptZero;
      if (name.startsWith("fill rate") && goods) return of(kpis.fillByGoods, goods).fill;
      const whole: Record<string, number> = {
        "avg holding time": kpis.unitDays,
        "avg number of shipments": kpis.shipmentsPerDonor,
        "avg unit-miles": kpis.unitMiles,
        "fill rate": kpis.fill,
        "fill rate exc zeros": kpis.fillExceptZero,
      };
      return whole[name];
    };
    const expected = ppeRows("section3_test_results.csv");
    expect(expected.length).toBe(22);
    for (const row of expected) expect(named(row.metric_name), row.metric_name).toBeCloseTo(Number(row.value), 10);
  });

  it("Gini: 0 for equal shares, (n − 1)/n for one who has all", () => {
    expect(gini([0.4, 0.4, 0.4])).toBeCloseTo(0, 12);
    expect(gini([0, 0, 0, 1])).toBeCloseTo(0.75, 12);
    expect(gini([1, 3])).toBeCloseTo(0.25, 12);
    expect(gini([])).toBe(0);
  });
});
