import type { Actor } from "@/lib/platform/auth/actor";
import { rangeEnd } from "@/lib/platform/auth/reach";
import { reachOf } from "@/lib/platform/auth/permissions";
import type { Prisma } from "@/lib/platform/db/generated/client";
import type { Role, SiteKind } from "@/lib/platform/db/generated/enums";

/** Sites that use goods up and may therefore file a need; stores are supplied by purchase and transfer. */
export const REQUESTING_KINDS = [
  "hospital",
  "treatmentSite",
  "communityPoint",
  "organisation",
] as const satisfies readonly SiteKind[];

interface RequestingSite {
  id: string;
  kind: SiteKind;
  areaCode: string;
  active: boolean;
}

/** Kinds a role files for: a community worker for the points of their communities, nobody else's hospital. */
const kindsOf = (role: Role): readonly SiteKind[] =>
  role === "communityWorker" ? ["communityPoint"] : REQUESTING_KINDS;

/** May this person file a need for the site? */
export function mayRequestFor(actor: Actor, site: RequestingSite): boolean {
  if (!site.active || !(REQUESTING_KINDS as readonly SiteKind[]).includes(site.kind)) return false;
  if (actor.system) return true;
  return actor.assignments.some(({ role, areaCode, siteId }) => {
    if (!kindsOf(role).includes(site.kind)) return false;
    switch (reachOf("demand.create", role)) {
      case "area":
        return site.areaCode.startsWith(areaCode);
      case "site":
        return siteId !== null && siteId === site.id;
      default:
        return false;
    }
  });
}

/** The sites this person may file for, as a Prisma `where`; agrees with `mayRequestFor` (tested). */
export function requestableSites(actor: Actor): Prisma.SiteWhereInput {
  const kinds = (of: readonly SiteKind[]) => ({ active: true, kind: { in: [...of] } });
  if (actor.system) return kinds(REQUESTING_KINDS);
  return {
    OR: actor.assignments.flatMap(({ role, areaCode, siteId }): Prisma.SiteWhereInput[] => {
      switch (reachOf("demand.create", role)) {
        case "area":
          return [{ ...kinds(kindsOf(role)), areaCode: { gte: areaCode, lt: rangeEnd(areaCode) } }];
        case "site":
          return siteId ? [{ ...kinds(kindsOf(role)), id: siteId }] : [];
        default:
          return [];
      }
    }),
  };
}
