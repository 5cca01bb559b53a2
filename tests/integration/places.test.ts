import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";
import { BadInput, Conflict, NotFound, Refusal } from "@/lib/platform/errors";
import { createSite, editSite } from "@/lib/platform/places/commands";
import { areaLevel, getSite, listSites } from "@/lib/platform/places/queries";
import { createSiteInput, type EditSiteInput, editSiteInput } from "@/lib/platform/places/schema";
import { actorAs, setup } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite, someGoods, stocked, unique } from "../support/world";

ownDatabase();
let admin: Actor;
beforeAll(async () => {
  admin = await actorAs("administrator", { areaCode: AREAS.districtA });
});

const newSite = (fields: Record<string, unknown> = {}) =>
  createSiteInput.parse({
    code: unique("s").toUpperCase(),
    kind: "communityPoint",
    areaCode: AREAS.communityA,
    name: "桃源社区点",
    ...fields,
  });
const edit = (site: { id: string; version: number; name: string }, fields: Partial<EditSiteInput> = {}) =>
  editSiteInput.parse({ id: site.id, version: site.version, name: site.name, ...fields });

describe("sites", () => {
  it("are added inside the area of whoever may, with an audit row of that area", async () => {
    const { id } = await createSite(admin, newSite({ lon: 114.29, lat: 30.61, precision: "surveyed" }));
    const site = await getSite(admin, id);
    expect(site).toMatchObject({ areaCode: AREAS.communityA, precision: "surveyed", version: 1, mayEdit: true });
    expect(site.areas.map((area) => area.code)).toEqual(["42", "4201", "420102", "420102002", "420102002003"]);
    const event = await read(setup, (db) =>
      db.event.findFirstOrThrow({ where: { documentKind: "site", documentId: id } }),
    );
    expect(event).toMatchObject({ type: "site.created", areaCode: AREAS.communityA });
  });

  it("are added by nobody outside their area, nor by a role without the permission", async () => {
    await expect(createSite(admin, newSite({ areaCode: AREAS.districtB }))).rejects.toThrow(NotFound);
    const worker = await actorAs("communityWorker", { areaCode: AREAS.districtA });
    await expect(createSite(worker, newSite())).rejects.toThrow(NotFound);
  });

  it("have one code each; a code in use and an area that does not exist are named as faults of the form", async () => {
    const input = newSite();
    await createSite(admin, input);
    await expect(createSite(admin, input)).rejects.toThrow(BadInput);
    await expect(createSite(admin, newSite({ areaCode: "420102999" }))).rejects.toThrow(BadInput);
  });

  it("sent twice with one key are added once", async () => {
    const input = newSite();
    const [first, second] = await Promise.all([
      createSite(admin, input, "key-place-1"),
      createSite(admin, input, "key-place-1"),
    ]);
    expect(second).toEqual(first);
  });

  it("claim no precision without coordinates, and no half a position", () => {
    expect(createSiteInput.safeParse({ ...newSite(), precision: "surveyed" }).success).toBe(false);
    expect(createSiteInput.safeParse({ ...newSite(), lon: 114.3 }).success).toBe(false);
  });

  it("are changed with each changed fact before and after in the audit trail; an old version is a conflict", async () => {
    const site = await aSite(AREAS.districtA, "hospital");
    await editSite(admin, edit(site, { beds: 400, storageClasses: ["ambient"] }));
    const event = await read(setup, (db) =>
      db.event.findFirstOrThrow({ where: { documentKind: "site", documentId: site.id, type: "site.edited" } }),
    );
    expect(event.payload).toMatchObject({ changes: { beds: { before: null, after: 400 } } });
    expect(Object.keys((event.payload as { changes: object }).changes)).toEqual(["beds"]);
    await expect(editSite(admin, edit(site, { beds: 10 }))).rejects.toThrow(Conflict);
    expect((await getSite(admin, site.id)).beds).toBe(400);
  });

  it("of another district are seen and not changed", async () => {
    const site = await aSite(AREAS.districtB);
    expect((await getSite(admin, site.id)).mayEdit).toBe(false);
    await expect(editSite(admin, edit(site))).rejects.toThrow(NotFound);
  });

  it("close only empty and with a reason", async () => {
    const store = await aSite(AREAS.districtA);
    const goods = await someGoods();
    await stocked(store, goods, 5n);
    expect(editSiteInput.safeParse({ ...edit(store), active: "no" }).success).toBe(false);
    await expect(editSite(admin, edit(store, { active: "no", reason: "搬迁" }))).rejects.toThrow(Refusal);
    const empty = await aSite(AREAS.districtA);
    await editSite(admin, edit(empty, { active: "no", reason: "搬迁" }));
    const open = await listSites(admin, { text: empty.name }, {});
    expect(open.rows).toEqual([]);
    const all = await listSites(admin, { text: empty.name, closed: true }, {});
    expect(all.rows.map((row) => row.id)).toEqual([empty.id]);
  });

  it("show stock, needs and people only to whoever may read them there", async () => {
    const store = await aSite(AREAS.districtA);
    await stocked(store, await someGoods(), 7n);
    const operator = await actorAs("warehouseOperator", { areaCode: AREAS.districtA, siteId: store.id });
    const neighbour = await actorAs("warehouseOperator", { areaCode: AREAS.districtB });
    expect((await getSite(operator, store.id)).stock).toEqual({ goods: 1, lots: 1 });
    expect((await getSite(operator, store.id)).people).toBeNull();
    expect(await getSite(neighbour, store.id)).toMatchObject({ stock: null, people: null });
    expect((await getSite(admin, store.id)).people?.map((one) => one.role)).toEqual(["warehouseOperator"]);
  });
});

describe("the division tree", () => {
  it("is walked level by level, with the sites below each area counted once", async () => {
    const before = await areaLevel(admin, "4201");
    await aSite(AREAS.communityA, "communityPoint");
    const level = await areaLevel(admin, "4201");
    const count = (one: typeof level, code: string) => one.children.find((child) => child.code === code)?.sites ?? 0;
    expect(level.children.map((child) => child.code)).toEqual(["420102", "420106"]);
    expect(count(level, "420102")).toBe(count(before, "420102") + 1);
    expect(count(level, "420106")).toBe(count(before, "420106"));
    expect((await areaLevel(admin, "")).children.map((child) => child.code)).toEqual(["42"]);
    await expect(areaLevel(admin, "99")).rejects.toThrow(NotFound);
  });
});
