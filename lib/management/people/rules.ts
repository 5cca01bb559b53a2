import { MAX_RANGES } from "@/lib/platform/auth/reach";
import type { Role } from "@/lib/platform/db/generated/enums";
import { BadInput, Refusal } from "@/lib/platform/errors";
import { SITE_ROLES } from "./schema";

/**
 * Where an assignment reaches: a role that works at one site takes the site's area; other roles name an area and no site.
 * @throws BadInput when a site role lacks its site
 */
export function assignmentPlace(
  role: Role,
  areaCode: string,
  site: { id: string; areaCode: string } | null,
): { areaCode: string; siteId: string | null } {
  if (!SITE_ROLES.includes(role)) return { areaCode, siteId: null };
  if (!site) throw new BadInput({ siteId: { key: "people.errors.siteNeeded" } });
  return { areaCode: site.areaCode, siteId: site.id };
}

interface Held {
  role: Role;
  areaCode: string;
  siteId: string | null;
}

/** Whether two assignments are one and the same. */
export const sameAssignment = (one: Held, other: Held): boolean =>
  one.role === other.role && one.areaCode === other.areaCode && one.siteId === other.siteId;

/**
 * Refuses an assignment that a transaction could not carry: more than four separate areas, or one the person holds already.
 * @param held the person's open assignments
 */
export function refuseUncarried(held: readonly Held[], wanted: Held): void {
  if (held.some((one) => sameAssignment(one, wanted))) throw new Refusal({ key: "people.errors.heldAlready" });
  const codes = [...new Set([...held.map((one) => one.areaCode), wanted.areaCode])];
  const roots = codes.filter((code) => !codes.some((other) => other !== code && code.startsWith(other)));
  if (roots.length > MAX_RANGES)
    throw new Refusal({ key: "people.errors.tooManyAreas", params: { maximum: MAX_RANGES } });
}
