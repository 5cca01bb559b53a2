import type { MinCostProblem } from "./mincost";

/**
 * Reads a minimum-cost flow problem in the DIMACS `.min` form: `c` comments, `p min NODES ARCS`, `n NODE SUPPLY`,
 * `a FROM TO LOWER CAPACITY COST`, nodes from 1, a negative capacity meaning none. Works on bytes, as files are long.
 * Throws a SyntaxError that names the line.
 */
export function readDimacs(bytes: Uint8Array): MinCostProblem {
  let at = 0;
  let lineNumber = 0;
  const fail = (why: string): never => {
    throw new SyntaxError(`line ${lineNumber}: ${why}`);
  };
  const isBreak = () => at >= bytes.length || bytes[at] === 10;
  const number = (): number => {
    while (!isBreak() && (bytes[at] === 32 || bytes[at] === 9 || bytes[at] === 13)) at++;
    let sign = 1;
    if (bytes[at] === 45) {
      sign = -1;
      at++;
    }
    let value = 0;
    const begin = at;
    while (at < bytes.length && bytes[at] >= 48 && bytes[at] <= 57) value = value * 10 + bytes[at++] - 48;
    if (at === begin) fail("a whole number is missing");
    return sign * value;
  };

  let supply: Float64Array | null = null;
  let arcs = 0;
  let from = new Int32Array(0);
  let to = new Int32Array(0);
  let cost = new Int32Array(0);
  let capacity = new Float64Array(0);
  let lower = new Float64Array(0);
  let anyLower = false;
  while (at < bytes.length) {
    lineNumber++;
    const kind = bytes[at];
    if (kind === 112) {
      at++;
      while (bytes[at] === 32) at++;
      if (bytes[at] !== 109 || bytes[at + 1] !== 105 || bytes[at + 2] !== 110) fail("not a min problem");
      at += 3;
      supply = new Float64Array(number());
      const count = number();
      from = new Int32Array(count);
      to = new Int32Array(count);
      cost = new Int32Array(count);
      capacity = new Float64Array(count);
      lower = new Float64Array(count);
    } else if (kind === 110) {
      at++;
      const node = number();
      if (!supply || node < 1 || node > supply.length) fail(`no node ${node}`);
      else supply[node - 1] = number();
    } else if (kind === 97) {
      at++;
      if (!supply) fail("an arc before the problem line");
      else if (arcs >= from.length) fail("more arcs than announced");
      else {
        from[arcs] = number() - 1;
        to[arcs] = number() - 1;
        lower[arcs] = number();
        const most = number();
        capacity[arcs] = most < 0 ? Infinity : most;
        cost[arcs] = number();
        const nodes = supply.length;
        if (from[arcs] < 0 || to[arcs] < 0 || from[arcs] >= nodes || to[arcs] >= nodes)
          fail("an arc between unknown nodes");
        if (lower[arcs] > 0) anyLower = true;
        arcs++;
      }
    } else if (kind !== 99 && kind !== 10 && kind !== 13) fail(`unknown line ${String.fromCharCode(kind)}`);
    while (!isBreak()) at++;
    at++;
  }
  if (!supply) return fail("no problem line");
  if (arcs !== from.length) fail(`${arcs} arcs of ${from.length} announced`);
  return { nodeCount: supply.length, supply, from, to, cost, capacity, ...(anyLower ? { lower } : {}) };
}

/** Reads the yardsticks' binary form: int32 little endian `n m supply[n] from[m] to[m] cost[m]`, nodes from 0. */
export function readBinary(bytes: Uint8Array): MinCostProblem {
  const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Int32Array(whole.buffer, whole.byteOffset, whole.byteLength >> 2);
  const nodeCount = words[0];
  const arcs = words[1];
  if (words.length !== 2 + nodeCount + 3 * arcs)
    throw new SyntaxError("not a flow file: its length does not fit its header");
  const at = 2 + nodeCount;
  return {
    nodeCount,
    supply: words.subarray(2, at),
    from: words.subarray(at, at + arcs),
    to: words.subarray(at + arcs, at + 2 * arcs),
    cost: words.subarray(at + 2 * arcs, at + 3 * arcs),
  };
}
