import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere, visible } from "@/lib/platform/auth/reach";
import { type Db, read } from "@/lib/platform/db/access";
import { NotFound } from "@/lib/platform/errors";
import type { Named } from "@/lib/platform/i18n/names";
import { requestableSites } from "../rules/requesters";

function gate(actor: Actor): void {
  if (!canSomewhere(actor, "demand.create")) throw new NotFound({ key: "errors.notAllowed" });
}

/** Goods as a requester picks them. */
export interface GoodsChoice {
  id: string;
  code: string;
  nameZh: string;
  nameEn: string;
  unit: string;
  standard: string | null;
}

const goodsFields = { id: true, code: true, nameZh: true, nameEn: true, baseUnit: true, standard: true } as const;
const choiceOf = ({ baseUnit, ...goods }: Omit<GoodsChoice, "unit"> & { baseUnit: string }): GoodsChoice => ({
  ...goods,
  unit: baseUnit,
});

async function goodsLike(db: Db, text: string): Promise<GoodsChoice[]> {
  const like = text.trim();
  const contains = { contains: like, mode: "insensitive" } as const;
  const rows = await db.goods.findMany({
    where: {
      active: true,
      ...(like
        ? {
            OR: [
              { nameZh: contains },
              { nameEn: contains },
              { code: contains },
              { standard: contains },
              { aliases: { some: { original: contains } } },
            ],
          }
        : {}),
    },
    select: goodsFields,
    orderBy: { code: "asc" },
    take: 20,
  });
  return rows.map(choiceOf);
}

/** Goods by name, code, standard or any spelling ever taught; the first 20. */
export function searchNeededGoods(actor: Actor, text: string): Promise<GoodsChoice[]> {
  gate(actor);
  return read(actor, (db) => goodsLike(db, text));
}

/** A site a person may file for. */
export interface SiteChoice {
  id: string;
  name: string;
  nameEn: string | null;
  area: Named;
}

/** Sites this person may file for whose name in either language contains the text; the first 20. */
export function searchRequestingSites(actor: Actor, text: string): Promise<SiteChoice[]> {
  gate(actor);
  const like = { contains: text.trim(), mode: "insensitive" } as const;
  return read(actor, (db) =>
    db.site.findMany({
      where: { AND: [requestableSites(actor), text.trim() ? { OR: [{ name: like }, { nameEn: like }] } : {}] },
      select: { id: true, name: true, nameEn: true, area: { select: { name: true, nameEn: true } } },
      orderBy: [{ areaCode: "asc" }, { name: "asc" }],
      take: 20,
    }),
  );
}

/** How many goods stand as large buttons. */
const USUAL = 8;

/**
 * What the create page starts from: open incidents, the person's sites (the first 20; exactly one is chosen for them), goods asked for
 * lately at these sites (the big buttons), and the last request to repeat.
 * @param repeatId a request to copy; null takes the newest of the person's sites
 */
export function newDemandChoices(actor: Actor, repeatId: string | null) {
  gate(actor);
  return read(actor, async (db) => {
    const mine = requestableSites(actor);
    const incidents = await db.incident.findMany({
      where: { state: "open" },
      select: { id: true, nameZh: true, nameEn: true, areaCode: true },
      orderBy: { id: "desc" },
      take: 20,
    });
    const sites = await db.site.findMany({
      where: mine,
      select: { id: true, name: true, nameEn: true, area: { select: { name: true, nameEn: true } } },
      orderBy: [{ areaCode: "asc" }, { name: "asc" }],
      take: 20,
    });
    // Who files for a whole district repeats their own; at one site a colleague's will do.
    const whose = canSomewhere(actor, "demand.verify") ? { createdById: actor.personId } : {};
    const repeated = await db.demandRequest.findFirst({
      where: { AND: [visible(actor, "demand.read"), { site: mine }, repeatId ? { id: repeatId } : whose] },
      include: {
        site: { select: { id: true, name: true, nameEn: true, area: { select: { name: true, nameEn: true } } } },
        lines: {
          where: { cancelledReason: null },
          orderBy: { position: "asc" },
          include: { goods: { select: goodsFields } },
        },
      },
      orderBy: { id: "desc" },
    });
    const recent = await db.demandLine.findMany({
      where: { demand: { AND: [visible(actor, "demand.read"), { site: mine }] }, goods: { active: true } },
      include: { goods: { select: goodsFields } },
      orderBy: { id: "desc" },
      take: 60,
    });
    const frequent = new Map<string, { goods: GoodsChoice; times: number }>();
    for (const { goods } of recent)
      frequent.set(goods.id, { goods: choiceOf(goods), times: (frequent.get(goods.id)?.times ?? 0) + 1 });
    const usual = [...frequent.values()].sort((a, b) => b.times - a.times).map((entry) => entry.goods);
    // Goods with the most spellings are those most often met on paper: the next best guess.
    const common = await db.goods.findMany({
      where: { active: true, id: { notIn: usual.map((goods) => goods.id) } },
      select: goodsFields,
      orderBy: [{ aliases: { _count: "desc" } }, { code: "asc" }],
      take: USUAL,
    });
    return {
      incidents,
      sites,
      goods: [...usual, ...common.map(choiceOf)].slice(0, USUAL),
      last: repeated
        ? {
            id: repeated.id,
            number: repeated.number,
            incidentId: repeated.incidentId,
            site: {
              id: repeated.site.id,
              name: repeated.site.name,
              nameEn: repeated.site.nameEn,
              area: repeated.site.area,
            },
            priority: repeated.priority,
            beneficiaries: repeated.beneficiaries,
            contactRole: repeated.contactRole,
            lines: repeated.lines.map((line) => ({
              goods: choiceOf(line.goods),
              quantity: line.quantity,
              estimate: line.estimate,
              estimateBasis: line.estimateBasis,
            })),
          }
        : null,
    };
  });
}
