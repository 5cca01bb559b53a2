/** A line of a stocktake, units of its lot. */
export interface CountedLine {
  expected: bigint;
  firstCount: bigint | null;
  recount: bigint | null;
  recountExpected: bigint | null;
}

/** Whether the first count found something else than the books; null while it is not counted. */
export function differs(line: CountedLine): boolean | null {
  return line.firstCount === null ? null : line.firstCount !== line.expected;
}

/** What approval will post: counted less expected, each as of its own moment, so that movements in between are not undone. */
export function differenceOf(line: CountedLine): bigint {
  if (line.recount !== null && line.recountExpected !== null) return line.recount - line.recountExpected;
  return line.firstCount === null ? 0n : line.firstCount - line.expected;
}

/**
 * Inventory record accuracy: the share of lines whose first count equals the books (the usual count accuracy of cycle counting,
 * lines right ÷ lines counted). Recounts do not improve it.
 * @returns 0 to 1, null when nothing was counted
 */
export function countAccuracy(lines: readonly CountedLine[]): number | null {
  const counted = lines.filter((line) => line.firstCount !== null);
  if (counted.length === 0) return null;
  return counted.filter((line) => line.firstCount === line.expected).length / counted.length;
}
