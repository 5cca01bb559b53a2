import type { DemandFilter } from "@/lib/operation/demand/queries/filter";

/** The parameters that spell a filter in an address. */
export function paramsOf(filter: DemandFilter): Record<string, string | undefined> {
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

/** The address of a filter; `extra` adds or, with undefined, removes parameters. */
export function addressOf(filter: DemandFilter, extra: Record<string, string | undefined> = {}): string {
  const params = { ...paramsOf(filter), ...extra };
  const query = new URLSearchParams(
    Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const text = query.toString();
  return text ? `/operation/demand?${text}` : "/operation/demand";
}
