import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { type Db, read } from "@/lib/platform/db/access";
import { type Cursor, keyPage } from "@/lib/platform/db/key-page";
import { NotFound } from "@/lib/platform/errors";
import { DEFAULT_LOCALE, type Locale } from "@/lib/platform/i18n/locale";
import { nameIn } from "@/lib/platform/i18n/names";

function gate(actor: Actor): void {
  if (!canSomewhere(actor, "catalogue.read")) throw new NotFound({ key: "errors.notAllowed" });
}

/** A page of goods; `text` matches either name, the code, the standard or a taught spelling. */
export function listGoods(actor: Actor, filter: { text?: string; category?: string }, cursor: Cursor) {
  gate(actor);
  const like = filter.text ? { contains: filter.text, mode: "insensitive" as const } : undefined;
  return read(actor, (db) =>
    keyPage(cursor, ({ id, orderBy, take }) =>
      db.goods.findMany({
        where: {
          AND: [
            { id },
            filter.category ? { categoryCode: { startsWith: filter.category } } : {},
            like
              ? {
                  OR: [
                    { nameZh: like },
                    { nameEn: like },
                    { code: like },
                    { standard: like },
                    { aliases: { some: { original: like } } },
                  ],
                }
              : {},
          ],
        },
        orderBy,
        take,
        include: { category: true, _count: { select: { aliases: true, packs: true } } },
      }),
    ),
  );
}

/** Goods with packs, spellings, substitution both ways and codes of other schemes. */
export async function getGoods(actor: Actor, id: string) {
  gate(actor);
  const goods = await read(actor, async (db) => {
    if (!/^[0-9a-f-]{36}$/.test(id)) return null;
    const found = await db.goods.findUnique({
      where: { id },
      include: {
        category: true,
        packs: { orderBy: { unit: "asc" } },
        aliases: { orderBy: { original: "asc" }, take: 200 },
        substitutes: { include: { substitute: { select: { id: true, nameZh: true, nameEn: true, baseUnit: true } } } },
        substitutesFor: { include: { goods: { select: { id: true, nameZh: true, nameEn: true, baseUnit: true } } } },
      },
    });
    return found
      ? {
          ...found,
          externalCodes: await db.externalCode.findMany({ where: { goodsId: id }, orderBy: { scheme: "asc" } }),
        }
      : null;
  });
  if (!goods) throw new NotFound();
  return goods;
}

/** Categories in code order, for filters and forms. */
export const listCategories = (actor: Actor) =>
  read(actor, (db) => db.goodsCategory.findMany({ orderBy: { code: "asc" } }));
/** Units in use, base units first. */
export const listUnits = (actor: Actor) =>
  read(actor, (db) => db.unit.findMany({ orderBy: [{ packaging: "asc" }, { code: "asc" }] }));

const FEW = 12;

/** Goods for a field found by typing: names, code, or a taught spelling. */
export function searchGoods(actor: Actor, text: string, locale: Locale = DEFAULT_LOCALE) {
  gate(actor);
  const like = { contains: text.trim(), mode: "insensitive" as const };
  return read(actor, async (db) => {
    const rows = await db.goods.findMany({
      where: {
        active: true,
        OR: [{ nameZh: like }, { nameEn: like }, { code: like }, { aliases: { some: { original: like } } }],
      },
      orderBy: { code: "asc" },
      take: FEW,
      include: { unit: true },
    });
    return rows.map((goods) => ({
      value: goods.id,
      label: nameIn(goods, locale),
      hint: [goods.standard, locale === "en" ? goods.unit.nameEn : goods.baseUnit, goods.code]
        .filter(Boolean)
        .join(" · "),
    }));
  });
}

/** A likely meaning of an unmatched spelling. */
export interface Suggestion {
  id: string;
  name: string;
  nameEn: string | null;
  score: number;
}

/** Likely goods of a spelling: trigram similarity (pg_trgm) to taught spellings and to names, best first. */
async function suggestGoods(db: Db, normalized: string): Promise<Suggestion[]> {
  return db.$queryRaw<Suggestion[]>`
    SELECT g.id, g.name_zh AS name, g.name_en AS "nameEn", max(s.score)::float8 AS score FROM (
      SELECT goods_id, similarity(normalized, ${normalized}) AS score FROM goods_alias WHERE normalized % ${normalized}
      UNION ALL SELECT id, similarity(name_zh, ${normalized}) FROM goods WHERE name_zh % ${normalized}
    ) s JOIN goods g ON g.id = s.goods_id AND g.active GROUP BY g.id ORDER BY score DESC, g.code LIMIT 4`;
}

/** Likely sites of a spelling. */
async function suggestSites(db: Db, normalized: string): Promise<Suggestion[]> {
  return db.$queryRaw<Suggestion[]>`
    SELECT t.id, t.name, t.name_en AS "nameEn", max(s.score)::float8 AS score FROM (
      SELECT site_id, similarity(normalized, ${normalized}) AS score FROM site_alias WHERE normalized % ${normalized}
      UNION ALL SELECT id, similarity(name, ${normalized}) FROM site WHERE name % ${normalized}
    ) s JOIN site t ON t.id = s.site_id AND t.active GROUP BY t.id ORDER BY score DESC, t.name LIMIT 4`;
}

export const ALIAS_KINDS = ["goods", "site"] as const;
export type AliasKind = (typeof ALIAS_KINDS)[number];

/** A page of unmatched spellings with what each probably means; those met most often need the answer most, so their count is shown. */
export function listAliasQueries(actor: Actor, filter: { kind: AliasKind; state: string }, cursor: Cursor) {
  if (!canSomewhere(actor, "alias.teach")) throw new NotFound({ key: "errors.notAllowed" });
  return read(actor, async (db) => {
    const page = await keyPage(
      cursor,
      ({ id, orderBy, take }) =>
        db.aliasQuery.findMany({ where: { AND: [{ id }, { kind: filter.kind, state: filter.state }] }, orderBy, take }),
      20,
    );
    const suggest = filter.kind === "goods" ? suggestGoods : suggestSites;
    const rows = [];
    for (const row of page.rows)
      rows.push({
        ...row,
        suggestions: row.state === "open" ? await suggest(db, row.normalized.split("|")[0] ?? "") : [],
      });
    return { ...page, rows };
  });
}

/** How many spellings wait, by kind. */
export function countAliasQueries(actor: Actor) {
  return read(actor, (db) => db.aliasQuery.groupBy({ by: ["kind"], where: { state: "open" }, _count: true }));
}
