import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere, rangeEnd, visible } from "@/lib/platform/auth/reach";
import { type Db, read } from "@/lib/platform/db/access";
import { type Cursor, turnPage } from "@/lib/platform/db/key-page";
import { NotFound } from "@/lib/platform/errors";
import { isStore } from "@/lib/operation/transport/stores";
import { SITE_KINDS } from "@/lib/platform/places/schema";
import { divisionsOf, sectorOf } from "./rules";

/** What the report is about: an incident, an area, and the days (Asia/Shanghai, both included) in which the goods were signed for. */
export interface ResponseFilter {
  incidentId?: string;
  areaCode?: string;
  fromDay?: string;
  toDay?: string;
}

const DAY_MS = 86_400_000;
const startOf = (day: string) => new Date(`${day}T00:00:00+08:00`);
const NAMES = { select: { name: true, nameEn: true } } as const;
/** Goods that reach a store are still under way: who they are for has received nothing yet. */
const RECIPIENT_KINDS = SITE_KINDS.filter((kind) => !isStore(kind));

/**
 * Handovers to recipients within reach by where they were signed, newest first, with what was accepted of each line and for how many people,
 * where the request says. What a correction changed is as it stands now.
 */
export async function responseRows(
  db: Db,
  actor: Actor,
  filter: ResponseFilter,
  { from, back, take }: { from: string | undefined; back: boolean; take: number },
) {
  const handovers = await db.handover.findMany({
    where: {
      AND: [
        from === undefined ? {} : { id: back ? { gt: from } : { lt: from } },
        visible(actor, "response.read", { area: ["toAreaCode"] }),
        filter.areaCode ? { toAreaCode: { gte: filter.areaCode, lt: rangeEnd(filter.areaCode) } } : {},
        filter.fromDay ? { signedAt: { gte: startOf(filter.fromDay) } } : {},
        filter.toDay ? { signedAt: { lt: new Date(startOf(filter.toDay).getTime() + DAY_MS) } } : {},
        {
          shipment: {
            toSite: { kind: { in: RECIPIENT_KINDS } },
            lines: { some: { accepted: { gt: 0n } } },
            ...(filter.incidentId ? { incidentId: filter.incidentId } : {}),
          },
        },
      ],
    },
    select: {
      id: true,
      toAreaCode: true,
      signedAt: true,
      shipment: {
        select: {
          id: true,
          number: true,
          incidentId: true,
          fromSite: NAMES,
          toSite: { select: { ...NAMES.select, kind: true } },
          lines: {
            where: { accepted: { gt: 0n } },
            orderBy: { position: "asc" },
            select: {
              id: true,
              position: true,
              unit: true,
              accepted: true,
              goods: {
                select: {
                  code: true,
                  nameZh: true,
                  nameEn: true,
                  categoryCode: true,
                  category: { select: { nameZh: true, nameEn: true } },
                },
              },
              lot: { select: { origin: true } },
              transferLine: {
                select: { demandLine: { select: { demand: { select: { number: true, beneficiaries: true } } } } },
              },
            },
          },
        },
      },
    },
    orderBy: { id: back ? "asc" : "desc" },
    take,
  });
  const codes = new Set(handovers.flatMap(({ toAreaCode }) => divisionsOf(toAreaCode)));
  const areas = await db.area.findMany({
    where: { code: { in: [...codes] } },
    select: { code: true, name: true, nameEn: true },
  });
  const areaOf = new Map(areas.map((area) => [area.code, area]));
  const incidents = await db.incident.findMany({
    where: { id: { in: [...new Set(handovers.flatMap(({ shipment }) => shipment.incidentId ?? []))] } },
    select: { id: true, number: true, nameZh: true, nameEn: true },
  });
  const incidentOf = new Map(incidents.map((incident) => [incident.id, incident]));
  return handovers.map(({ id, toAreaCode, signedAt, shipment }) => {
    const [adm1, adm2, adm3] = divisionsOf(toAreaCode);
    return {
      id,
      signedAt,
      shipment,
      areaCode: toAreaCode,
      adm1: adm1 ?? null,
      adm2: adm2 ?? null,
      adm3: adm3 ?? null,
      district: adm3 ? (areaOf.get(adm3) ?? null) : null,
      incident: shipment.incidentId ? (incidentOf.get(shipment.incidentId) ?? null) : null,
      lines: shipment.lines.map((line) => ({
        ...line,
        sector: sectorOf(line.goods.categoryCode),
        demand: line.transferLine.demandLine?.demand ?? null,
      })),
    };
  });
}
/** Handovers of a page on the screen; each has one row a line. */
const ON_A_PAGE = 25;

/** A page of the 4W report: who handed what over, where and when. */
export function listResponse(actor: Actor, filter: ResponseFilter, cursor: Cursor) {
  if (!canSomewhere(actor, "response.read")) throw new NotFound({ key: "errors.notAllowed" });
  return turnPage(
    cursor,
    (page) => read(actor, (db) => responseRows(db, actor, filter, page)),
    (row) => row.id,
    ON_A_PAGE,
  );
}

/** Most incidents to choose among. */
const MOST_INCIDENTS = 50;

/** Incidents to narrow the report by, newest first, closed ones too. */
export function reportedIncidents(actor: Actor) {
  return read(actor, (db) =>
    db.incident.findMany({
      orderBy: { id: "desc" },
      take: MOST_INCIDENTS,
      select: { id: true, number: true, nameZh: true, nameEn: true },
    }),
  );
}
