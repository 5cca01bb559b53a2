import { describe, expect, it } from "vitest";
import { importDeliveries } from "@/lib/operation/procurement/commands/import-deliveries";
import { read, write } from "@/lib/platform/db/access";
import { Conflict } from "@/lib/platform/errors";
import { setup } from "../support/actors";
import { stockOf } from "../support/procurement";
import { ownDatabase } from "../support/stage";
import { aParty, AREAS, aSite, someGoods } from "../support/world";

ownDatabase();

describe("importing deliveries", () => {
  it("stocks 250 lines of 50 deliveries in one transaction, leaves repeats and unknown amounts announced", async () => {
    const here = await aSite(AREAS.districtA);
    const goods = await Promise.all([someGoods(), someGoods(), someGoods(), someGoods(), someGoods()]);
    const party = await aParty();
    const at = new Date("2020-01-28T04:00:00Z");
    const one = (extra: object = {}) => ({
      kind: "donation" as const,
      incidentId: null,
      partyId: party.id,
      siteId: here.id,
      receivedAt: at,
      lines: goods.map((row) => ({ goodsId: row.id, unit: "只", baseUnitsPerUnit: null, quantity: 10n })),
      ...extra,
    });
    const results = await importDeliveries(setup, [
      ...Array.from({ length: 50 }, () => one()),
      one({ duplicateOf: { index: 0, reason: "截至28日" } }),
      one({ lines: [{ goodsId: goods[0].id, unit: "只", baseUnitsPerUnit: null, quantity: null }] }),
    ]);
    expect(results.map((result) => result.state)).toEqual([...Array(50).fill("accepted"), "announced", "announced"]);
    expect(await stockOf(here.id)).toEqual({ shelf: 2500n });
    const entries = await read(setup, (db) =>
      db.stockEntry.findMany({ where: { toSiteId: here.id, kind: "putAway" }, select: { businessAt: true } }),
    );
    expect(entries.length).toBe(250);
    expect(entries.every((entry) => entry.businessAt.getTime() === at.getTime())).toBe(true);
  });

  it("imports a row once: the same import row again is refused and nothing of that batch is stocked", async () => {
    const here = await aSite(AREAS.districtA);
    const goods = await someGoods();
    const party = await aParty();
    const batch = await write(setup, (db) => db.importBatch.findFirst({ select: { id: true } }));
    expect(batch).toBeNull();
    const rowId = "01920000-0000-7000-8000-000000000001";
    const one = {
      kind: "donation" as const,
      incidentId: null,
      partyId: party.id,
      siteId: here.id,
      receivedAt: new Date("2020-01-28T04:00:00Z"),
      lines: [{ goodsId: goods.id, unit: "只", baseUnitsPerUnit: null, quantity: 10n, importRowId: rowId }],
    };
    await importDeliveries(setup, [one]);
    await expect(importDeliveries(setup, [one])).rejects.toBeInstanceOf(Conflict);
    expect(await stockOf(here.id)).toEqual({ shelf: 10n });
  });
});
