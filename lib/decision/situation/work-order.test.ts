import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inWorkOrder, type Ranked, WORK_NAMES } from "./work-order";

const now = new Date("2020-01-30T09:00:00+08:00");
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const row = (key: string, fields: Partial<Ranked> = {}): Ranked => ({
  key,
  kind: "pickTransfer",
  priority: null,
  dueAt: null,
  since: hours(-1),
  ...fields,
});
const keys = (rows: Ranked[]) => inWorkOrder(rows, now).map((one) => one.key);

describe("the order of work", () => {
  it("puts what is over its time first, the longest over on top, even before life-saving things", () => {
    expect(
      keys([
        row("life", { priority: "lifeSaving" }),
        row("over", { priority: "routine", dueAt: hours(-1) }),
        row("longer", { priority: "routine", dueAt: hours(-5) }),
      ]),
    ).toEqual(["longer", "over", "life"]);
  });
  it("then goes by class, life-saving first", () => {
    expect(
      keys([row("r", { priority: "routine" }), row("u", { priority: "urgent" }), row("l", { priority: "lifeSaving" })]),
    ).toEqual(["l", "u", "r"]);
  });
  it("then by the usual order of kinds: what stands at the door before what stands in the store", () => {
    expect(keys([row("pick"), row("door", { kind: "receiveShipment" })])).toEqual(["door", "pick"]);
  });
  it("then by what is due first, then by what has waited longest", () => {
    expect(keys([row("late", { dueAt: hours(9) }), row("soon", { dueAt: hours(1) }), row("none")])).toEqual([
      "soon",
      "late",
      "none",
    ]);
    expect(keys([row("new", { since: hours(-1) }), row("old", { since: hours(-30) })])).toEqual(["old", "new"]);
  });
  it("is the same whatever order things were read in, and loses nothing", () => {
    const any = fc.record({
      key: fc.uuid(),
      kind: fc.constantFrom(...WORK_NAMES),
      priority: fc.constantFrom("lifeSaving" as const, "urgent" as const, "routine" as const, null),
      dueAt: fc.option(fc.integer({ min: -50, max: 50 }).map(hours)),
      since: fc.integer({ min: -50, max: 0 }).map(hours),
    });
    fc.assert(
      fc.property(fc.uniqueArray(any, { selector: (one) => one.key, maxLength: 20 }), fc.nat(), (rows, turn) => {
        const turned = [...rows.slice(turn % (rows.length || 1)), ...rows.slice(0, turn % (rows.length || 1))];
        expect(keys(turned)).toEqual(keys(rows));
        expect(keys(rows)).toHaveLength(rows.length);
      }),
    );
  });
});
