import type { MapFlow } from "@/components/map/symbols";
import type { PriorityClass } from "@/components/ui/badges";
import { unitText } from "@/components/ui/unit-text";
import type { PlanDetail } from "@/lib/decision/allocation/queries";
import type { LineWeight } from "@/lib/decision/allocation/rules/weights";
import { isComputed } from "@/lib/decision/allocation/stored";
import type { WeighedBy } from "@/lib/decision/allocation/weighing-schema";
import { pointOf } from "@/lib/platform/places/distance";
import type { Explanation, LimitCode, Remedy } from "@/lib/solver/flow/plan-model";
import type { RationingRule } from "@/lib/solver/flow/rationing";
import { nameIn } from "@/lib/platform/i18n/names";
import { PRIORITY_BADGE } from "../presentation";

/** A line of the plan, ready to show; quantities are base units of the goods. */
export interface LineView {
  id: string;
  position: number;
  from: string;
  fromId: string;
  to: string;
  toId: string;
  goods: string;
  goodsId: string;
  unit: string;
  lot: string;
  expiresOn: string | null;
  quantity: number;
  counts: number;
  substituted: boolean;
  distanceKm: number;
  priority: PriorityClass;
  status: "proposed" | "adopted" | "conflict" | "skipped";
  conflict: { key: string; params: Record<string, string | number> } | null;
  frozen: boolean;
  frozenReason: string | null;
  /** The rule of division that set the amount of its need, where one did. */
  rule: RationingRule | null;
  needId: string;
}

/** How a need's share was weighed, and by what. */
export interface WeightView {
  by: Exclude<WeighedBy, "none">;
  basis: LineWeight["basis"];
  factor: number;
  /** People or beds. */
  figure: number | null;
}

/** A need the plan answered, with why it got what it got. */
export interface NeedView {
  id: string;
  request: string;
  requestHref: string;
  place: string;
  placeId: string;
  goods: string;
  goodsId: string;
  unit: string;
  priority: PriorityClass;
  need: number;
  served: number;
  /** Null where every need counts alike. */
  weight: WeightView | null;
  why: WhyView | null;
}

export interface WhyView {
  limit: LimitCode;
  limitStore: string | null;
  rule: RationingRule | null;
  unmet: number;
  dual: [number, number, number];
  nextBest: { store: string; distanceKm: number } | null;
  /** `gain` is null for a remedy nobody has tried: there were too many. */
  remedies: { code: Remedy["code"]; store: string | null; gain: number | null }[];
}

export interface PlanView {
  lines: LineView[];
  needs: NeedView[];
  flows: MapFlow[];
  sensitivities: {
    kind: "stock" | "reserveFloor" | "throughput";
    store: string;
    goods: string;
    unit: string;
    amount: number;
    served: number;
    places: number;
  }[];
}

type Named = { nameZh: string; nameEn: string };
type Site = { name: string; nameEn: string | null };

/** Turns a stored plan into what its page draws. Pure; decides names by language, order, and what belongs together. */
export function planView(plan: PlanDetail, locale: string): PlanView {
  const goodsName = (goods: Named) => nameIn(goods, locale);
  const siteName = (site: Site) => nameIn(site, locale);
  const stores = new Map(
    [...plan.stores, ...plan.lines.map((line) => line.fromSite)].map((site) => [site.id, siteName(site)]),
  );
  const goods = new Map(
    [...plan.demandLines.map((line) => line.goods), ...plan.lines.map((line) => line.goods)].map((one) => [
      one.id,
      one,
    ]),
  );
  const result = isComputed(plan.result) ? plan.result : null;
  const explanations = new Map(result?.explanations.map((explanation) => [explanation.lineId, explanation]));
  const fills = new Map(result?.lineFills.map((fill) => [fill.lineId, fill]));
  const lines: LineView[] = plan.lines.map((line) => ({
    id: line.id,
    position: line.position,
    from: siteName(line.fromSite),
    fromId: line.fromSite.id,
    to: siteName(line.toSite),
    toId: line.toSite.id,
    goods: goodsName(line.goods),
    goodsId: line.goods.id,
    unit: unitText(line.goods.baseUnit, locale),
    lot: line.lot.number,
    expiresOn: line.lot.expiresOn?.toISOString().slice(0, 10) ?? null,
    quantity: Number(line.quantity),
    counts: Number(line.counts),
    substituted: line.demandLine.goodsId !== line.goods.id,
    distanceKm: line.distanceM / 1000,
    priority: PRIORITY_BADGE[line.demandLine.demand.priority],
    status: line.status as LineView["status"],
    conflict: (line.conflict as LineView["conflict"]) ?? null,
    frozen: line.frozen,
    frozenReason: line.frozenReason,
    rule: explanations.get(line.demandLineId)?.rule ?? null,
    needId: line.demandLineId,
  }));
  const whyOf = (explanation: Explanation | undefined): WhyView | null =>
    explanation
      ? {
          limit: explanation.limit,
          limitStore: explanation.limitStoreId ? (stores.get(explanation.limitStoreId) ?? null) : null,
          rule: explanation.rule ?? null,
          unmet: explanation.unmet,
          dual: explanation.dual.unmet,
          nextBest: explanation.nextBest
            ? {
                store: stores.get(explanation.nextBest.storeId) ?? "",
                distanceKm: explanation.nextBest.distanceM / 1000,
              }
            : null,
          remedies: explanation.remedies.map((remedy) => ({
            code: remedy.code,
            store: remedy.storeId ? (stores.get(remedy.storeId) ?? null) : null,
            gain: remedy.gainQuantity ?? null,
          })),
        }
      : null;
  const { by } = plan.options.weighing;
  const weights = new Map(result?.weighed.weights.map((one) => [one.lineId, one]));
  const weightOf = (lineId: string): WeightView | null => {
    const found = weights.get(lineId);
    return found && by !== "none" ? { by, basis: found.basis, factor: found.factor, figure: found.figure } : null;
  };
  const needs: NeedView[] = plan.demandLines.map((line) => ({
    id: line.id,
    request: line.demand.number,
    requestHref: `/operation/demand/${line.demand.id}`,
    place: siteName(line.demand.site),
    placeId: line.demand.site.id,
    goods: goodsName(line.goods),
    goodsId: line.goods.id,
    unit: unitText(line.goods.baseUnit, locale),
    priority: PRIORITY_BADGE[line.demand.priority],
    weight: weightOf(line.id),
    need: fills.get(line.id)?.need ?? 0,
    served: fills.get(line.id)?.served ?? 0,
    why: whyOf(explanations.get(line.id)),
  }));
  const flows = new Map<string, MapFlow>();
  for (const line of plan.lines) {
    const id = `${line.fromSite.id}>${line.toSite.id}`;
    const flow = flows.get(id) ?? {
      id,
      from: pointOf(line.fromSite).at,
      to: pointOf(line.toSite).at,
      fromLabel: siteName(line.fromSite),
      toLabel: siteName(line.toSite),
      quantity: 0,
      unit: locale === "en" ? "lines" : "行",
    };
    // Unlike units are never added: a flow is as wide as the number of its lines.
    flows.set(id, { ...flow, quantity: flow.quantity + 1 });
  }
  return {
    lines,
    needs,
    flows: [...flows.values()],
    sensitivities: (result?.sensitivities ?? []).map((one) => {
      const about = one.goodsId ? goods.get(one.goodsId) : undefined;
      return {
        kind: one.kind,
        store: stores.get(one.storeId) ?? "",
        goods: about ? goodsName(about) : "",
        unit: unitText(about?.baseUnit ?? "", locale),
        amount: one.amount,
        served: one.servedMore.reduce((sum, more) => sum + more, 0),
        places: one.placesRaised,
      };
    }),
  };
}
