import { systemActor } from "@/lib/platform/auth/actor";
import { write } from "@/lib/platform/db/access";
import { placeOf } from "@/lib/platform/ledger/places";
import { type Movement, post } from "@/lib/platform/ledger/post";
import type { SeedTarget } from "./main";
import { seedPartners } from "./partners";

/** Goods every reserve node holds in normal times, base units at a district node; the city and the province hold more. All 模拟. */
const HOLDINGS: readonly [code: string, district: bigint, packSize: bigint, expiresInDays: number | null][] = [
  ["CP-MSK-01", 2_000n, 20n, 700],
  ["CP-MSK-02", 20_000n, 50n, 500],
  ["CP-PPE-01", 300n, 25n, 900],
  ["CP-EYE-01", 400n, 20n, null],
  ["CP-GLV-01", 10_000n, 100n, 25],
];
const TIMES: Record<string, bigint> = { province: 20n, city: 8n, district: 1n };

/** A quiet day: no incident, real time, every reserve node stocked with floors and levels, one lot soon to expire. For normal times and drills. */
export async function seedQuietDay({ onProgress }: Pick<SeedTarget, "onProgress">): Promise<void> {
  await seedPartners();
  onProgress("平日储备（模拟）", "Normal reserves (simulated)");
  const actor = systemActor("seed");
  await write(actor, async (db) => {
    const now = new Date();
    const nodes = await db.site.findMany({ where: { kind: "reserveNode" } });
    const goods = new Map(
      (await db.goods.findMany({ where: { code: { in: HOLDINGS.map(([code]) => code) } } })).map((row) => [
        row.code,
        row,
      ]),
    );
    for (const site of nodes) {
      const opening = await placeOf(db, site, "opening");
      const shelf = await placeOf(db, site, "shelf");
      const movements: Movement[] = [];
      for (const [code, base, packSize, days] of HOLDINGS) {
        const item = goods.get(code);
        if (!item) continue;
        const quantity = base * (TIMES[site.tier ?? "district"] ?? 1n);
        const lot = await db.lot.create({
          data: {
            goodsId: item.id,
            unit: item.baseUnit,
            packSize,
            origin: "平日储备（模拟）",
            simulated: true,
            expiresOn:
              days === null
                ? null
                : new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + days)),
          },
        });
        movements.push({ kind: "open", lotId: lot.id, fromPlaceId: opening, toPlaceId: shelf, quantity });
        await db.stockLevel.create({
          data: {
            siteId: site.id,
            goodsId: item.id,
            areaCode: site.areaCode,
            floor: quantity / 4n,
            minimum: quantity / 2n,
            maximum: quantity * 2n,
          },
        });
      }
      await post(db, actor, { documentKind: "seed", documentId: null, businessAt: now }, movements);
    }
  });
}
