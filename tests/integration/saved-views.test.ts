import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/platform/auth/actor";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { deleteView, saveView } from "@/lib/platform/saved-views/commands";
import { listViews, MOST_VIEWS } from "@/lib/platform/saved-views/queries";
import { saveViewInput } from "@/lib/platform/saved-views/schema";
import { actorAs } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS } from "../support/world";

ownDatabase();
let mine: Actor;
let other: Actor;
beforeAll(async () => {
  mine = await actorAs("informationOfficer", { areaCode: AREAS.districtA });
  other = await actorAs("informationOfficer", { areaCode: AREAS.districtA });
});

const PATH = "/operation/demand";

describe("saved filters", () => {
  it("keep the filter of a page without the place in its pages, for their owner alone", async () => {
    await saveView(mine, { path: PATH, name: "救命", query: "priority=lifeSaving&after=7&open=8" });
    expect((await listViews(mine, PATH)).map(({ name, href }) => [name, href])).toEqual([
      ["救命", "/operation/demand?priority=lifeSaving"],
    ]);
    expect(await listViews(other, PATH)).toEqual([]);
    expect(await listViews(mine, "/operation/deliveries")).toEqual([]);
  });

  it("saved again under the same name are replaced, not doubled", async () => {
    await saveView(mine, { path: PATH, name: "救命", query: "priority=lifeSaving&stale=1" });
    expect((await listViews(mine, PATH)).map((view) => view.href)).toEqual([
      "/operation/demand?priority=lifeSaving&stale=1",
    ]);
  });

  it("are deleted by their owner and are not found by anybody else", async () => {
    const { id } = await saveView(mine, { path: PATH, name: "临时", query: "" });
    await expect(deleteView(other, { id })).rejects.toThrow(NotFound);
    await deleteView(mine, { id });
    expect((await listViews(mine, PATH)).map((view) => view.name)).not.toContain("临时");
  });

  it("are limited in number a page, and lead nowhere but to pages of our own", async () => {
    for (let index = 0; index < MOST_VIEWS; index++)
      await saveView(other, { path: PATH, name: `筛选 ${index}`, query: "" });
    await expect(saveView(other, { path: PATH, name: "多一个", query: "" })).rejects.toThrow(Refusal);
    expect(saveViewInput.safeParse({ path: "//elsewhere.example", name: "x", query: "" }).success).toBe(false);
    expect(saveViewInput.safeParse({ path: "https://elsewhere", name: "x", query: "" }).success).toBe(false);
  });
});
