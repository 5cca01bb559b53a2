import { type DemandFilter, UNMET, VIEWS } from "@/lib/operation/demand/queries/list";
import { PRIORITIES } from "@/lib/operation/demand/schema";

export type Params = Record<string, string | string[] | undefined>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The filter in the address of the list; what does not fit is left out. */
export function filterOf(params: Params): DemandFilter {
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

/** The address of a filter; `extra` adds or, with undefined, removes parameters. */
export function addressOf(filter: DemandFilter, extra: Record<string, string | undefined> = {}): string {
  const params: Record<string, string | undefined> = {
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
    ...extra,
  };
  const query = new URLSearchParams(
    Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const text = query.toString();
  return text ? `/operation/demand?${text}` : "/operation/demand";
}
