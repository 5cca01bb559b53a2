import type { CoupledResult } from "./coupled-result";
import { nearWhole } from "./fairness";
import { isWhole } from "./group";
import type { LineGoal } from "./rounding-program";

/**
 * What whole units are to give every line of every group, `unit`s: within one unit of a share that is proved by prices, the
 * packs around any other share, what it has now where a rule divides the goods, and all it needs where nothing but classes count.
 *
 * @param served `unit`s every line has now
 */
export function lineGoals(
  { groups, bottlenecks }: CoupledResult,
  served: readonly Float64Array[],
  fair: boolean,
): LineGoal[][] {
  const levelled = bottlenecks.length > 0;
  return groups.map((solution, g) => {
    const { component, shares, undivided } = solution;
    const { unit, lines } = component;
    const mixed = !isWhole(solution);
    return lines.map(({ line, open }, k): LineGoal => {
      const pack = line.packSize / unit;
      const fits = Math.floor(open / line.packSize) * pack;
      if (undivided) return between(served[g][k], served[g][k]);
      if (!fair || !shares) return between(0, fits);
      const share = nearWhole(shares.served[k]) ?? shares.served[k];
      const low = Math.floor(share / pack) * pack;
      const high = Math.min(fits, Math.ceil(share / pack) * pack);
      if (!levelled) return { ...between(low, high), most: mixed ? fits : high };
      if (pack > 1) return between(low, high);
      // The checker asks for less than the nearest whole numbers: within one unit of the share.
      const [least, most] = [Math.max(0, Math.ceil(share - 1)), Math.min(fits, Math.floor(share + 1))];
      return { low: least, high: most, nearLow: low, nearHigh: high, most };
    });
  });
}

function between(low: number, high: number): LineGoal {
  return { low, high, nearLow: low, nearHigh: high, most: high };
}

/** `unit`s missed below, and above, what every line is to have at least and at most. */
export function missedUnits(goals: readonly LineGoal[][], served: readonly Float64Array[]): number {
  let missed = 0;
  goals.forEach((own, g) => {
    own.forEach(({ low, most }, k) => {
      missed += Math.max(0, low - served[g][k], served[g][k] - most);
    });
  });
  return missed;
}
