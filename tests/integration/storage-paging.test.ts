import { describe, expect, it } from "vitest";
import { type LevelRow, listLevels } from "@/lib/operation/storage/queries/levels";
import { type StockRow, stockOverview } from "@/lib/operation/storage/queries/overview";
import { type PastRow, stockAt } from "@/lib/operation/storage/queries/past";
import { type RotationRow, rotationList } from "@/lib/operation/storage/queries/rotation";
import { read, write } from "@/lib/platform/db/access";
import type { Cursor } from "@/lib/platform/db/key-page";
import { withConnection } from "@/lib/platform/launch/roles";
import { placeOf } from "@/lib/platform/ledger/places";
import { post } from "@/lib/platform/ledger/post";
import { actorAs, setup } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite, makeCategory, someGoods, stocked, unique } from "../support/world";

const database = ownDatabase();

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY);
const dayText = (at: Date) => at.toISOString().slice(0, 10);

describe("pages of stock", () => {
  it("turn by key forwards and back without losing or repeating a row, whatever the list is ordered by", async () => {
    const district = AREAS.districtA;
    const sites = [await aSite(district), await aSite(district)];
    const owner = await actorAs("reserveOfficer", { areaCode: district });
    const prefix = unique("页");
    await write(setup, async (db) => {
      await makeCategory(db);
      for (const site of sites) for (const kind of ["opening", "shelf"] as const) await placeOf(db, site, kind);
    });
    // Names and days of expiry come up twice: the order must not rest on them alone.
    await withConnection(database.ownerUrl, async (client) => {
      await client.query(
        `INSERT INTO goods (code, name_zh, name_en, category_code, base_unit) SELECT $1 || n, $1 || (n / 2), 'Paged', 'T', '只' FROM generate_series(1, 60) n`,
        [prefix],
      );
      await client.query(
        `INSERT INTO lot (goods_id, unit, expires_on) SELECT g.id, u, current_date + (abs(hashtext(g.code)) % 20) FROM goods g, unnest(ARRAY['只', '箱']) u WHERE g.code LIKE $1 || '%'`,
        [prefix],
      );
      await client.query(
        `INSERT INTO stock_entry (posting_id, kind, lot_id, goods_id, from_place_id, to_place_id, quantity, from_site_id, to_site_id, from_area_code, to_area_code, document_kind, business_at)
         SELECT gen_random_uuid(), 'open', l.id, l.goods_id, o.id, s.id, 7, o.site_id, o.site_id, o.area_code, o.area_code, 'test', now() - interval '2 days'
         FROM lot l JOIN goods g ON g.id = l.goods_id AND g.code LIKE $1 || '%', place o JOIN place s ON s.site_id = o.site_id AND s.kind = 'shelf'
         WHERE o.kind = 'opening' AND o.site_id = ANY($2)`,
        [prefix, sites.map((site) => site.id)],
      );
    });
    const readings = {
      overview: {
        rows: 120,
        turn: (cursor: Cursor) => stockOverview(owner, { text: prefix }, cursor),
        key: (row: StockRow) => `${row.goodsId} ${row.unit}`,
      },
      levels: {
        rows: 120,
        turn: (cursor: Cursor) => listLevels(owner, { text: prefix }, cursor),
        key: (row: LevelRow) => `${row.siteId} ${row.goodsId}`,
      },
      rotation: {
        rows: 120,
        turn: (cursor: Cursor) => rotationList(owner, { withinDays: 30, siteId: sites[0]?.id }, cursor),
        key: (row: RotationRow) => `${row.placeId} ${row.lotId}`,
      },
      past: {
        rows: 240,
        turn: (cursor: Cursor) => stockAt(owner, { at: daysAgo(1), by: "business" }, cursor),
        key: (row: PastRow) => `${row.goodsId} ${row.siteId} ${row.unit}`,
      },
    };
    for (const [name, { rows, turn, key }] of Object.entries(readings)) {
      const seen: string[][] = [];
      const step = turn as (cursor: Cursor) => Promise<{ rows: never[]; next: string | null; previous: string | null }>;
      let page = await step({});
      expect(page.previous, name).toBeNull();
      for (;;) {
        seen.push(page.rows.map(key));
        if (!page.next) break;
        page = await step({ after: page.next });
      }
      const all = seen
        .flat()
        .filter((one) => name !== "past" || one.includes(sites[0]?.id ?? "") || one.includes(sites[1]?.id ?? ""));
      expect(new Set(all).size, name).toBe(all.length);
      expect(all.length, name).toBe(rows);
      expect(seen.length, name).toBeGreaterThan(1);
      for (let at = seen.length - 1; at > 0; at--) {
        page = await step({ before: page.previous ?? "" });
        expect(page.rows.map(key), `${name} back to page ${at}`).toEqual(seen[at - 1]);
      }
      expect(page.previous, name).toBeNull();
    }
  });

  it("show one goods alone when asked for it, at one site or all", async () => {
    const site = await aSite(AREAS.districtA);
    const [wanted, other] = [await someGoods(), await someGoods()];
    await stocked(site, wanted, 10n, { expiresOn: dayText(daysAgo(-5)) });
    await stocked(site, other, 10n, { expiresOn: dayText(daysAgo(-5)) });
    const only = { siteId: site.id, goodsId: wanted.id };
    const goodsOf = (page: { rows: { goodsId: string }[] }) => page.rows.map((row) => row.goodsId);
    expect(goodsOf(await stockOverview(setup, only, {}))).toEqual([wanted.id]);
    expect(goodsOf(await listLevels(setup, only, {}))).toEqual([wanted.id]);
    expect(goodsOf(await rotationList(setup, { ...only, withinDays: 30 }, {}))).toEqual([wanted.id]);
    expect(goodsOf(await stockAt(setup, { ...only, at: new Date(Date.now() + DAY), by: "business" }, {}))).toEqual([
      wanted.id,
    ]);
  });

  it("a name with a wildcard in it is searched for as written", async () => {
    expect((await stockOverview(setup, { text: "%" }, {})).rows).toEqual([]);
  });

  it("a balance is marked held exactly while it holds something, and carries its lot's expiry", async () => {
    const site = await aSite(AREAS.districtA);
    const { lot, shelf } = await stocked(site, await someGoods(), 4n, { expiresOn: "2099-03-01" });
    const held = () =>
      read(setup, (db) =>
        db.stockBalance.findUniqueOrThrow({ where: { placeId_lotId: { placeId: shelf, lotId: lot.id } } }),
      );
    expect(await held()).toMatchObject({ held: true, expiresOn: new Date("2099-03-01") });
    await write(setup, async (db) =>
      post(db, setup, { documentKind: "test", documentId: null, businessAt: new Date() }, [
        {
          kind: "pick",
          lotId: lot.id,
          fromPlaceId: shelf,
          toPlaceId: await placeOf(db, site, "staging"),
          quantity: 4n,
        },
      ]),
    );
    expect(await held()).toMatchObject({ held: false, onHand: 0n });
    await withConnection(database.ownerUrl, (client) =>
      client.query("UPDATE lot SET expires_on = '2099-04-01' WHERE id = $1", [lot.id]),
    );
    expect((await held()).expiresOn).toEqual(new Date("2099-04-01"));
  });
});
