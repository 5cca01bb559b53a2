import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, withWiderReach, write } from "@/lib/platform/db/access";
import { BadInput, NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { lockRow } from "@/lib/platform/workflow/lock";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { type DocumentAccess, type MovePart, runMove } from "@/lib/platform/workflow/run";
import { type IncidentMove, incidentMachine } from "./machine";
import type { MoveIncidentInput, OpenIncidentInput, SetLevelInput } from "./schema";

type IncidentRow = Awaited<ReturnType<Db["incident"]["findUniqueOrThrow"]>>;

const incidentAccess: DocumentAccess<IncidentRow> = {
  kind: "incident",
  machine: incidentMachine,
  load: async (db, _actor, id) =>
    (await lockRow(db, "incident", id)) ? db.incident.findUnique({ where: { id } }) : null,
  ends: (row) => ({ only: { areaCode: row.areaCode } }),
  save: async (db, row, patch) =>
    (await db.incident.updateMany({ where: { id: row.id, state: row.state, version: row.version }, data: patch }))
      .count,
};

/** Opens an incident with its first response level. Refused outside the actor's area. */
export function openIncident(actor: Actor, input: OpenIncidentInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "incident.open", key, input, async () => {
      if (!can(actor, "incident.open", { areaCode: input.areaCode })) throw new NotFound({ key: "errors.notAllowed" });
      if (!(await db.area.findUnique({ where: { code: input.areaCode } })))
        throw new BadInput({ areaCode: { key: "errors.notFound" } });
      const { now } = await businessTime(db);
      const { level, reason, ...fields } = input;
      const incident = await db.incident.create({
        data: {
          ...fields,
          startedAt: now,
          createdById: actor.personId,
          levels: { create: { areaCode: input.areaCode, level, reason, actorId: actor.personId, businessAt: now } },
        },
      });
      await publish(db, actor, {
        type: "incident.created",
        documentKind: "incident",
        documentId: incident.id,
        documentNumber: incident.number,
        areaCode: incident.areaCode,
        businessAt: now,
        payload: { state: incident.state, facts: { level, reason } },
      });
      return { id: incident.id };
    }),
  );
}

/** Raises, lowers or ends the response level of an area inside the incident, with its reason; the history keeps every step. */
export function setLevel(actor: Actor, input: SetLevelInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "incident.setLevel", key, input, async () => {
      const incident = await incidentAccess.load(db, actor, input.id);
      if (!incident) throw new NotFound();
      if (!can(actor, "incident.setLevel", { areaCode: input.areaCode }))
        throw new NotFound({ key: "errors.notAllowed" });
      if (!input.areaCode.startsWith(incident.areaCode)) throw new Refusal({ key: "incident.outsideArea" });
      if (incident.state !== "open") throw new Refusal({ key: "errors.notOfferedNow" });
      const { now } = await businessTime(db);
      const before = await db.incidentLevel.findFirst({
        where: { incidentId: incident.id, areaCode: input.areaCode },
        orderBy: { id: "desc" },
      });
      const level = input.level === 0 ? null : input.level;
      if (before && before.level === level) throw new Refusal({ key: "incident.levelUnchanged" });
      await db.incidentLevel.create({
        data: {
          incidentId: incident.id,
          areaCode: input.areaCode,
          level,
          reason: input.reason,
          actorId: actor.personId,
          businessAt: now,
        },
      });
      await publish(db, actor, {
        type: "incident.edited",
        documentKind: "incident",
        documentId: incident.id,
        documentNumber: incident.number,
        areaCode: input.areaCode,
        businessAt: now,
        payload: { changes: { level: { before: before?.level ?? null, after: level } }, reason: input.reason },
      });
      return { id: incident.id };
    }),
  );
}

/** What of an incident is unfinished, by kind of document; wherever it lies, for closing binds them all. */
async function unfinished(db: Db, incidentId: string): Promise<Record<string, number>> {
  return {
    demands: await db.demandRequest.count({
      where: {
        incidentId,
        state: { in: ["submitted", "verified", "approved"] },
        fulfilment: { in: ["none", "partly"] },
      },
    }),
    purchases: await db.purchaseOrder.count({ where: { incidentId, state: { notIn: ["closed", "cancelled"] } } }),
    deliveries: await db.delivery.count({
      where: { incidentId, state: { in: ["announced", "arrived", "counted", "inspected"] } },
    }),
    plans: await db.allocationPlan.count({ where: { incidentId, state: { in: ["submitted", "approved"] } } }),
    transfers: await db.transferOrder.count({ where: { incidentId, state: { notIn: ["closed", "cancelled"] } } }),
    shipments: await db.shipment.count({
      where: { incidentId, state: { notIn: ["accepted", "cancelled", "returned"] } },
    }),
    discrepancies: await db.discrepancy.count({ where: { shipment: { incidentId }, state: { not: "resolved" } } }),
  };
}

/** Refuses to close while anything of the incident is unfinished: stock would stay promised, goods on the road without an owner. */
async function refuseUnfinished(db: Db, actor: Actor, incidentId: string): Promise<void> {
  const left = Object.entries(await withWiderReach(db, actor, () => unfinished(db, incidentId))).filter(
    ([, count]) => count > 0,
  );
  if (left.length > 0)
    throw new Refusal(
      { key: "incident.openDocuments" },
      left.map(([kind, count]) => ({ key: `incident.unfinished.${kind as "demands"}`, params: { count } })),
    );
}

const PARTS: Record<IncidentMove, MovePart<IncidentRow, null>> = {
  standDown: { decide: ({ now }) => ({ patch: { stoodDownAt: now } }) },
  resume: { decide: () => ({ patch: { stoodDownAt: null } }) },
  close: {
    decide: ({ now }) => ({ patch: { closedAt: now } }),
    effect: ({ db, actor, row }) => refuseUnfinished(db, actor, row.id),
  },
};

/** Makes one move of an incident: stand down, resume, close. */
export function moveIncident(actor: Actor, { id, version, move, reason }: MoveIncidentInput, key?: string) {
  return runMove(actor, incidentAccess, move, PARTS[move], { id, version, reason, key, input: null });
}
