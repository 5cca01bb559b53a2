/** Beyond this many base units a common multiple is of no use: no need is that large. */
const LARGEST = 1_000_000_000;

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/**
 * What every issue of a goods must be a multiple of, so that no pack on hand is broken: the least common multiple of the lots' packs.
 * @param sizes base units a pack of each lot that may be issued; 1 for a loose one
 * @returns base units, at least 1
 */
export function unbrokenPack(sizes: readonly number[]): number {
  return sizes.reduce((common, size) => Math.min(LARGEST, (common / divisor(common, size)) * size), 1);
}
