import { gini } from "@/lib/solver/flow/kpi";
import type { AllocationProblem, PriorityClass } from "@/lib/solver/flow/problem-model";
import { solveAllocation } from "@/lib/solver/flow/solve";

/** A need line of a hospital, base units. */
export interface ComparedNeed {
  id: string;
  siteId: string;
  goodsId: string;
  priority: PriorityClass;
  quantity: number;
  /** Stated by the hospital, not estimated. */
  stated: boolean;
}

/** Goods that came in on a day (before the window: on its first day), base units. */
export interface Supply {
  day: number;
  goodsId: string;
  quantity: number;
}

/** What left the hub in 2020; `siteId` null when it went elsewhere than to a hospital with needs. */
export interface Issue {
  day: number;
  siteId: string | null;
  goodsId: string;
  quantity: number;
}

export interface ComparisonInputs {
  /** Days of the window, ascending whole numbers; what came before the first is there on its morning. */
  days: number[];
  needs: ComparedNeed[];
  supply: Supply[];
  issued: Issue[];
  /** Stand-ins: one unit of `from` fills one unit of a need for `to`. */
  substitutions: { from: string; to: string }[];
}

/** Served by need line, and stock that lay idle while it was needed. */
export interface Course {
  served: Map<string, number>;
  /** Unit-days by goods: each day's lesser of stock left and need unmet. */
  idle: Map<string, number>;
  /** Days × goods with idle stock. */
  idleGoodsDays: number;
}

/** Goods a need can be filled with, itself first. */
const fillers = (need: ComparedNeed, inputs: ComparisonInputs): string[] => [
  need.goodsId,
  ...inputs.substitutions.filter(({ to }) => to === need.goodsId).map(({ from }) => from),
];

function idleOf(
  stock: ReadonlyMap<string, number>,
  served: ReadonlyMap<string, number>,
  inputs: ComparisonInputs,
  course: Course,
): void {
  const unmet = new Map<string, number>();
  for (const need of inputs.needs)
    unmet.set(need.goodsId, (unmet.get(need.goodsId) ?? 0) + need.quantity - (served.get(need.id) ?? 0));
  for (const [goodsId, open] of unmet) {
    const idle = Math.min(open, stock.get(goodsId) ?? 0);
    if (idle <= 0) continue;
    course.idle.set(goodsId, (course.idle.get(goodsId) ?? 0) + idle);
    course.idleGoodsDays += 1;
  }
}

function arrivals(inputs: ComparisonInputs, day: number, stock: Map<string, number>): void {
  const first = inputs.days[0] ?? day;
  for (const { day: on, goodsId, quantity } of inputs.supply)
    if (on === day || (day === first && on < first)) stock.set(goodsId, (stock.get(goodsId) ?? 0) + quantity);
}

/** What happened: each issue fills the needs of its hospital for those goods (or what they may stand in for), gravest first, never beyond the need. */
export function courseOf2020(inputs: ComparisonInputs): Course {
  const course: Course = { served: new Map(), idle: new Map(), idleGoodsDays: 0 };
  const stock = new Map<string, number>();
  const byGravity = [...inputs.needs].sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1));
  for (const day of inputs.days) {
    arrivals(inputs, day, stock);
    for (const issue of inputs.issued.filter((one) => one.day === day)) {
      // The sheets issue goods that no receipt explains: stock never goes below nothing here.
      stock.set(issue.goodsId, Math.max(0, (stock.get(issue.goodsId) ?? 0) - issue.quantity));
      let left = issue.quantity;
      for (const need of byGravity) {
        if (left === 0) break;
        if (need.siteId !== issue.siteId || !fillers(need, inputs).includes(issue.goodsId)) continue;
        const done = course.served.get(need.id) ?? 0;
        const more = Math.min(left, need.quantity - done);
        if (more <= 0) continue;
        course.served.set(need.id, done + more);
        left -= more;
      }
    }
    idleOf(stock, course.served, inputs, course);
  }
  return course;
}

/** What Changping proposes: each morning all open needs against all that has come in, life first, by the plan pages' own engine. One store, so distance decides nothing. */
export function proposedCourse(inputs: ComparisonInputs): Course {
  const course: Course = { served: new Map(), idle: new Map(), idleGoodsDays: 0 };
  const stock = new Map<string, number>();
  for (const day of inputs.days) {
    arrivals(inputs, day, stock);
    const open = inputs.needs.filter((need) => need.quantity > (course.served.get(need.id) ?? 0));
    if (open.length > 0) {
      const result = solveAllocation(problemOf(open, stock, course.served, inputs, day), { planOnly: true });
      if (result.status !== "invalid")
        for (const { lineId, goodsId, quantityIssued, quantityCounted } of result.plan.assignments) {
          course.served.set(lineId, (course.served.get(lineId) ?? 0) + quantityCounted);
          stock.set(goodsId, (stock.get(goodsId) ?? 0) - quantityIssued);
        }
    }
    idleOf(stock, course.served, inputs, course);
  }
  return course;
}

function problemOf(
  open: readonly ComparedNeed[],
  stock: ReadonlyMap<string, number>,
  served: ReadonlyMap<string, number>,
  inputs: ComparisonInputs,
  today: number,
): AllocationProblem {
  const goodsIds = [
    ...new Set([
      ...open.map((need) => need.goodsId),
      ...inputs.substitutions.flatMap(({ from, to }) => [from, to]),
      ...stock.keys(),
    ]),
  ].sort();
  const places = [...new Set(open.map((need) => need.siteId))].sort();
  const noLimit = { maxDistanceM: null, maxLeadTimeMin: null };
  return {
    today,
    goods: goodsIds.map((id) => ({ id, weightG: 0 })),
    substitutions: inputs.substitutions.map(({ from, to }) => ({
      fromGoodsId: from,
      toGoodsId: to,
      ratioNum: 1,
      ratioDen: 1,
      price: 1,
    })),
    stores: [
      {
        id: "hub",
        areaCode: "4201",
        storageClass: "store",
        lots: goodsIds.flatMap((goodsId) =>
          (stock.get(goodsId) ?? 0) > 0
            ? [{ id: goodsId, goodsId, quantity: stock.get(goodsId) ?? 0, expiresOnDay: null }]
            : [],
        ),
        reserveFloor: {},
        outboundThroughputKg: null,
      },
    ],
    places: places.map((id) => ({ id, areaCode: "4201" })),
    lines: open.map((need) => ({
      id: need.id,
      placeId: need.siteId,
      goodsId: need.goodsId,
      quantity: need.quantity - (served.get(need.id) ?? 0),
      priority: need.priority,
      fairnessWeight: 1,
      minShelfLifeDays: 0,
      packSize: 1,
      storageClasses: [],
      forbiddenStoreIds: [],
      frozen: [],
    })),
    travel: { distanceM: new Int32Array(places.length), closed: [] },
    classLimits: { 1: noLimit, 2: noLimit, 3: noLimit },
    rings: [],
    objective: { preset: "fair", cost: "distance", expiry: { price: 0, windowDays: 30 } },
  };
}

/** Figures of one course. Shares are means over need lines: a mask and a bottle cannot be added, a share of each can. */
export interface CourseFigures {
  fill: { priority: PriorityClass; stated: number | null; estimated: number | null }[];
  hospitals: number;
  hospitalsServed: number;
  minimumFill: number;
  gini: number;
  idleGoodsDays: number;
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

export const fillOf = (need: ComparedNeed, course: Course): number => (course.served.get(need.id) ?? 0) / need.quantity;

/** Mean fill of each hospital over its lines. */
export function fillByHospital(needs: readonly ComparedNeed[], course: Course): Map<string, number> {
  const fills = new Map<string, number[]>();
  for (const need of needs) fills.set(need.siteId, [...(fills.get(need.siteId) ?? []), fillOf(need, course)]);
  return new Map([...fills].map(([siteId, values]) => [siteId, mean(values) ?? 0]));
}

export function figuresOf(needs: readonly ComparedNeed[], course: Course): CourseFigures {
  const hospitals = [...fillByHospital(needs, course).values()];
  const share = (priority: PriorityClass, stated: boolean) =>
    mean(
      needs.filter((need) => need.priority === priority && need.stated === stated).map((need) => fillOf(need, course)),
    );
  return {
    fill: ([1, 2, 3] as const).map((priority) => ({
      priority,
      stated: share(priority, true),
      estimated: share(priority, false),
    })),
    hospitals: hospitals.length,
    hospitalsServed: hospitals.filter((fill) => fill > 0).length,
    minimumFill: hospitals.length > 0 ? Math.min(...hospitals) : 0,
    gini: hospitals.length > 0 ? gini(hospitals) : 0,
    idleGoodsDays: course.idleGoodsDays,
  };
}
