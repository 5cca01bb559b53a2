import type { DemandFilter } from "@/lib/operation/demand/queries/filter";

/** The parameters that spell a filter in an address. */
export function paramsOf(filter: DemandFilter) {
  return {
    view: filter.view === "open" ? undefined : filter.view,
    incident: filter.incidentId,
    site: filter.siteId,
    goods: filter.goodsId,
    area: filter.areaCode,
    priority: filter.priority,
    q: filter.text,
    stale: filter.stale ? "1" : undefined,
    overdue: filter.overdue ? "1" : undefined,
    unmet: filter.unmet,
  };
}
