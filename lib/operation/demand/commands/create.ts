import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, write } from "@/lib/platform/db/access";
import { incidentTaking } from "@/lib/platform/db/incident-open";
import { BadInput, NotFound } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { moveWithin } from "@/lib/platform/workflow/run";
import { mayRequestFor } from "../rules/requesters";
import type { CreateDemandInput, DemandLineInput } from "../schema";
import { demandAccess, eventHead } from "./access";
import { PARTS } from "./move";

/** Every line must name goods of the catalogue that are in use. */
export async function refuseUnknownGoods(db: Db, lines: readonly DemandLineInput[]): Promise<void> {
  const known = await db.goods.findMany({
    where: { id: { in: lines.map((line) => line.goodsId) }, active: true },
    select: { id: true },
  });
  const ids = new Set(known.map((goods) => goods.id));
  const faults = lines.flatMap((line, index) =>
    ids.has(line.goodsId) ? [] : [[`lines.${index}.goodsId`, { key: "demand.goodsUnknown" }] as const],
  );
  if (faults.length > 0) throw new BadInput(Object.fromEntries(faults));
}

/** The rows of a request's lines as they are stored. */
export const lineRows = (lines: readonly DemandLineInput[]) => lines.map((line, position) => ({ ...line, position }));

/** What an import or a scenario knows of a need beside what a person would type. */
export interface NeedOrigin {
  source?: string;
  /** Row of the import the request began with. */
  importRowId?: string | null;
  simulated?: boolean;
}

/**
 * Files a need for a site: as a draft, or submitted at once. The incident must be open and cover the site; the person may file for
 * their own site (hospital), the points of their communities (community worker), any site of their area (information officer).
 * @returns id and number
 */
export function createDemand(
  actor: Actor,
  input: CreateDemandInput,
  key?: string,
): Promise<{ id: string; number: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "demand.create", key, input, () => createDemandWithin(db, actor, input)),
  );
}

/** `createDemand` in a transaction that is already open. */
export async function createDemandWithin(
  db: Db,
  actor: Actor,
  input: CreateDemandInput,
  origin: NeedOrigin = {},
): Promise<{ id: string; number: string }> {
  const site = await db.site.findUnique({ where: { id: input.siteId } });
  if (!site) throw new BadInput({ siteId: { key: "errors.notFound" } });
  if (!mayRequestFor(actor, site)) throw new NotFound({ key: "demand.notYourSite" });
  const incident = await incidentTaking(db, input.incidentId, "open");
  if (!incident || !site.areaCode.startsWith(incident.areaCode))
    throw new BadInput({ incidentId: { key: "demand.incidentNotOpen" } });
  await refuseUnknownGoods(db, input.lines);
  const { now } = await businessTime(db);
  const request = await db.demandRequest.create({
    data: {
      incidentId: input.incidentId,
      siteId: site.id,
      areaCode: site.areaCode,
      priority: input.priority,
      neededBy: input.neededBy ?? null,
      beneficiaries: input.beneficiaries ?? null,
      note: input.note,
      contactRole: input.contactRole,
      createdById: actor.personId,
      businessAt: now,
      simulated: origin.simulated ?? site.simulated,
      source: origin.source ?? "",
      importRowId: origin.importRowId ?? null,
      lines: { create: lineRows(input.lines) },
    },
  });
  await publish(db, actor, {
    ...eventHead(request),
    type: "demandRequest.created",
    businessAt: now,
    payload: { state: request.state, facts: { priority: request.priority, lines: input.lines.length } },
  });
  if (input.submit)
    await moveWithin(db, actor, demandAccess, "submit", PARTS.submit, { id: request.id, version: 1, input: null });
  return { id: request.id, number: request.number };
}
