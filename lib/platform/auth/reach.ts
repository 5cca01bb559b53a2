import type { Actor } from "./actor";
import { type Permission, reachOf } from "./permissions";

/** Where a record lies: what the permission table is asked about. `ownerIds` are the people whose own record it is. */
export interface RecordPlace {
  areaCode: string;
  siteId?: string | null;
  ownerIds?: readonly (string | null | undefined)[];
}

/** Upper bound of the codes that start with `code`: codes are digits, and ":" follows "9" in byte order. */
export const rangeEnd = (code: string): string => `${code}:`;

const within = (areaCode: string, ancestor: string): boolean => areaCode.startsWith(ancestor);

/** May this actor use the permission on a record at this place? */
export function can(actor: Actor, permission: Permission, place: RecordPlace): boolean {
  if (actor.system) return true;
  return actor.assignments.some((assignment) => {
    switch (reachOf(permission, assignment.role)) {
      case "all":
        return true;
      case "area":
        return within(place.areaCode, assignment.areaCode);
      case "site":
        return assignment.siteId !== null && place.siteId === assignment.siteId;
      case "own":
        return (
          within(place.areaCode, assignment.areaCode) &&
          (place.ownerIds ?? []).some((id) => id != null && id === actor.personId)
        );
      default:
        return false;
    }
  });
}

/** Does any assignment grant the permission anywhere? For navigation and for pages that list. */
export function canSomewhere(actor: Actor, permission: Permission): boolean {
  return actor.system || actor.assignments.some((assignment) => reachOf(permission, assignment.role) !== null);
}

/** Names of the columns that place a record; a document with two ends gives both. */
export interface PlaceColumns {
  area: readonly string[];
  site?: readonly string[];
  owner?: readonly string[];
}

/** Columns of most tables. */
export const ONE_PLACE: PlaceColumns = { area: ["areaCode"], site: ["siteId"], owner: ["createdById"] };
/** Columns of documents with two ends. */
export const TWO_ENDS: PlaceColumns = {
  area: ["fromAreaCode", "toAreaCode"],
  site: ["fromSiteId", "toSiteId"],
  owner: ["createdById"],
};

type Clause = Record<string, unknown>;

/**
 * The rows an actor may see with a permission, as a Prisma `where` to be put under `AND`.
 * Agrees with `can` record by record (tested): both read the same table. Nothing granted → a clause that matches no row.
 */
export function visible(
  actor: Actor,
  permission: Permission,
  columns: PlaceColumns = ONE_PLACE,
): { OR: Clause[] } | Record<string, never> {
  if (actor.system) return {};
  const clauses: Clause[] = [];
  const inArea = (column: string, code: string): Clause => ({ [column]: { gte: code, lt: rangeEnd(code) } });
  for (const assignment of actor.assignments) {
    switch (reachOf(permission, assignment.role)) {
      case "all":
        return {};
      case "area":
        for (const column of columns.area) clauses.push(inArea(column, assignment.areaCode));
        break;
      case "site":
        if (assignment.siteId) for (const column of columns.site ?? []) clauses.push({ [column]: assignment.siteId });
        break;
      case "own":
        for (const owner of columns.owner ?? [])
          clauses.push({
            AND: [
              { [owner]: actor.personId },
              { OR: columns.area.map((column) => inArea(column, assignment.areaCode)) },
            ],
          });
        break;
      case null:
        break;
    }
  }
  return clauses.length > 0 ? { OR: clauses } : { OR: [] };
}

/** At most this many ranges fit a transaction's settings; an administrator cannot grant more areas to one person. */
export const MAX_RANGES = 4;

/** The area ranges of the actor's transaction (row-level security): assignments' areas, those inside another left out. */
export function areaRanges(actor: Actor): { lo: string; hi: string }[] {
  if (actor.system) return [{ lo: "", hi: rangeEnd("9") }];
  const codes = [...new Set(actor.assignments.map((assignment) => assignment.areaCode))].sort();
  const roots = codes.filter((code) => !codes.some((other) => other !== code && code.startsWith(other)));
  return roots.slice(0, MAX_RANGES).map((code) => ({ lo: code, hi: rangeEnd(code) }));
}
