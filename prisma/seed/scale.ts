import pg from "pg";
import type { SeedTarget } from "./main";

/** Movements of the scale seed; 1,000,000 unless SCALE_MOVEMENTS says otherwise. */
const movementsWanted = () => Number(process.env.SCALE_MOVEMENTS ?? 1_000_000);
const CHUNK = 50_000;
const LOTS_PER_GOODS = 20;

/**
 * A city at work, all 模拟, for benchmarks: every one of the 3,495 communities has a point that filed an approved demand of three lines, every
 * store has lots of thirty goods, and the ledger holds a million movements, posted through the database's own triggers. Written set-based by
 * the owner, since a million commands would take hours; the rules of the tables hold all the same.
 */
export async function seedScale({ ownerUrl, onProgress }: Pick<SeedTarget, "ownerUrl" | "onProgress">): Promise<void> {
  const movements = movementsWanted();
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`INSERT INTO site (code, kind, tier, name, area_code, precision, simulated)
      SELECT 'SC-' || code, 'communityPoint', 'community', name || '物资点（模拟）', code, 'schematic', true FROM area WHERE level = 5 ON CONFLICT DO NOTHING`);
    await client.query(
      `INSERT INTO incident (kind, name_zh, name_en, area_code, started_at, state) VALUES ('epidemic', '规模演练（模拟）', 'Scale exercise (simulated)', '4201', now(), 'open')`,
    );
    onProgress("3,495 个社区的需求（模拟）", "Demand of 3,495 communities (simulated)");
    // A request is created as a draft and moved; here it is written as it stands after approval, by the owner, with the edge trigger off.
    await client.query("BEGIN");
    await client.query("ALTER TABLE demand_request DISABLE TRIGGER edge");
    await client.query(`INSERT INTO demand_request (state, incident_id, site_id, area_code, priority, beneficiaries, submitted_at, confirmed_at, approved_at, due_at, confirmation, simulated, business_at, source)
      SELECT 'approved', (SELECT id FROM incident ORDER BY id DESC LIMIT 1), s.id, s.area_code, (ARRAY['lifeSaving','urgent','routine'])[1 + abs(hashtext(s.code)) % 3]::priority,
        2000, now() - interval '5 hours', now() - interval '2 hours', now(), now() + interval '3 hours', 'still', true, now(), 'scale'
      FROM site s WHERE s.code LIKE 'SC-%'`);
    await client.query("ALTER TABLE demand_request ENABLE TRIGGER edge");
    await client.query("COMMIT");
    await client.query(`INSERT INTO demand_line (demand_id, area_code, position, goods_id, quantity, approved_quantity)
      SELECT d.id, d.area_code, g.n, g.id, 200 + abs(hashtext(d.id::text || g.n)) % 800, 200 + abs(hashtext(d.id::text || g.n)) % 800
      FROM demand_request d CROSS JOIN LATERAL (SELECT id, row_number() OVER () AS n FROM (SELECT id FROM goods ORDER BY hashtext(id::text || d.id::text) LIMIT 3) x) g WHERE d.source = 'scale'`);
    await client.query(`INSERT INTO place (kind, site_id, area_code, zone, outside)
      SELECT k.kind, s.id, s.area_code, '', k.outside FROM site s CROSS JOIN (VALUES ('opening'::place_kind, true), ('shelf'::place_kind, false)) AS k (kind, outside)
      WHERE s.kind IN ('hub', 'reserveNode') ON CONFLICT DO NOTHING`);
    await client.query(
      `INSERT INTO lot (goods_id, unit, origin, simulated, expires_on)
       SELECT g.id, g.base_unit, 'scale', true, current_date + (30 + n * 20)::int FROM (SELECT id, base_unit FROM goods ORDER BY code LIMIT 30) g CROSS JOIN generate_series(1, $1) n`,
      [LOTS_PER_GOODS],
    );
    for (let done = 0; done < movements; done += CHUNK) {
      await client.query(
        `WITH pairs AS (SELECT o.id AS opening, s.id AS shelf, o.site_id, o.area_code, row_number() OVER (ORDER BY o.id) - 1 AS n, count(*) OVER () AS all_sites
                        FROM place o JOIN place s ON s.site_id = o.site_id AND s.kind = 'shelf' AND s.zone = '' WHERE o.kind = 'opening'),
              lots AS (SELECT id, goods_id, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS all_lots FROM lot WHERE origin = 'scale')
         INSERT INTO stock_entry (posting_id, kind, lot_id, goods_id, from_place_id, to_place_id, quantity, from_site_id, to_site_id, from_area_code, to_area_code, document_kind, reason, business_at)
         SELECT gen_random_uuid(), 'open', l.id, l.goods_id, p.opening, p.shelf, 1 + i % 97, p.site_id, p.site_id, p.area_code, p.area_code, 'scale', '', now() - (i % 43200) * interval '1 minute'
         FROM generate_series($1::bigint, $2::bigint) i JOIN pairs p ON p.n = i % p.all_sites JOIN lots l ON l.n = (i / 7) % l.all_lots`,
        [done, Math.min(done + CHUNK, movements) - 1],
      );
      onProgress(
        `流水 ${Math.min(done + CHUNK, movements)} / ${movements}`,
        `Movements ${Math.min(done + CHUNK, movements)} of ${movements}`,
      );
    }
    await client.query("SELECT roll_stock_days('0 seconds')");
    await client.query("ANALYZE");
  } finally {
    await client.end();
  }
}
