import fc from "fast-check";
import { expect, it } from "vitest";
import { shelfStock } from "@/lib/decision/situation/queries/chain";
import { read, write } from "@/lib/platform/db/access";
import { withConnection } from "@/lib/platform/launch/roles";
import { placeOf } from "@/lib/platform/ledger/places";
import { post, reverse } from "@/lib/platform/ledger/post";
import { actorAs, setup } from "../support/actors";
import { ownDatabase } from "../support/stage";
import { AREAS, aSite, someGoods } from "../support/world";

const database = ownDatabase();

const HOUR = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR);

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constantFrom("in", "out"), site: fc.nat(1), hours: fc.nat(60) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("undo"), site: fc.nat(1), hours: fc.nat(10) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("roll"), site: fc.constant(0), hours: fc.constant(0) }) },
);

/**
 * Rows where the roll-up, with what is newer than its mark, differs from the entries themselves: by site, goods and day, and by hour. The
 * right side is written from the definition of a balance, not from the function the roll-up uses.
 */
const differences = () =>
  withConnection(database.adminUrl, async (client) => {
    const compared = async (unit: string, table: string, ledgerKey: string) =>
      (
        await client.query(`
      WITH rolled AS (
        SELECT site_id, goods_id, ${unit} AS at, sum(net) AS net FROM (
          SELECT site_id, goods_id, ${unit}, net FROM ${table}
          UNION ALL SELECT m.site_id, m.goods_id, m.${unit}, m.delta FROM stock_day_mark k, shelf_movements(k.last_entry_id, 9223372036854775807) m) x GROUP BY 1, 2, 3),
      ledger AS (
        SELECT p.site_id, e.goods_id, ${ledgerKey} AS at, sum(CASE WHEN e.to_place_id = p.id THEN e.quantity ELSE -e.quantity END) AS net
        FROM place p JOIN stock_entry e ON p.id IN (e.to_place_id, e.from_place_id) WHERE p.kind = 'shelf' GROUP BY 1, 2, 3)
      SELECT * FROM rolled FULL JOIN ledger USING (site_id, goods_id, at) WHERE rolled.net IS DISTINCT FROM ledger.net`)
      ).rows;
    return [
      ...(await compared("day", "stock_day", "(e.business_at AT TIME ZONE 'Asia/Shanghai')::date")),
      ...(await compared("hour", "stock_hour", "date_trunc('hour', e.business_at, 'UTC')")),
    ];
  });

it("the roll-ups by day and by hour agree with the ledger, whatever was posted, undone and rolled up in between", async () => {
  const sites = [await aSite(AREAS.districtA), await aSite(AREAS.districtB)];
  const weightG = 250;
  const goods = await someGoods();
  await write(setup, (db) => db.goods.update({ where: { id: goods.id }, data: { weightG } }));
  const commander = await actorAs("commander", { areaCode: AREAS.city });
  const lot = await write(setup, (db) => db.lot.create({ data: { goodsId: goods.id, unit: goods.baseUnit } }));
  const at: { opening: string; shelf: string; staging: string }[] = [];
  for (const site of sites)
    at.push(
      await write(setup, async (db) => ({
        opening: await placeOf(db, site, "opening"),
        shelf: await placeOf(db, site, "shelf"),
        staging: await placeOf(db, site, "staging"),
      })),
    );
  const source = (hours: number) => ({ documentKind: "test", documentId: null, businessAt: hoursAgo(hours) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const picks: bigint[] = [];
      for (const [n, { what, site, hours }] of steps.entries()) {
        const place = at[site] as (typeof at)[number];
        const moved = { lotId: lot.id, quantity: BigInt(n + 1) };
        if (what === "in" || what === "out")
          await write(setup, (db) =>
            post(db, setup, source(hours), [
              { ...moved, kind: "open", fromPlaceId: place.opening, toPlaceId: place.shelf },
            ]),
          );
        if (what === "out")
          picks.push(
            ...(await write(setup, (db) =>
              post(db, setup, source(hours), [
                { ...moved, kind: "pick", fromPlaceId: place.shelf, toPlaceId: place.staging },
              ]),
            )),
          );
        const undone = what === "undo" ? picks.pop() : undefined;
        if (undone) await write(setup, (db) => reverse(db, setup, source(hours), [undone], "误拣"));
        if (what === "roll") await write(setup, (db) => db.$queryRaw`SELECT roll_stock_days('0 seconds')`);
      }
      expect(await differences()).toEqual([]);
      // What the situation page says of yesterday is what lay on the shelves at that full hour by the entries.
      const now = new Date();
      const hour = Math.floor((now.getTime() - 24 * HOUR) / HOUR) * HOUR;
      const stock = await read(commander, (db) => shelfStock(db, commander, now));
      const [then] = await withConnection(
        database.adminUrl,
        async (client) =>
          (
            await client.query(
              `SELECT coalesce(sum(CASE WHEN p.id = e.to_place_id THEN e.quantity ELSE -e.quantity END), 0)::int AS pieces
               FROM stock_entry e JOIN place p ON p.kind = 'shelf' AND p.id IN (e.to_place_id, e.from_place_id) WHERE e.business_at < $1`,
              [new Date(hour)],
            )
          ).rows as { pieces: number }[],
      );
      expect(stock.kgYesterday).toBeCloseTo(Math.max(0, ((then?.pieces ?? 0) * weightG) / 1000), 6);
    }),
    { numRuns: 25 },
  );
});
