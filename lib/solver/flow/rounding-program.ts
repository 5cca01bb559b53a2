import { issueMultiple } from "./assign";
import type { Component, Inlet } from "./component";
import type { CoupledResult } from "./coupled-result";
import { inletUsage } from "./coupling";
import { arrivalDay, type Instance, type OpenLine, type StockLot } from "./instance";
import type { IntegerProgram, IntegerRow } from "./integer-solver";
import { isWhole } from "./group";
import type { Assignment } from "./plan-model";
import type { ReachBook } from "./reach";
import { StockBook } from "./stockbook";

/** What every line of a group is to have, `unit`s. */
export interface LineGoal {
  /** Least and most; below `low` is missed at a price above everything else. */
  low: number;
  high: number;
  /** Within that, nearest to the share. */
  nearLow: number;
  nearHigh: number;
  /** Most where something is left over when everybody has had the most of `high`. */
  most: number;
}

/** One way of serving a line: whole steps from one inlet, of one lot where lots are counted in packs of their own. */
interface Way {
  column: number;
  group: number;
  line: number;
  inlet: number;
  lot: StockLot | null;
  /** Goods issued, and base units of need met and issued a step. */
  goods: number;
  counted: number;
  issued: number;
  /** Cost units a base unit of need, as an assignment states it. */
  unitCost: number;
}

/** Columns of one line. */
interface LineColumns {
  group: number;
  line: number;
  goal: LineGoal;
  /** `unit`s served; `unit`s missed below `low`; `unit`s away from `nearLow … nearHigh`. */
  served: number;
  missed: number;
  away: number;
}

/**
 * What leaves each inlet, and who gets it, in whole steps as an integer program: the same supplies, floors, shared limits and
 * ways as the components' networks. Where a component's own units are whole packs and conversions only what leaves its inlets has to be whole
 * (the rest is then a transport problem of whole numbers, whose best solution is whole); elsewhere every way counts whole packs
 * and whole issues of one lot.
 */
export class RoundingProgram {
  readonly program: IntegerProgram = { lower: [], upper: [], whole: [], rows: [] };
  readonly ways: Way[] = [];
  readonly lines: LineColumns[] = [];
  /** Cost of carrying, of stock saved and promises kept, by column. */
  readonly cost = new Map<number, number>();
  /** Row of each shared limit, and the factor it is scaled by. */
  readonly limitRow: Int32Array;
  readonly limitScale: Float64Array;
  private readonly firstInlet: number[] = [];
  private readonly book: StockBook;

  /**
   * @param groups positions in `coupled.groups` that are rounded; what the others use of the shared limits is kept for them
   */
  constructor(
    private readonly instance: Instance,
    private readonly reaches: ReachBook,
    private readonly coupled: CoupledResult,
    readonly groups: readonly number[],
    goals: readonly LineGoal[][],
  ) {
    this.book = new StockBook(instance);
    this.limitRow = new Int32Array(coupled.limits.length).fill(-1);
    this.limitScale = new Float64Array(coupled.limits.length).fill(1);
    for (const g of groups) this.addGroup(g, goals[g]);
    this.addLimits();
  }

  get columns(): number {
    return this.program.lower.length;
  }

  unitOf(g: number): number {
    return this.coupled.groups[g].component.unit;
  }

  /** Column of what leaves an inlet of a group that is rounded. */
  inletColumn(g: number, inlet: number): number {
    return this.firstInlet[g] + inlet;
  }

  /** The columns of an existing plan, where it is one of this program. */
  startOf(assignments: readonly Assignment[]): Float64Array | null {
    const values = new Float64Array(this.columns);
    const { problem } = this.instance;
    const lines = new Map(this.lines.map((line) => [this.openLine(line).line.id, line]));
    const byLine = new Map<LineColumns, Way[]>();
    for (const way of this.ways) {
      const line = this.lines.find((l) => l.group === way.group && l.line === way.line) as LineColumns;
      const list = byLine.get(line);
      if (list) list.push(way);
      else byLine.set(line, [way]);
    }
    for (const a of assignments) {
      const line = lines.get(a.lineId);
      if (a.frozen || !line) continue;
      const { component } = this.coupled.groups[line.group];
      const way = byLine.get(line)?.find((w) => {
        const inlet = component.inlets[w.inlet];
        if (problem.goods[w.goods].id !== a.goodsId || problem.stores[inlet.store].id !== a.storeId) return false;
        return w.lot ? w.lot.id === a.lotId : inlet.lots.some((lot) => lot.id === a.lotId);
      });
      if (!way) return null;
      values[way.column] += a.quantityCounted / way.counted;
      values[this.inletColumn(line.group, way.inlet)] += a.quantityCounted / component.unit;
      values[line.served] += a.quantityCounted / component.unit;
    }
    for (const { served, missed, away, goal } of this.lines) {
      values[missed] = Math.max(0, goal.low - values[served]);
      values[away] = Math.max(0, goal.nearLow - values[served], values[served] - goal.nearHigh);
    }
    return values;
  }

  openLine({ group, line }: Pick<LineColumns, "group" | "line">): OpenLine {
    return this.coupled.groups[group].component.lines[line];
  }

  private addGroup(g: number, goals: readonly LineGoal[]): void {
    const solution = this.coupled.groups[g];
    const { component } = solution;
    const { unit, inlets, network } = component;
    const whole = isWhole(solution);
    this.firstInlet[g] = this.columns;
    for (const inlet of inlets) this.column(0, inlet.supply, whole);
    const floors = new Map<number, IntegerRow>();
    inlets.forEach(({ keptArc, supply }, e) => {
      if (keptArc < 0) return;
      const kept = network.fixedHead[keptArc];
      const row = floors.get(kept) ?? { columns: [], values: [], lower: -Infinity, upper: network.supply[kept] };
      row.columns.push(this.inletColumn(g, e));
      row.values.push(1);
      row.upper += supply;
      floors.set(kept, row);
    });
    this.program.rows.push(...floors.values());
    const first = this.ways.length;
    component.lines.forEach((_, k) => {
      this.addLine(g, k, goals[k], whole);
    });
    const own = this.ways.slice(first);
    const leaving = inlets.map(
      (_, e): IntegerRow => ({
        columns: [this.inletColumn(g, e)],
        values: [-1],
        lower: 0,
        upper: 0,
      }),
    );
    const lots = new Map<StockLot, IntegerRow>();
    for (const way of own) {
      leaving[way.inlet].columns.push(way.column);
      leaving[way.inlet].values.push(way.counted / unit);
      if (!way.lot) continue;
      const row = lots.get(way.lot) ?? { columns: [], values: [], lower: -Infinity, upper: way.lot.quantity };
      row.columns.push(way.column);
      row.values.push(way.issued);
      lots.set(way.lot, row);
    }
    this.program.rows.push(...leaving, ...lots.values());
    this.addPromises(component, own);
  }

  private addLine(g: number, k: number, goal: LineGoal, whole: boolean): void {
    const { component } = this.coupled.groups[g];
    const line = component.lines[k];
    const reach = this.reaches.of(line.priority, line.goods);
    const at = reach.start[line.place];
    const costAt = new Map<number, number>();
    for (let r = at; r < reach.start[line.place + 1]; r++)
      costAt.set(reach.tail[reach.tailStart[line.place] + r - at], reach.cost[r]);
    const ways: Way[] = [];
    component.inlets.forEach((inlet, e) => {
      const carry = costAt.get(inlet.store);
      if (carry === undefined || !this.book.allowed(line, inlet.store)) return;
      const asked = arrivalDay(this.instance, line.place, inlet.store) + line.line.minShelfLifeDays;
      if (inlet.lots.some((lot) => lot.expiresOnDay < asked)) return;
      const block = blockInto(component, inlet, line.goods);
      if (!block) return;
      const { ratioNum, ratioDen } = block;
      const issued = whole
        ? (component.unit * ratioDen) / ratioNum
        : issueMultiple(line.line.packSize, ratioNum, ratioDen);
      const counted = (issued * ratioNum) / ratioDen;
      const most = Math.floor((Math.min(goal.most, inlet.supply) * component.unit) / counted);
      if (most <= 0) return;
      const unitCost = carry + block.price;
      for (const lot of whole ? [null] : inlet.lots) {
        const column = this.column(0, most, !whole);
        const kept = (lot ?? inlet.lots[0]).keepPrice;
        this.cost.set(column, counted * unitCost - issued * kept);
        ways.push({ column, group: g, line: k, inlet: e, lot, goods: block.from, counted, issued, unitCost });
      }
    });
    this.ways.push(...ways);
    const served = this.column(0, goal.high, true);
    const missed = this.column(0, goal.low, false);
    const away = this.column(0, Infinity, false);
    this.lines.push({ group: g, line: k, goal, served, missed, away });
    const row = (columns: number[], values: number[], lower: number, upper: number) =>
      this.program.rows.push({ columns, values, lower, upper });
    row([served, ...ways.map((way) => way.column)], [-1, ...ways.map((way) => way.counted / component.unit)], 0, 0);
    if (goal.low > 0) row([served, missed], [1, 1], goal.low, Infinity);
    if (goal.nearLow > goal.low) row([served, away], [1, 1], goal.nearLow, Infinity);
    if (goal.nearHigh < goal.high) row([served, away], [1, -1], -Infinity, goal.nearHigh);
  }

  /** Units kept where they were promised, each a price of moving cheaper. */
  private addPromises(component: Component, ways: readonly Way[]): void {
    const movePrice = this.instance.problem.previous?.movePrice ?? 0;
    for (const { arc, line, block, store } of component.promisedArcs) {
      const kept = this.column(0, component.network.fixedCapacity[arc], false);
      this.cost.set(kept, -movePrice * component.unit);
      const columns = [kept];
      const values = [1];
      for (const way of ways) {
        if (way.line !== line || way.goods !== component.blocks[block].from) continue;
        if (component.inlets[way.inlet].store !== store) continue;
        columns.push(way.column);
        values.push(-way.counted / component.unit);
      }
      this.program.rows.push({ columns, values, lower: -Infinity, upper: 0 });
    }
  }

  /** Shared limits, scaled by a power of two to about 1 a unit. */
  private addLimits(): void {
    const { groups, limits } = this.coupled;
    const rounded = new Set(this.groups);
    const used = groups.map((s, g) => (rounded.has(g) ? null : inletUsage(s.component, s.solver)));
    limits.forEach((limit, r) => {
      const columns: number[] = [];
      const values: number[] = [];
      let room = limit.capacity;
      for (const { group, inlet, draw } of limit.claims) {
        const fixed = used[group];
        if (fixed) room -= draw * fixed[inlet];
        else {
          columns.push(this.inletColumn(group, inlet));
          values.push(draw);
        }
      }
      if (columns.length === 0) return;
      const scale = 2 ** -Math.round(Math.log2(Math.max(...values)));
      this.limitRow[r] = this.program.rows.length;
      this.limitScale[r] = scale;
      this.program.rows.push({ columns, values: values.map((v) => v * scale), lower: -Infinity, upper: room * scale });
    });
  }

  private column(lower: number, upper: number, whole: boolean): number {
    this.program.lower.push(lower);
    this.program.upper.push(upper);
    return this.program.whole.push(whole ? 1 : 0) - 1;
  }
}

/** How an inlet may serve goods: as itself, as a stand-in one for one, or converted. */
function blockInto(component: Component, inlet: Inlet, goods: number): Component["blocks"][number] | undefined {
  const own = component.blocks[inlet.block];
  if (own.from !== own.to) return own.to === goods ? own : undefined;
  return component.blocks.find(
    (block) => block.from === own.from && block.to === goods && block.ratioNum === block.ratioDen,
  );
}
