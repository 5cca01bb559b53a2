import type { Assignment } from "@/lib/solver/flow/plan-model";
import type { AllocationProblem, DemandLine } from "@/lib/solver/flow/problem-model";
import { highsOptimum, type RowProblem } from "./highs";

/** An allocation problem read once more by the judge, from its description alone and sharing no code with the engine. */
export class LimitsJudge {
  /** Of each lot at each store, what frozen parts leave. */
  private readonly left: number[][];
  private readonly gramsLeft: number[];
  private readonly frozen: number[];
  private readonly open: number[];
  private readonly promised = new Map<string, number>();

  constructor(readonly problem: AllocationProblem) {
    const { stores, lines, previous } = problem;
    this.left = stores.map((s) => s.lots.map((lot) => lot.quantity));
    this.gramsLeft = stores.map((s) => (s.outboundThroughputKg === null ? Infinity : s.outboundThroughputKg * 1000));
    this.frozen = lines.map(() => 0);
    for (const p of previous?.assignments ?? []) {
      const key = `${p.lineId}|${p.storeId}|${this.goodsOf(p.storeId, p.lotId)}`;
      this.promised.set(key, (this.promised.get(key) ?? 0) + p.quantity);
    }
    lines.forEach((line, k) => {
      for (const issue of line.frozen) {
        const i = this.storeAt(issue.storeId);
        const goodsId = this.goodsOf(issue.storeId, issue.lotId);
        this.left[i][this.lotAt(i, issue.lotId)] -= issue.quantity;
        this.gramsLeft[i] -= issue.quantity * this.weightOf(goodsId);
        this.frozen[k] += this.counted(goodsId, line, issue.quantity);
        const key = `${line.id}|${issue.storeId}|${goodsId}`;
        const promised = this.promised.get(key);
        if (promised !== undefined) this.promised.set(key, Math.max(0, promised - issue.quantity));
      }
    });
    this.open = lines.map((line, k) => (line.closed ? 0 : Math.max(0, line.quantity - this.frozen[k])));
  }

  private storeAt(id: string): number {
    return this.problem.stores.findIndex((s) => s.id === id);
  }

  private lotAt(store: number, id: string): number {
    return this.problem.stores[store].lots.findIndex((lot) => lot.id === id);
  }

  private goodsOf(storeId: string, lotId: string): string {
    const store = this.storeAt(storeId);
    return this.problem.stores[store].lots[this.lotAt(store, lotId)].goodsId;
  }

  private weightOf(goodsId: string): number {
    return this.problem.goods.find((g) => g.id === goodsId)?.weightG ?? 0;
  }

  private rule(goodsId: string, line: DemandLine) {
    if (goodsId === line.goodsId) return { ratioNum: 1, ratioDen: 1, price: 0 };
    return this.problem.substitutions.find((r) => r.fromGoodsId === goodsId && r.toGoodsId === line.goodsId);
  }

  private counted(goodsId: string, line: DemandLine, quantity: number): number {
    const rule = this.rule(goodsId, line);
    return rule ? Math.floor((quantity * rule.ratioNum) / rule.ratioDen) : 0;
  }

  private pair(line: DemandLine, store: number): number {
    return this.problem.places.findIndex((p) => p.id === line.placeId) * this.problem.stores.length + store;
  }

  private minutes(line: DemandLine, store: number): number {
    const { leadTimeMin, distanceM } = this.problem.travel;
    const pair = this.pair(line, store);
    return leadTimeMin ? leadTimeMin[pair] : Math.ceil(distanceM[pair] / 500);
  }

  /** May the store send this lot to the line? */
  private may(line: DemandLine, i: number, j: number): boolean {
    const { stores, travel, classLimits, today } = this.problem;
    const { id, storageClass, lots } = stores[i];
    const distance = travel.distanceM[this.pair(line, i)];
    const limit = classLimits[line.priority];
    const expires = lots[j].expiresOnDay ?? Infinity;
    return (
      distance >= 0 &&
      distance <= (limit.maxDistanceM ?? Infinity) &&
      this.minutes(line, i) <= (limit.maxLeadTimeMin ?? Infinity) &&
      !travel.closed.some((c) => c.storeId === id && c.placeId === line.placeId) &&
      !line.forbiddenStoreIds.includes(id) &&
      (line.storageClasses.length === 0 || line.storageClasses.includes(storageClass)) &&
      expires >= today + Math.floor(this.minutes(line, i) / 1440) + line.minShelfLifeDays
    );
  }

  /** Cost of a unit of need met from the lot, less what saving the lot's unit is worth. */
  private unitCost(line: DemandLine, i: number, j: number): number {
    const { objective, stores, places, rings, travel, today } = this.problem;
    const { goodsId, expiresOnDay } = stores[i].lots[j];
    const rule = this.rule(goodsId, line);
    const measure = objective.preset === "fastest" ? "time" : objective.cost;
    const distance = travel.distanceM[this.pair(line, i)];
    let cost = distance;
    if (measure === "time") cost = this.minutes(line, i);
    if (measure === "tonneKm") cost = Math.round((distance * this.weightOf(line.goodsId)) / 1000);
    const there = places.find((p) => p.id === line.placeId)?.areaCode ?? "";
    const near = (length: number) => stores[i].areaCode.slice(0, length) === there.slice(0, length);
    cost += (rings.find((r) => near(r.prefixLength)) ?? rings.at(-1))?.price ?? 0;
    const { price, windowDays } = objective.expiry;
    const days = expiresOnDay === null ? Infinity : Math.max(0, expiresOnDay - today);
    const saved = days < windowDays ? Math.round(price * (1 - days / windowDays)) : 0;
    return cost + (rule?.price ?? 0) - (saved * (rule?.ratioDen ?? 1)) / (rule?.ratioNum ?? 1);
  }

  /** Every limit these assignments break, in words. */
  violations(assignments: readonly Assignment[]): string[] {
    const { stores, lines } = this.problem;
    const found: string[] = [];
    const check = (kept: boolean, what: string) => {
      if (!kept) found.push(what);
    };
    const left = this.left.map((row) => row.slice());
    const grams = this.gramsLeft.map((g) => Math.max(0, g));
    const served = lines.map(() => 0);
    const issued = new Map<string, number>();
    const settled: string[] = [];
    for (const a of assignments) {
      const k = lines.findIndex((l) => l.id === a.lineId);
      const i = this.storeAt(a.storeId);
      const j = this.lotAt(i, a.lotId);
      const line = lines[k];
      check(stores[i].lots[j].goodsId === a.goodsId, `${a.lotId} is not ${a.goodsId}`);
      check(Number.isInteger(a.quantityIssued) && a.quantityIssued > 0, `${a.lineId}: issues ${a.quantityIssued}`);
      const most = this.counted(a.goodsId, line, a.quantityIssued);
      check(a.quantityCounted >= 0 && a.quantityCounted <= most, `${a.lineId}: counts ${a.quantityCounted} of ${most}`);
      served[k] += a.quantityCounted;
      if (a.frozen) {
        settled.push(`${a.lineId}|${a.storeId}|${a.lotId}|${a.quantityIssued}`);
        continue;
      }
      check(!line.closed, `${a.lineId} is closed`);
      check(this.may(line, i, j), `${a.storeId} may not send ${a.lotId} to ${a.lineId}`);
      check(a.quantityCounted % line.packSize === 0, `${a.lineId}: broken pack`);
      left[i][j] -= a.quantityIssued;
      grams[i] -= a.quantityIssued * this.weightOf(a.goodsId);
      issued.set(`${i}|${a.goodsId}`, (issued.get(`${i}|${a.goodsId}`) ?? 0) + a.quantityIssued);
    }
    const asked = lines.flatMap((l) => l.frozen.map((f) => `${l.id}|${f.storeId}|${f.lotId}|${f.quantity}`));
    check(settled.sort().join() === asked.sort().join(), "frozen parts are not as stated");
    for (const [i, row] of left.entries()) {
      const inStock = row.every((q) => q >= 0);
      check(inStock, `${stores[i].id}: a lot is over-issued`);
    }
    grams.forEach((g, i) => {
      check(g >= 0, `${stores[i].id}: throughput`);
    });
    for (const [key, quantity] of issued) {
      const [i, goodsId] = key.split("|");
      check(quantity <= this.issuable(Number(i), goodsId), `${key}: below the floor`);
    }
    lines.forEach((l, k) => {
      check(served[k] <= Math.max(l.quantity, this.frozen[k]), `${l.id} has too much`);
    });
    return found;
  }

  private issuable(store: number, goodsId: string): number {
    const { lots, reserveFloor } = this.problem.stores[store];
    const stock = lots.reduce((sum, lot, j) => sum + (lot.goodsId === goodsId ? this.left[store][j] : 0), 0);
    return Math.max(0, stock - (reserveFloor[goodsId] ?? 0));
  }

  /** Unmet units of class 1, 2, 3 and the cost: carrying and prices, less what is saved of expiring stock and kept of promises. */
  value(assignments: readonly Assignment[]): number[] {
    const { lines, previous } = this.problem;
    const served = this.frozen.slice();
    const promised = new Map(this.promised);
    let cost = 0;
    for (const a of assignments) {
      if (a.frozen) continue;
      const k = lines.findIndex((l) => l.id === a.lineId);
      const i = this.storeAt(a.storeId);
      served[k] += a.quantityCounted;
      cost += a.quantityCounted * this.unitCost(lines[k], i, this.lotAt(i, a.lotId));
      const key = `${a.lineId}|${a.storeId}|${a.goodsId}`;
      const kept = Math.min(promised.get(key) ?? 0, a.quantityCounted);
      promised.set(key, (promised.get(key) ?? 0) - kept);
      cost -= kept * (previous?.movePrice ?? 0);
    }
    const unmet = [0, 0, 0];
    lines.forEach((l, k) => {
      unmet[l.priority - 1] += Math.max(0, l.quantity - served[k]);
    });
    return [...unmet, cost];
  }

  /** The best there is of each level, those before held, by HiGHS; whole packs of need where `whole`. */
  async best(whole: boolean): Promise<number[]> {
    const { columns, rows, unmetOf, outside } = this.rows(whole);
    const costs = columns.map((c) => c.cost);
    const values: number[] = [];
    for (let p = 0; p < 3; p++) {
      if (unmetOf[p].length === 0) {
        values.push(outside[p]);
        continue;
      }
      columns.forEach((c, k) => {
        c.cost = unmetOf[p].includes(k) ? 1 : 0;
      });
      const found = await highsOptimum({ columns, rows });
      if (!found) throw new Error("infeasible");
      const right = Math.round(found.value);
      if (Math.abs(found.value - right) > 1e-6) throw new Error(`class ${p + 1} is not whole: ${found.value}`);
      values.push(right + outside[p]);
      rows.push({ terms: unmetOf[p].map((k) => [k, 1]), sense: "<=", right });
    }
    columns.forEach((c, k) => {
      c.cost = costs[k];
    });
    const found = await highsOptimum({ columns, rows });
    if (!found) throw new Error("infeasible at the cost level");
    return [...values, found.value];
  }

  /** One column a line and lot, one an unmet need, one a promise kept. `outside` is unmet of closed lines. */
  private rows(whole: boolean): RowProblem & { unmetOf: number[][]; outside: number[] } {
    const { stores, lines, previous } = this.problem;
    const columns: RowProblem["columns"] = [];
    const rows: RowProblem["rows"] = [];
    const unmetOf: number[][] = [[], [], []];
    const outside = [0, 0, 0];
    const drawn = new Map<string, [number, number][]>();
    const draw = (key: string, column: number, by: number) => drawn.set(key, [...(drawn.get(key) ?? []), [column, by]]);
    lines.forEach((line, k) => {
      outside[line.priority - 1] += Math.max(0, line.quantity - this.frozen[k]) - this.open[k];
      const terms: [number, number][] = [];
      stores.forEach((store, i) => {
        store.lots.forEach((lot, j) => {
          const rule = this.rule(lot.goodsId, line);
          if (!rule || !this.may(line, i, j)) return;
          const pack = whole ? line.packSize : 1;
          const issued = (pack * rule.ratioDen) / rule.ratioNum;
          const column = columns.length;
          columns.push({ name: `x${k}_${i}_${j}`, cost: this.unitCost(line, i, j) * pack, whole });
          terms.push([column, pack]);
          draw(`lot|${i}|${j}`, column, issued);
          draw(`goods|${i}|${lot.goodsId}`, column, issued);
          draw(`grams|${i}`, column, issued * this.weightOf(lot.goodsId));
          draw(`kept|${line.id}|${store.id}|${lot.goodsId}`, column, pack);
        });
      });
      unmetOf[line.priority - 1].push(columns.length);
      terms.push([columns.length, 1]);
      columns.push({ name: `u${k}`, cost: 0 });
      rows.push({ terms, sense: "=", right: this.open[k] });
    });
    for (const [key, terms] of drawn) {
      const [kind, i, ...rest] = key.split("|");
      if (kind === "kept") {
        const units = this.promised.get(key.slice(5)) ?? 0;
        if (units === 0) continue;
        const column = columns.length;
        columns.push({ name: `k${column}`, cost: -(previous?.movePrice ?? 0), upper: units });
        rows.push({
          terms: [[column, 1], ...terms.map(([c, by]): [number, number] => [c, -by])],
          sense: "<=",
          right: 0,
        });
        continue;
      }
      const store = Number(i);
      const right =
        kind === "lot"
          ? this.left[store][Number(rest[0])]
          : kind === "goods"
            ? this.issuable(store, rest[0])
            : Math.max(0, this.gramsLeft[store]);
      if (right < Infinity) rows.push({ terms, sense: "<=", right });
    }
    return { columns, rows, unmetOf, outside };
  }
}
