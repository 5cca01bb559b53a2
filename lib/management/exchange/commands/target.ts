import type { Actor } from "@/lib/platform/auth/actor";
import { reachOf } from "@/lib/platform/auth/permissions";
import { can } from "@/lib/platform/auth/reach";
import type { Db } from "@/lib/platform/db/access";
import { BadInput, NotFound, Refusal } from "@/lib/platform/errors";
import type { ImportKind } from "@/lib/platform/exchange/model/table";

/** Where an import goes: the store goods come to or left from, or the incident needs belong to, and the area it is kept under. */
export interface ImportTarget {
  siteId: string | null;
  incidentId: string | null;
  areaCode: string;
}

const STORES = ["hub", "reserveNode", "transitStation"] as const;

/** The store named, or the one the person works at, or the hub within reach. */
async function storeOf(db: Db, actor: Actor, siteId: string | undefined) {
  const sites = await db.site.findMany({
    where: siteId ? { id: siteId } : { kind: { in: [...STORES] }, active: true },
    orderBy: { code: "asc" },
    select: { id: true, kind: true, areaCode: true },
  });
  if (siteId && sites.length === 0) throw new BadInput({ siteId: { key: "errors.notFound" } });
  const own = actor.assignments.map((assignment) => assignment.siteId);
  const reached = sites.filter((site) => can(actor, "import.run", { areaCode: site.areaCode, siteId: site.id }));
  const site = reached.find(({ id }) => own.includes(id)) ?? reached.find(({ kind }) => kind === "hub") ?? reached[0];
  if (!site) throw new NotFound({ key: "errors.notAllowed" });
  return site;
}

/** The incident named, or the newest open one on the actor's line of the division tree. */
async function incidentOf(db: Db, actor: Actor, incidentId: string | undefined, near: string | null) {
  const open = await db.incident.findMany({
    where: incidentId ? { id: incidentId } : { state: "open" },
    orderBy: { id: "desc" },
    take: 50,
    select: { id: true, areaCode: true, state: true },
  });
  if (incidentId && open[0]?.state !== "open")
    throw new BadInput({ incidentId: { key: "exchange.refusals.incidentNotOpen" } });
  const codes = near !== null ? [near] : actor.assignments.map(({ areaCode }) => areaCode);
  return (
    open.find(({ areaCode }) => codes.some((code) => code.startsWith(areaCode) || areaCode.startsWith(code))) ??
    (actor.system || incidentId ? open[0] : undefined) ??
    null
  );
}

/**
 * Decides where an import goes and whether the actor may bring it there.
 * @throws NotFound (no store within reach, or no right to import), Refusal (needs without an open incident), BadInput
 */
export async function targetOf(
  db: Db,
  actor: Actor,
  kind: ImportKind,
  wanted: { siteId?: string; incidentId?: string },
): Promise<ImportTarget> {
  if (kind !== "needs") {
    const site = await storeOf(db, actor, wanted.siteId);
    const incident = await incidentOf(db, actor, wanted.incidentId, site.areaCode);
    return { siteId: site.id, incidentId: incident?.id ?? null, areaCode: site.areaCode };
  }
  const incident = await incidentOf(db, actor, wanted.incidentId, null);
  if (!incident) throw new Refusal({ key: "exchange.refusals.incidentNeeded" });
  if (actor.system) return { siteId: null, incidentId: incident.id, areaCode: incident.areaCode };
  const assignment = actor.assignments.find(
    ({ role, areaCode }) =>
      reachOf("import.run", role) === "area" &&
      (areaCode.startsWith(incident.areaCode) || incident.areaCode.startsWith(areaCode)),
  );
  if (!assignment) throw new NotFound({ key: "errors.notAllowed" });
  const { areaCode } = assignment;
  return {
    siteId: null,
    incidentId: incident.id,
    areaCode: areaCode.length > incident.areaCode.length ? areaCode : incident.areaCode,
  };
}
