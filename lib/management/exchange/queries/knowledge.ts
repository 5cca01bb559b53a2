import type { Db } from "@/lib/platform/db/access";
import { aliasKey } from "@/lib/platform/exchange/names/aliases";
import { normalizeName } from "@/lib/platform/exchange/names/normalize";
import type { KnownGoods, KnownSite, Knowledge } from "../rules/matching";

/** The catalogue and the places by every spelling that is known of them; taught spellings win over names. A few thousand rows at most. */
export async function knowledge(db: Db): Promise<Knowledge> {
  const goodsRows = await db.goods.findMany({
    where: { active: true },
    select: {
      id: true,
      code: true,
      nameZh: true,
      nameEn: true,
      baseUnit: true,
      packs: { where: { active: true }, select: { unit: true, baseUnits: true } },
    },
  });
  const aliases = await db.goodsAlias.findMany({ select: { normalized: true, goodsId: true } });
  const siteRows = await db.site.findMany({
    select: { id: true, code: true, name: true, nameEn: true, kind: true, areaCode: true, active: true },
  });
  const siteAliases = await db.siteAlias.findMany({ select: { normalized: true, siteId: true } });
  const areas = await db.area.findMany({ where: { level: { in: [2, 3] } }, select: { code: true, name: true } });
  const byId = new Map<string, KnownGoods>(
    goodsRows.map((row) => [
      row.id,
      {
        id: row.id,
        code: row.code,
        nameZh: row.nameZh,
        baseUnit: row.baseUnit,
        packs: onlySizeOf(row.packs),
      },
    ]),
  );
  const goods = new Map<string, KnownGoods>();
  for (const row of goodsRows)
    for (const name of [row.nameEn, row.code, row.nameZh])
      goods.set(aliasKey(name, null), byId.get(row.id) as KnownGoods);
  for (const alias of aliases) {
    const found = byId.get(alias.goodsId);
    if (found) goods.set(alias.normalized, found);
  }
  const siteById = new Map<string, KnownSite>(
    siteRows.map((row) => [
      row.id,
      { ...row, within: areas.filter((area) => row.areaCode.startsWith(area.code)).map((area) => area.name) },
    ]),
  );
  const sites = new Map<string, KnownSite>();
  for (const row of siteRows)
    for (const name of [row.nameEn ?? "", row.code, row.name])
      if (name !== "") sites.set(normalizeName(name), siteById.get(row.id) as KnownSite);
  for (const alias of siteAliases) {
    const found = siteById.get(alias.siteId);
    if (found) sites.set(alias.normalized, found);
  }
  return { goods, sites };
}

/** Sizes of packs that leave no doubt: one known size a unit. Two sizes of one unit decide nothing. */
function onlySizeOf(packs: readonly { unit: string; baseUnits: bigint | null }[]): KnownGoods["packs"] {
  const sizes = new Map<string, Set<bigint>>();
  for (const pack of packs)
    if (pack.baseUnits !== null) sizes.set(pack.unit, (sizes.get(pack.unit) ?? new Set()).add(pack.baseUnits));
  return [...sizes].flatMap(([unit, of]) => (of.size === 1 ? [{ unit, baseUnits: Number([...of][0]) }] : []));
}
