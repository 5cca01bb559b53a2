/** `nodes` by `key[node]`, whole numbers from 0 to `keys − 1`, ascending and stable. */
export function byKey(nodes: Int32Array, key: Int32Array, keys: number): Int32Array {
  const start = new Int32Array(keys + 1);
  for (let k = 0; k < nodes.length; k++) start[key[nodes[k]] + 1]++;
  for (let k = 0; k < keys; k++) start[k + 1] += start[k];
  const sorted = new Int32Array(nodes.length);
  for (let k = 0; k < nodes.length; k++) sorted[start[key[nodes[k]]]++] = nodes[k];
  return sorted;
}

/**
 * `nodes` by their regret (second-best less best value, not negative), ascending and stable, told apart to 1 %: floats
 * that are not negative are ordered as their bits are, and the upper half of the bits holds seven of the mantissa.
 */
export function byRegret(nodes: Int32Array, first: Float64Array, second: Float64Array): Int32Array {
  const regret = new Float32Array(first.length);
  for (let k = 0; k < nodes.length; k++) {
    const u = nodes[k];
    const difference = second[u] - first[u];
    regret[u] = difference > 0 ? difference : 0;
  }
  const bits = new Int32Array(regret.buffer);
  for (let k = 0; k < nodes.length; k++) bits[nodes[k]] >>= 16;
  return byKey(nodes, bits, 2 ** 15);
}

/** The values of `from` at the places `at`, in `into`. */
export function gathered<T extends Int32Array | Float64Array>(
  from: Int32Array | Float64Array,
  at: Int32Array,
  into: T,
): T {
  for (let k = 0; k < at.length; k++) into[k] = from[at[k]];
  return into;
}
