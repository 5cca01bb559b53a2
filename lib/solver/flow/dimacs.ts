import type { MinCostProblem } from "./mincost";

const [TAB, BREAK, RETURN, BLANK, PLUS, MINUS, ZERO, NINE] = [9, 10, 13, 32, 43, 45, 48, 57];
const LETTER = { arc: 97, comment: 99, node: 110, problem: 112 };
/** More nodes than this are refused by name: their arrays would not fit in memory. */
const MOST_NODES = 20_000_000;
/** Bytes of the shortest line of an arc, `a 1 2 0 1 1`, and its end. */
const SHORTEST_ARC = 11;

/**
 * Reads a minimum-cost flow problem in the DIMACS `.min` form: `c` comments, one `p min NODES ARCS`, `n NODE SUPPLY`,
 * `a FROM TO LOWER CAPACITY COST`, nodes from 1, a negative capacity meaning none. Lines may be blank, indented, parted by
 * tabs and end in CR LF; `n` and `a` lines may come in any order. Works on bytes, as files are long.
 * Throws a SyntaxError that names the line: also for a number that is not whole or beyond 2^53, and for a node given twice.
 */
export function readDimacs(bytes: Uint8Array): MinCostProblem {
  // A mark of the encoding may stand before the first line.
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let lineNumber = 0;
  const fail = (why: string): never => {
    throw new SyntaxError(`line ${lineNumber}: ${why}`);
  };
  const isBreak = () => at >= bytes.length || bytes[at] === BREAK;
  const isBlank = () => bytes[at] === BLANK || bytes[at] === TAB || bytes[at] === RETURN;
  const skipBlanks = () => {
    while (at < bytes.length && isBlank()) at++;
  };
  const number = (): number => {
    skipBlanks();
    const negative = bytes[at] === MINUS;
    if (negative || bytes[at] === PLUS) at++;
    let value = 0;
    const begin = at;
    while (at < bytes.length && bytes[at] >= ZERO && bytes[at] <= NINE) value = value * 10 + (bytes[at++] - ZERO);
    if (at === begin) fail("a whole number is missing");
    if (!isBreak() && !isBlank()) fail("a number that is not whole");
    if (value > Number.MAX_SAFE_INTEGER) fail("a number beyond 2^53");
    return negative && value > 0 ? -value : value;
  };

  let supply: Float64Array | null = null;
  let given = new Uint8Array(0);
  let arcs = 0;
  let from = new Int32Array(0);
  let to = new Int32Array(0);
  let cost: Int32Array | Float64Array = new Int32Array(0);
  let capacity = new Float64Array(0);
  let lower = new Float64Array(0);
  let anyLower = false;
  while (at < bytes.length) {
    lineNumber++;
    skipBlanks();
    const kind = isBreak() ? LETTER.comment : bytes[at++];
    if (kind === LETTER.comment) {
      while (!isBreak()) at++;
    } else if (kind !== LETTER.problem && kind !== LETTER.node && kind !== LETTER.arc) {
      fail(`unknown line ${JSON.stringify(String.fromCharCode(kind))}`);
    } else if (!isBlank()) {
      fail(`a blank is missing after ${String.fromCharCode(kind)}`);
    } else if (kind === LETTER.problem) {
      if (supply) fail("a second problem line");
      skipBlanks();
      if (bytes[at] !== 109 || bytes[at + 1] !== 105 || bytes[at + 2] !== 110) fail("not a min problem");
      at += 3;
      const nodes = number();
      const count = number();
      if (nodes < 0 || count < 0) fail("a negative number of nodes or arcs");
      if (nodes > MOST_NODES) fail(`more than ${MOST_NODES} nodes`);
      if (count * SHORTEST_ARC > bytes.length) fail(`${count} arcs are more than the file can hold`);
      supply = new Float64Array(nodes);
      given = new Uint8Array(nodes);
      from = new Int32Array(count);
      to = new Int32Array(count);
      cost = new Int32Array(count);
      capacity = new Float64Array(count);
      lower = new Float64Array(count);
    } else if (!supply) {
      fail("a line before the problem line");
    } else if (kind === LETTER.node) {
      const node = number();
      if (node < 1 || node > supply.length) fail(`no node ${node}`);
      if (given[node - 1]++ === 1) fail(`node ${node} a second time`);
      supply[node - 1] = number();
    } else {
      if (arcs >= from.length) fail("more arcs than announced");
      const tail = number();
      const head = number();
      const nodes = supply.length;
      if (tail < 1 || head < 1 || tail > nodes || head > nodes) fail("an arc between unknown nodes");
      from[arcs] = tail - 1;
      to[arcs] = head - 1;
      lower[arcs] = number();
      const most = number();
      capacity[arcs] = most < 0 ? Infinity : most;
      const price = number();
      if (Math.abs(price) >= 2 ** 31 && cost instanceof Int32Array) cost = Float64Array.from(cost);
      cost[arcs] = price;
      if (lower[arcs] !== 0) anyLower = true;
      arcs++;
    }
    skipBlanks();
    if (!isBreak()) fail("more on the line than belongs there");
    at++;
  }
  if (!supply) return fail("no problem line");
  if (arcs !== from.length) fail(`${arcs} arcs of ${from.length} announced`);
  return { nodeCount: supply.length, supply, from, to, cost, capacity, ...(anyLower ? { lower } : {}) };
}

/**
 * Reads the yardsticks' binary form: int32 little endian `n m supply[n] from[m] to[m] cost[m]`, nodes from 0. Throws a
 * SyntaxError where the length does not fit the header or an arc leads nowhere.
 */
export function readBinary(bytes: Uint8Array): MinCostProblem {
  const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Int32Array(whole.buffer, whole.byteOffset, whole.byteLength >> 2);
  if (!fitsBinary(bytes)) throw new SyntaxError("not a flow file: its length does not fit its header");
  const [nodeCount, arcs] = words;
  const at = 2 + nodeCount;
  const from = words.subarray(at, at + arcs);
  const to = words.subarray(at + arcs, at + 2 * arcs);
  for (let a = 0; a < arcs; a++) {
    if (from[a] < 0 || to[a] < 0 || from[a] >= nodeCount || to[a] >= nodeCount)
      throw new SyntaxError(`arc ${a} leads from ${from[a]} to ${to[a]}: unknown nodes`);
  }
  return { nodeCount, supply: words.subarray(2, at), from, to, cost: words.subarray(at + 2 * arcs, at + 3 * arcs) };
}

/** Is this as long as its first two words say? */
function fitsBinary(bytes: Uint8Array): boolean {
  if (bytes.byteLength < 8) return false;
  const header = new DataView(bytes.buffer, bytes.byteOffset, 8);
  const nodes = header.getInt32(0, true);
  const arcs = header.getInt32(4, true);
  return nodes >= 0 && arcs >= 0 && bytes.byteLength === 4 * (2 + nodes + 3 * arcs);
}

/** Reads either form: what is as long as a binary header says is binary, everything else text. */
export function readFlow(bytes: Uint8Array, name: string): MinCostProblem {
  if (name.endsWith(".min")) return readDimacs(bytes);
  if (fitsBinary(bytes)) return readBinary(bytes);
  const isText = bytes.subarray(0, 1000).every((byte) => byte >= BLANK || (byte >= TAB && byte <= RETURN));
  return isText && bytes.length > 0 ? readDimacs(bytes) : readBinary(bytes);
}
