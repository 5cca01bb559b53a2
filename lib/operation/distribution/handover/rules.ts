export const DISCREPANCY_KINDS = ["short", "over", "damaged", "wrongGoods", "unaccounted"] as const;
export type DiscrepancyKind = (typeof DISCREPANCY_KINDS)[number];

/** What the recipient counted of a line, in the line's unit. */
export interface Count {
  quantity: bigint;
  /** Good ones of the right goods. */
  counted: bigint;
  damaged: bigint;
  wrongGoods: bigint;
}

/** One difference; its size is |expected − actual|. */
export interface Difference {
  kind: DiscrepancyKind;
  expected: bigint;
  actual: bigint;
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/**
 * What a count means: what is accepted, and what differs, kind by kind. The goods on the road are always accounted for:
 * accepted + damaged + wrong + short = quantity sent; anything counted beyond that is over.
 */
export function splitCount({ quantity, counted, damaged, wrongGoods }: Count): {
  accepted: bigint;
  differences: Difference[];
} {
  const accepted = least(counted, quantity);
  let rest = quantity - accepted;
  const differences: Difference[] = [];
  const part = (kind: DiscrepancyKind, size: bigint) => {
    if (size > 0n) differences.push({ kind, expected: quantity, actual: quantity - size });
    rest -= size;
  };
  part("damaged", least(damaged, rest));
  part("wrongGoods", least(wrongGoods, rest));
  part("short", rest);
  const over = counted + damaged + wrongGoods - quantity;
  if (over > 0n) differences.push({ kind: "over", expected: quantity, actual: quantity + over });
  return { accepted, differences };
}

/** The size of a difference. */
export const sizeOf = ({ expected, actual }: { expected: bigint; actual: bigint }): bigint =>
  expected > actual ? expected - actual : actual - expected;

const SIGNATURES: readonly { type: string; bytes: readonly number[]; also?: readonly number[] }[] = [
  { type: "image/jpeg", bytes: [0xff, 0xd8, 0xff] },
  { type: "image/png", bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: "image/webp", bytes: [0x52, 0x49, 0x46, 0x46], also: [0x57, 0x45, 0x42, 0x50] },
];

/** The picture type a file really has, by its first bytes; null when it is none we keep. What the browser claimed does not count. */
export function sniffPicture(content: Uint8Array): "image/jpeg" | "image/png" | "image/webp" | null {
  for (const { type, bytes, also } of SIGNATURES)
    if (
      bytes.every((byte, index) => content[index] === byte) &&
      (!also || also.every((byte, index) => content[8 + index] === byte))
    )
      return type as "image/jpeg" | "image/png" | "image/webp";
  return null;
}
