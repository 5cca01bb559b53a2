import { visible } from "@/lib/platform/auth/reach";
import type { Role } from "@/lib/platform/db/generated/enums";
import type { Db } from "@/lib/platform/db/access";
import { lockRow } from "@/lib/platform/workflow/lock";
import type { DocumentAccess } from "@/lib/platform/workflow/run";
import { discrepancyMachine } from "../machine";

export type DiscrepancyRow = Awaited<ReturnType<Db["discrepancy"]["findUniqueOrThrow"]>>;

/** A case is placed by the ends of its shipment; people of a site see it through the shipment's sites. */
export const caseVisible = (actor: Parameters<typeof visible>[0]) => {
  const own = visible(actor, "discrepancy.read", { area: ["fromAreaCode", "toAreaCode"], owner: ["ownerId"] });
  if (!("OR" in own)) return {};
  const bySite = visible(actor, "discrepancy.read", { area: [], site: ["fromSiteId", "toSiteId"] });
  return "OR" in bySite && bySite.OR.length > 0 ? { OR: [...own.OR, { shipment: bySite }] } : own;
};

/** How the runner loads, places and saves a case. */
export const discrepancyAccess: DocumentAccess<DiscrepancyRow> = {
  kind: "discrepancy",
  machine: discrepancyMachine,
  load: async (db, actor, id) =>
    (await lockRow(db, "discrepancy", id))
      ? db.discrepancy.findFirst({ where: { AND: [{ id }, caseVisible(actor)] } })
      : null,
  ends: (row) => ({
    from: { areaCode: row.fromAreaCode, ownerIds: [row.ownerId] },
    to: { areaCode: row.toAreaCode, ownerIds: [row.ownerId] },
  }),
  save: async (db, row, patch) =>
    (await db.discrepancy.updateMany({ where: { id: row.id, state: row.state, version: row.version }, data: patch }))
      .count,
};

/** People who can settle a case: active, and officers of transport or reserve over one of its ends. */
export const maySettle = (row: { fromAreaCode: string; toAreaCode: string }) => ({
  status: "active" as const,
  assignments: {
    some: {
      role: { in: ["reserveOfficer", "transportDispatcher"] as Role[] },
      endedAt: null,
      areaCode: { in: [...covering(row.fromAreaCode), ...covering(row.toAreaCode)] },
    },
  },
});

/** Codes of the areas that cover a place: its own and all it lies in. */
const covering = (areaCode: string): string[] => Array.from(areaCode, (_, end) => areaCode.slice(0, end + 1));
