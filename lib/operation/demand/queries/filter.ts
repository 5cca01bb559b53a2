import type { Actor } from "@/lib/platform/auth/actor";
import { rangeEnd } from "@/lib/platform/auth/reach";
import { Prisma } from "@/lib/platform/db/generated/client";
import type { Priority } from "@/lib/platform/db/generated/enums";
import { staleBefore } from "../rules/freshness";
import { PRIORITIES } from "../schema";
import { AGE_BANDS, type AgeBand } from "./needs";
import { requestsWithin } from "./reach-sql";

/**
 * The lists of requests. `open`: what still asks for goods, unmet ones on top, met ones gone; `verification` and `approval`: the two
 * queues; `draft`: not filed yet or returned; `done`: fulfilled, closed or out; `all`.
 */
export const VIEWS = ["open", "verification", "approval", "draft", "done", "all"] as const;
export type DemandView = (typeof VIEWS)[number];

/** Approved and not wholly received, of any age or of one band: the rows behind the situation's table of unmet needs. */
export const UNMET = ["any", ...AGE_BANDS] as const;
export type Unmet = (typeof UNMET)[number];

/** Whole hours since filing at which each band begins and ends. */
const BAND_HOURS: Record<AgeBand, [from: number, to: number | null]> = {
  day: [0, 24],
  threeDays: [24, 72],
  week: [72, 168],
  older: [168, null],
};

function inBand(age: AgeBand, now: Date): Prisma.Sql {
  const [from, to] = BAND_HOURS[age];
  const before = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  return Prisma.sql`${from === 0 ? Prisma.sql`true` : Prisma.sql`r.submitted_at <= ${before(from)}`} AND ${
    to === null ? Prisma.sql`true` : Prisma.sql`r.submitted_at > ${before(to)}`
  }`;
}

export interface DemandFilter {
  view: DemandView;
  incidentId?: string;
  siteId?: string;
  areaCode?: string;
  goodsId?: string;
  priority?: Priority;
  /** Beginning of a number, or a part of the site's name. */
  text?: string;
  /** Only those nobody confirmed for 72 hours. */
  stale?: boolean;
  /** Only those whose approval clock ran out. */
  overdue?: boolean;
  unmet?: Unmet;
}

/** Requests that still ask for something, as a condition on `demand_request r`. */
export const OPEN = Prisma.sql`r.state IN ('submitted', 'verified', 'approved') AND r.fulfilment IN ('none', 'partly')`;
const IN_VIEW: Record<DemandView, Prisma.Sql> = {
  open: OPEN,
  verification: Prisma.sql`r.state = 'submitted'`,
  approval: Prisma.sql`r.state = 'verified'`,
  draft: Prisma.sql`r.state IN ('draft', 'returned')`,
  done: Prisma.sql`(r.state IN ('rejected', 'cancelled', 'merged') OR r.fulfilment IN ('fulfilled', 'closed'))`,
  all: Prisma.sql`true`,
};

/** A filter within the actor's reach, as a condition on `demand_request r`. */
export function demandConditions(actor: Actor, filter: DemandFilter, now: Date): Prisma.Sql {
  const all = [requestsWithin(actor, "demand.read"), IN_VIEW[filter.view]];
  if (filter.incidentId) all.push(Prisma.sql`r.incident_id = ${filter.incidentId}::uuid`);
  if (filter.siteId) all.push(Prisma.sql`r.site_id = ${filter.siteId}::uuid`);
  if (filter.areaCode)
    all.push(Prisma.sql`r.area_code >= ${filter.areaCode} AND r.area_code < ${rangeEnd(filter.areaCode)}`);
  if (filter.priority) all.push(Prisma.sql`r.priority = ${filter.priority}::priority`);
  if (filter.goodsId)
    all.push(
      Prisma.sql`EXISTS (SELECT FROM demand_line l WHERE l.demand_id = r.id AND l.goods_id = ${filter.goodsId}::uuid)`,
    );
  if (filter.stale) all.push(Prisma.sql`${OPEN} AND (r.confirmed_at IS NULL OR r.confirmed_at < ${staleBefore(now)})`);
  if (filter.unmet) {
    all.push(Prisma.sql`r.state = 'approved' AND r.fulfilment IN ('none', 'partly') AND EXISTS (SELECT FROM demand_line l
      WHERE l.demand_id = r.id AND l.cancelled_reason IS NULL AND (l.approved_quantity IS NULL OR l.received < l.approved_quantity))`);
    if (filter.unmet !== "any") all.push(inBand(filter.unmet, now));
  }
  if (filter.overdue) all.push(Prisma.sql`r.state IN ('submitted', 'verified') AND r.due_at < ${now}`);
  if (filter.text) {
    const like = filter.text.replace(/[\\%_]/g, "\\$&");
    all.push(
      Prisma.sql`(r.number LIKE ${`${like.toUpperCase()}%`} OR r.site_id IN (SELECT id FROM site WHERE name LIKE ${`%${like}%`}))`,
    );
  }
  return Prisma.join(all, " AND ");
}

/** Parameters of an address as a page or an export gets them. */
export type DemandParams = Readonly<Record<string, string | string[] | undefined>>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The filter an address spells: the list's page and its export read it alike. What does not fit is left out. */
export function demandFilterOf(params: DemandParams): DemandFilter {
  const text = (name: string) => {
    const value = params[name];
    return typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, 60) : undefined;
  };
  const id = (name: string) => {
    const value = text(name);
    return value && UUID.test(value) ? value : undefined;
  };
  const area = text("area");
  return {
    view: VIEWS.find((view) => view === params.view) ?? "open",
    incidentId: id("incident"),
    siteId: id("site"),
    goodsId: id("goods"),
    areaCode: area && /^\d{2,12}$/.test(area) ? area : undefined,
    priority: PRIORITIES.find((priority) => priority === params.priority),
    text: text("q"),
    stale: params.stale === "1" || undefined,
    overdue: params.overdue === "1" || undefined,
    unmet: UNMET.find((unmet) => unmet === params.unmet),
  };
}
