import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Role } from "@/lib/platform/db/generated/enums";
import { type ActorAssignment, brandActor, systemActor } from "./actor";
import { ALL_PERMISSIONS, type Permission, reachOf } from "./permissions";
import { areaRanges, can, canSomewhere, rangeEnd, visible } from "./reach";

const ROLES = Object.values(Role);
const AREAS = ["42", "4201", "420102", "420106", "420102002", "420102002003", "31", "3101"];
const SITES = ["site-a", "site-b"];
const PEOPLE = ["me", "somebody"];

const anActor = (assignments: ActorAssignment[], personId = "me") =>
  brandActor({ personId, name: personId, username: personId, system: false, assignments });
const assignments = fc.array(
  fc.record({
    role: fc.constantFrom(...ROLES),
    areaCode: fc.constantFrom(...AREAS),
    siteId: fc.option(fc.constantFrom(...SITES)),
  }),
  { maxLength: 4 },
);
const records = fc.record({
  areaCode: fc.constantFrom(...AREAS),
  siteId: fc.option(fc.constantFrom(...SITES)),
  createdById: fc.option(fc.constantFrom(...PEOPLE)),
});

type Where = { [key: string]: unknown };
/** What Prisma would make of the clauses `visible` builds. */
function matches(where: Where, row: Where): boolean {
  return Object.entries(where).every(([key, wanted]) => {
    if (key === "OR") return (wanted as Where[]).some((clause) => matches(clause, row));
    if (key === "AND") return (wanted as Where[]).every((clause) => matches(clause, row));
    if (typeof wanted === "object" && wanted !== null) {
      const { gte, lt } = wanted as { gte: string; lt: string };
      return String(row[key]) >= gte && String(row[key]) < lt;
    }
    return row[key] === wanted;
  });
}

describe("reach", () => {
  it("a list shows exactly the records that may be opened one by one", () => {
    fc.assert(
      fc.property(assignments, records, fc.constantFrom(...ALL_PERMISSIONS), (held, record, permission) => {
        const actor = anActor(held);
        const opened = can(actor, permission, {
          areaCode: record.areaCode,
          siteId: record.siteId,
          ownerIds: [record.createdById],
        });
        expect(matches(visible(actor, permission) as Where, record)).toBe(opened);
      }),
      { numRuns: 3000 },
    );
  });

  it("whatever a list of an area-scoped document shows lies inside the ranges of row-level security, unless the reach is by site, owner or all", () => {
    fc.assert(
      fc.property(assignments, records, fc.constantFrom(...ALL_PERMISSIONS), (held, record, permission) => {
        const actor = anActor(held);
        const byArea = held.some(
          ({ role, areaCode }) => reachOf(permission, role) === "area" && record.areaCode.startsWith(areaCode),
        );
        if (byArea)
          expect(areaRanges(actor).some(({ lo, hi }) => record.areaCode >= lo && record.areaCode < hi)).toBe(true);
      }),
    );
  });

  it("nobody without a role may do anything", () => {
    for (const permission of ALL_PERMISSIONS) {
      expect(canSomewhere(anActor([]), permission)).toBe(false);
      expect(can(anActor([]), permission, { areaCode: "42" })).toBe(false);
      expect(visible(anActor([]), permission)).toEqual({ OR: [] });
    }
  });

  it("a district's people reach neither the next district nor the city above", () => {
    const district = anActor([{ role: "commander", areaCode: "420102", siteId: null }]);
    expect(can(district, "plan.approve", { areaCode: "420102002003" })).toBe(true);
    expect(can(district, "plan.approve", { areaCode: "420103" })).toBe(false);
    expect(can(district, "plan.approve", { areaCode: "4201" })).toBe(false);
  });

  it("a range holds the codes that begin with it and no others", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{2,12}$/), fc.stringMatching(/^\d{2,12}$/), (code, other) => {
        expect(other >= code && other < rangeEnd(code)).toBe(other.startsWith(code));
      }),
    );
  });

  it("a job reaches everything and is nobody", () => {
    expect(systemActor("test").personId).toBeNull();
    expect(can(systemActor("test"), "plan.approve", { areaCode: "4201" })).toBe(true);
  });
});

/** Policy in words: what a role must never be able to do. A row that turns up in the table is a change of policy, not of code. */
describe("separation of duties", () => {
  const never: [Role, Permission[]][] = [
    ["auditor", ALL_PERMISSIONS.filter((permission) => !/\.(read|checkBalances)$/.test(permission))],
    ["hospitalRequester", ["demand.verify", "demand.approve", "plan.read", "stock.read", "person.read"]],
    ["communityWorker", ["demand.verify", "demand.approve", "plan.read", "stock.read", "person.read"]],
    ["driver", ["stock.read", "demand.read", "plan.read", "shipment.receive"]],
    [
      "warehouseOperator",
      ["stock.approveAdjustment", "stocktake.approve", "stock.setLevels", "plan.adopt", "demand.read"],
    ],
    ["supplierDesk", ["delivery.accept", "delivery.inspect", "stock.read", "purchase.read"]],
    ["commander", ["demand.create", "demand.verify", "person.manage", "stock.adjust"]],
    ["administrator", ["demand.approve", "plan.approve", "plan.adopt", "stock.adjust", "shipment.receive"]],
  ];
  for (const [role, permissions] of never)
    it(`a ${role} holds none of: ${permissions.slice(0, 6).join(", ")}${permissions.length > 6 ? ` and ${permissions.length - 6} more` : ""}`, () => {
      for (const permission of permissions) expect(reachOf(permission, role), permission).toBeNull();
    });

  it("nobody both files and approves demand", () => {
    for (const role of ROLES)
      expect(reachOf("demand.create", role) !== null && reachOf("demand.approve", role) !== null, role).toBe(false);
  });
});
