import type { Instance } from "./instance";
import { LARGEST } from "./travel";

/** Neighbours kept for each stop: enough for strings to spread over several routes. */
const NEAR = 160;
/** Weights of unavoidable waiting and unavoidable lateness beside distance (Vidal et al. 2013, section 4.2). */
const WAIT_WEIGHT = 0.2;
const WARP_WEIGHT = 1;
/** How many vehicle classes are tried when a stop opens a route of its own. */
const OPENINGS = 8;

/**
 * Fill `near`: for each stop the stops it is most likely to stand beside, by distance plus, where there are windows,
 * the waiting or lateness of driving from one to the other directly; the better direction counts.
 */
export function nearestStops(instance: Instance): void {
  const { n, locations: m, dist, distT, dur, open, close, service } = instance;
  const count = Math.min(NEAR, Math.max(0, n - 1));
  const near = new Int32Array(n * count);
  const windowed = hasWindows(instance);
  const ratio = windowed ? metresPerSecond(instance) : 0;
  const key = new Float64Array(n);
  const order = new Int32Array(n);
  const bothWays = dist === distT && !windowed;
  const oneWay = (i: number, j: number): number => {
    const d = dist[i * m + j];
    if (!windowed) return d;
    const leave = open[i] + service[i] + dur[i * m + j];
    const wait = Math.max(0, open[j] - (close[i] + service[i] + dur[i * m + j]));
    const warp = Math.max(0, leave - close[j]);
    return d + ratio * (WAIT_WEIGHT * wait + WARP_WEIGHT * warp);
  };
  for (let i = 0; i < n; i++) {
    let size = 0;
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      key[j] = bothWays ? dist[i * m + j] : Math.min(oneWay(i, j), oneWay(j, i));
      order[size++] = j;
    }
    selectSmallest(order, key, size, count);
    const chosen = order.subarray(0, count).sort((a, b) => key[a] - key[b] || a - b);
    near.set(chosen, i * count);
  }
  instance.near = near;
  instance.nearTwice = new Int32Array(n * count);
  if (instance.dist === instance.distT)
    for (let i = 0; i < n; i++)
      for (let k = i * count; k < (i + 1) * count; k++) instance.nearTwice[k] = 2 * dist[i * m + near[k]];
  instance.nearCount = count;
}

/** Whether any stop has hours of its own. */
function hasWindows({ n, timed, open, close }: Instance): boolean {
  if (timed) for (let s = 0; s < n; s++) if (open[s] > 0 || close[s] < LARGEST) return true;
  return false;
}

function metresPerSecond(instance: Instance): number {
  const { dist, dur } = instance;
  let metres = 0;
  let seconds = 0;
  const step = Math.max(1, Math.floor(dist.length / 10_000));
  for (let i = 0; i < dist.length; i += step) {
    metres += dist[i];
    seconds += dur[i];
  }
  return seconds > 0 ? metres / seconds : 1;
}

/** Quickselect: the `count` smallest keys come first, in no order. */
function selectSmallest(order: Int32Array, key: Float64Array, size: number, count: number): void {
  let low = 0;
  let high = size - 1;
  while (low < high) {
    const pivot = key[order[(low + high) >> 1]];
    let i = low;
    let j = high;
    while (i <= j) {
      while (key[order[i]] < pivot) i++;
      while (key[order[j]] > pivot) j--;
      if (i <= j) {
        const swap = order[i];
        order[i++] = order[j];
        order[j--] = swap;
      }
    }
    if (count - 1 <= j) high = j;
    else if (count - 1 >= i) low = i;
    else return;
  }
}

/** Fill `openOrder`: vehicle classes by the cost of serving the stop alone, permitted ones only. */
export function openingOrder(instance: Instance): void {
  const { n, vehicles, locations: m, dist, loc, perM, fixed, classOf, classes, allowed } = instance;
  const member = new Int32Array(classes).fill(-1);
  for (let v = vehicles - 1; v >= 0; v--) member[classOf[v]] = v;
  const count = Math.min(OPENINGS, classes);
  const openOrder = new Int32Array(n * count).fill(-1);
  const price = new Float64Array(classes);
  for (let s = 0; s < n; s++) {
    const may: number[] = [];
    for (let c = 0; c < classes; c++) {
      if (!allowed[c * n + s]) continue;
      const v = member[c];
      price[c] = fixed[v] + perM[v] * (dist[loc[n + 2 * v] * m + s] + dist[s * m + loc[n + 2 * v + 1]]);
      may.push(c);
    }
    may.sort((a, b) => price[a] - price[b] || a - b);
    for (let k = 0; k < Math.min(count, may.length); k++) openOrder[s * count + k] = may[k];
  }
  instance.openOrder = openOrder;
  instance.openCount = count;
}
