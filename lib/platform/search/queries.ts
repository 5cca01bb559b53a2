import { getLocale, getTranslations } from "next-intl/server";
import type { Actor } from "@/lib/platform/auth/actor";
import type { Permission } from "@/lib/platform/auth/permissions";
import { canSomewhere, type PlaceColumns, TWO_ENDS, visible } from "@/lib/platform/auth/reach";
import { type Db, read } from "@/lib/platform/db/access";
import type { DocumentKind } from "@/lib/platform/events/catalogue";
import { nameIn } from "@/lib/platform/i18n/names";

/** Answers of one kind, as the palette shows them. */
export interface SearchGroup {
  key: string;
  heading: string;
  results: { key: string; label: string; hint?: string; href: string }[];
}

const EACH = 5;
const DELIVERY_OWN: PlaceColumns = { area: ["areaCode"], site: ["siteId"], owner: ["createdById"] };

/** Documents found by the beginning of their number: an index range, whatever the size of the table. */
const DOCUMENTS: {
  kind: DocumentKind;
  prefix: string;
  permission: Permission;
  href: string;
  find: (db: Db, actor: Actor, number: string) => Promise<{ id: string; number: string; state: string }[]>;
}[] = [
  {
    kind: "demandRequest",
    prefix: "DR",
    permission: "demand.read",
    href: "/operation/demand",
    find: (db, actor, number) =>
      db.demandRequest.findMany({
        where: { AND: [visible(actor, "demand.read"), { number: { startsWith: number } }] },
        orderBy: { number: "desc" },
        take: EACH,
        select: { id: true, number: true, state: true },
      }),
  },
  {
    kind: "delivery",
    prefix: "DL",
    permission: "delivery.read",
    href: "/operation/deliveries",
    find: (db, actor, number) =>
      db.delivery.findMany({
        where: { AND: [visible(actor, "delivery.read", DELIVERY_OWN), { number: { startsWith: number } }] },
        orderBy: { number: "desc" },
        take: EACH,
        select: { id: true, number: true, state: true },
      }),
  },
  {
    kind: "purchaseOrder",
    prefix: "PO",
    permission: "purchase.read",
    href: "/operation/purchase",
    find: (db, actor, number) =>
      db.purchaseOrder.findMany({
        where: { AND: [visible(actor, "purchase.read"), { number: { startsWith: number } }] },
        orderBy: { number: "desc" },
        take: EACH,
        select: { id: true, number: true, state: true },
      }),
  },
  {
    kind: "transferOrder",
    prefix: "TO",
    permission: "transfer.read",
    href: "/operation/transfers",
    find: (db, actor, number) =>
      db.transferOrder.findMany({
        where: { AND: [visible(actor, "transfer.read", TWO_ENDS), { number: { startsWith: number } }] },
        orderBy: { number: "desc" },
        take: EACH,
        select: { id: true, number: true, state: true },
      }),
  },
  {
    kind: "shipment",
    prefix: "SH",
    permission: "shipment.read",
    href: "/operation/shipments",
    find: (db, actor, number) =>
      db.shipment.findMany({
        where: {
          AND: [
            visible(actor, "shipment.read", { ...TWO_ENDS, owner: ["driverId", "createdById"] }),
            { number: { startsWith: number } },
          ],
        },
        orderBy: { number: "desc" },
        take: EACH,
        select: { id: true, number: true, state: true },
      }),
  },
  {
    kind: "discrepancy",
    prefix: "DC",
    permission: "discrepancy.read",
    href: "/operation/discrepancies",
    find: (db, actor, number) =>
      db.discrepancy.findMany({
        where: {
          AND: [
            {
              OR: [
                visible(actor, "discrepancy.read", { area: TWO_ENDS.area, owner: ["ownerId"] }),
                // People of a site see a case through its shipment's ends.
                { shipment: visible(actor, "discrepancy.read", { area: [], site: TWO_ENDS.site }) },
              ],
            },
            { number: { startsWith: number } },
          ],
        },
        orderBy: { number: "desc" },
        take: EACH,
        select: { id: true, number: true, state: true },
      }),
  },
  {
    kind: "stocktake",
    prefix: "ST",
    permission: "stock.read",
    href: "/operation/stocktakes",
    find: (db, actor, number) =>
      db.stocktake.findMany({
        where: { AND: [visible(actor, "stock.read"), { number: { startsWith: number } }] },
        orderBy: { number: "desc" },
        take: EACH,
        select: { id: true, number: true, state: true },
      }),
  },
  {
    kind: "allocationPlan",
    prefix: "AP",
    permission: "plan.read",
    href: "/decision/plans",
    find: (db, actor, number) =>
      db.allocationPlan.findMany({
        where: { AND: [visible(actor, "plan.read"), { number: { startsWith: number } }] },
        orderBy: { number: "desc" },
        take: EACH,
        select: { id: true, number: true, state: true },
      }),
  },
  {
    kind: "incident",
    prefix: "IN",
    permission: "incident.read",
    href: "/decision/incidents",
    find: (db, _actor, number) =>
      db.incident.findMany({
        where: { number: { startsWith: number } },
        orderBy: { number: "desc" },
        take: EACH,
        select: { id: true, number: true, state: true },
      }),
  },
];

/**
 * Documents by number, goods, sites and (for whoever reads them) people by name in either language, within reach.
 * @param text what was typed, at most 100 characters
 */
export async function searchEverything(actor: Actor, text: string): Promise<SearchGroup[]> {
  const query = text.trim();
  if (query === "") return [];
  const [t, locale] = await Promise.all([getTranslations("workflow.documents"), getLocale()]);
  const number = query.toUpperCase();
  return read(actor, async (db) => {
    const groups: SearchGroup[] = [];
    for (const document of DOCUMENTS) {
      if (!number.startsWith(document.prefix) || !canSomewhere(actor, document.permission)) continue;
      const rows = await document.find(db, actor, number);
      groups.push({
        key: document.kind,
        heading: t(document.kind),
        results: rows.map((row) => ({ key: row.id, label: row.number, href: `${document.href}/${row.id}` })),
      });
    }
    const like = { contains: query, mode: "insensitive" } as const;
    const goods = await db.goods.findMany({
      where: { OR: [{ nameZh: like }, { nameEn: like }, { code: { startsWith: number } }] },
      take: EACH,
      orderBy: { code: "asc" },
    });
    groups.push({
      key: "goods",
      heading: t("goods"),
      results: goods.map((row) => ({
        key: row.id,
        label: nameIn(row, locale),
        hint: row.code,
        href: `/management/catalogue/${row.id}`,
      })),
    });
    const sites = await db.site.findMany({
      where: { OR: [{ name: like }, { nameEn: like }, { aliases: { some: { original: like } } }] },
      take: EACH,
      orderBy: { name: "asc" },
    });
    groups.push({
      key: "site",
      heading: t("site"),
      results: sites.map((row) => ({
        key: row.id,
        label: nameIn(row, locale),
        hint: row.code,
        href: `/management/places/${row.id}`,
      })),
    });
    if (canSomewhere(actor, "person.read")) {
      const people = await db.person.findMany({
        where: {
          AND: [
            visible(actor, "person.read", { area: ["areaCode"] }),
            { OR: [{ username: { startsWith: query.toLowerCase() } }, { name: like }, { nameEn: like }] },
          ],
        },
        take: EACH,
        orderBy: { username: "asc" },
      });
      groups.push({
        key: "person",
        heading: t("person"),
        results: people.map((row) => ({
          key: row.id,
          label: nameIn(row, locale),
          hint: row.username,
          href: `/management/people/${row.id}`,
        })),
      });
    }
    return groups.filter((group) => group.results.length > 0);
  });
}
