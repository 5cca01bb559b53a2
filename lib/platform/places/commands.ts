import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { type Db, write, withWiderReach } from "@/lib/platform/db/access";
import { BadInput, Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import type { CreateSiteInput, EditSiteInput } from "./schema";

/**
 * Adds a site inside the actor's area. Its kind and area stay for good: balances, places and documents lie by them; a site that moves is a
 * new site.
 * @throws NotFound outside the actor's area, BadInput for an unknown area or a code in use
 */
export function createSite(actor: Actor, input: CreateSiteInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "site.create", key, input, async () => {
      if (!can(actor, "site.edit", { areaCode: input.areaCode })) throw new NotFound({ key: "errors.notAllowed" });
      if (!(await db.area.findUnique({ where: { code: input.areaCode } })))
        throw new BadInput({ areaCode: { key: "errors.notFound" } });
      if (await db.site.findUnique({ where: { code: input.code } }))
        throw new BadInput({ code: { key: "errors.alreadyExists" } });
      const site = await db.site.create({ data: input });
      await publish(db, actor, {
        type: "site.created",
        documentKind: "site",
        documentId: site.id,
        documentNumber: site.code,
        areaCode: site.areaCode,
        payload: { facts: { name: site.name, kind: site.kind } },
      });
      return { id: site.id };
    }),
  );
}

const EDITABLE = [
  "name",
  "nameEn",
  "tier",
  "lon",
  "lat",
  "precision",
  "beds",
  "population",
  "throughputKgPerDay",
  "storageClasses",
  "note",
  "active",
] as const;

const plain = (value: unknown): string | number | boolean | null =>
  value === null || value === undefined
    ? null
    : Array.isArray(value)
      ? value.join(", ")
      : typeof value === "bigint"
        ? String(value)
        : (value as string | number | boolean);

/**
 * Changes facts of a site; the audit row has each changed field before and after.
 * @throws Conflict when somebody changed it since `version`; Refusal when a site that holds stock or awaits goods is to be closed
 */
export function editSite(actor: Actor, input: EditSiteInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "site.edit", key, input, async () => {
      const site = await db.site.findUnique({ where: { id: input.id } });
      if (!site) throw new NotFound();
      if (!can(actor, "site.edit", { areaCode: site.areaCode, siteId: site.id }))
        throw new NotFound({ key: "errors.notAllowed" });
      if (site.version !== input.version) throw new Conflict({ key: "errors.changedMeanwhile" });
      const data = {
        name: input.name,
        nameEn: input.nameEn ?? null,
        tier: input.tier ?? null,
        lon: input.lon ?? null,
        lat: input.lat ?? null,
        precision: input.precision,
        beds: input.beds ?? null,
        population: input.population ?? null,
        throughputKgPerDay: input.throughputKgPerDay ?? null,
        storageClasses: input.storageClasses,
        note: input.note ?? null,
        active: input.active === "yes",
      };
      if (site.active && !data.active) await withWiderReach(db, actor, () => refuseWhileUsed(db, site.id));
      const changes = Object.fromEntries(
        EDITABLE.filter((field) => plain(site[field]) !== plain(data[field])).map((field) => [
          field,
          { before: plain(site[field]), after: plain(data[field]) },
        ]),
      );
      if (Object.keys(changes).length === 0) return { id: site.id };
      const saved = await db.site.updateMany({
        where: { id: site.id, version: site.version },
        data: { ...data, version: site.version + 1 },
      });
      if (saved.count !== 1) throw new Conflict({ key: "errors.changedMeanwhile" });
      await publish(db, actor, {
        type: "site.edited",
        documentKind: "site",
        documentId: site.id,
        documentNumber: site.code,
        areaCode: site.areaCode,
        payload: { changes, ...(input.reason ? { reason: input.reason } : {}) },
      });
      return { id: site.id };
    }),
  );
}

/** A site closes empty: no stock in it, nothing on its way to or from it, nobody there asking for goods. */
async function refuseWhileUsed(db: Db, siteId: string): Promise<void> {
  const lots = await db.stockBalance.count({ where: { siteId, onHand: { gt: 0n } } });
  const transfers = await db.transferOrder.count({
    where: { OR: [{ fromSiteId: siteId }, { toSiteId: siteId }], state: { notIn: ["closed", "cancelled"] } },
  });
  const demands = await db.demandRequest.count({
    where: {
      siteId,
      state: { in: ["submitted", "verified", "approved"] },
      fulfilment: { in: ["none", "partly"] },
    },
  });
  if (lots + transfers + demands > 0)
    throw new Refusal({ key: "places.errors.inUse", params: { lots, transfers, demands } });
}
