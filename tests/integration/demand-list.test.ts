import { describe, expect, it } from "vitest";
import { demandFilterOf } from "@/lib/operation/demand/queries/filter";
import { demandIdsAfter, listDemand } from "@/lib/operation/demand/queries/list";
import { read } from "@/lib/platform/db/access";
import { actorAs } from "../support/actors";
import { aDemand, demandCast, demandStage } from "../support/demand";
import { AREAS, someGoods } from "../support/world";

const { cast } = demandStage();

describe("the list", () => {
  it("pages by key in the order of urgency, forwards and backwards, each row once", async () => {
    const place = await demandCast();
    const goods = await someGoods();
    const classes = ["routine", "lifeSaving", "urgent", "routine", "urgent", "lifeSaving", "routine"] as const;
    for (const priority of classes)
      await aDemand(place, { lines: [{ goodsId: goods.id, quantity: 1n }], priority, upTo: "submitted" });
    for (const view of ["open", "verification", "all"] as const) {
      const filter = { view, siteId: place.hospital.id };
      const all = (await listDemand(cast.commander, filter, {})).rows;
      expect(all).toHaveLength(7);
      const first = await listDemand(cast.commander, filter, {}, 3);
      const second = await listDemand(cast.commander, filter, { after: first.next ?? "" }, 3);
      const third = await listDemand(cast.commander, filter, { after: second.next ?? "" }, 3);
      expect([...first.rows, ...second.rows, ...third.rows].map((row) => row.id)).toEqual(all.map((row) => row.id));
      expect(third.next).toBeNull();
      const back = await listDemand(cast.commander, filter, { before: third.previous ?? "" }, 3);
      expect(back.rows.map((row) => row.id)).toEqual(second.rows.map((row) => row.id));
      if (view !== "all")
        expect(all.map((row) => row.priority)).toEqual(
          [...all.map((row) => row.priority)].sort((a, b) => {
            const order = ["lifeSaving", "urgent", "routine"];
            return order.indexOf(a) - order.indexOf(b);
          }),
        );
    }
  });

  it("says in SQL what the permission table says: every role sees the same rows by `visible` and by the raw list", async () => {
    const { visible } = await import("@/lib/platform/auth/reach");
    for (const role of [
      "commander",
      "procurementOfficer",
      "reserveOfficer",
      "transportDispatcher",
      "informationOfficer",
      "communityWorker",
      "hospitalRequester",
      "auditor",
      "administrator",
    ] as const) {
      for (const areaCode of [AREAS.districtA, AREAS.districtB]) {
        const actor = await actorAs(role, { areaCode, siteId: cast.hospital.id });
        const listed = (await listDemand(actor, { view: "all" }, {}, 500)).rows.map((row) => row.id).sort();
        const seen = await read(actor, (db) =>
          db.demandRequest.findMany({ where: visible(actor, "demand.read"), select: { id: true } }),
        );
        expect(listed).toEqual(seen.map((row) => row.id).sort());
      }
    }
  });
});

describe("a filter", () => {
  it("read from an address drops what does not fit and never fails", () => {
    expect(
      demandFilterOf({
        view: "nonsense",
        incident: "1; DROP TABLE",
        area: "42x",
        q: ["a", "b"],
        priority: "high",
        stale: "1",
      }),
    ).toEqual({ view: "open", stale: true });
  });

  it("gives an export the very rows the list shows, page by page, whatever it narrows by", async () => {
    const place = await demandCast();
    const goods = await someGoods();
    const wish = { lines: [{ goodsId: goods.id, quantity: 3n }] };
    for (const upTo of ["draft", "submitted", "submitted", "verified", "approved"] as const)
      await aDemand(place, { ...wish, upTo });
    for (const params of [
      { view: "all" },
      { view: "open" },
      { view: "verification" },
      { view: "open", unmet: "any" },
      { view: "all", q: "DR" },
      { view: "open", stale: "1" },
      { view: "approval", overdue: "1" },
    ]) {
      const filter = demandFilterOf({ ...params, site: place.hospital.id, goods: goods.id });
      const listed = (await listDemand(place.commander, filter, {}, 100)).rows.map((row) => row.id).sort();
      const walked: string[] = [];
      for (;;) {
        const ids = await read(place.commander, (db) =>
          demandIdsAfter(db, place.commander, filter, { after: walked.at(-1), take: 2 }),
        );
        walked.push(...ids);
        if (ids.length < 2) break;
      }
      expect({ params, rows: walked.sort() }).toEqual({ params, rows: listed });
    }
  });
});
