import { Refusal } from "@/lib/platform/errors";
import { type DiscrepancyKind, sizeOf } from "../handover/rules";
import type { Resolution } from "./schema";

/** What may become of a difference, by kind. */
export const OPTIONS: Record<DiscrepancyKind, readonly Resolution[]> = {
  short: ["delivered", "returned", "lossWrittenOff", "recounted"],
  damaged: ["delivered", "returned", "lossWrittenOff", "recounted"],
  wrongGoods: ["delivered", "returned", "lossWrittenOff", "recounted"],
  over: ["kept", "returned", "recounted"],
  unaccounted: ["stillInStock", "lossWrittenOff"],
};

export interface Portion {
  option: Resolution;
  quantity: bigint;
}

/**
 * The portions that count: none of zero, options of this kind only, each once, together exactly the difference.
 * @throws Refusal naming the option that does not fit, or how much is left over
 */
export function checkPortions(
  row: { kind: string; expected: bigint; actual: bigint; unit: string },
  portions: readonly Portion[],
): Portion[] {
  const options = OPTIONS[row.kind as DiscrepancyKind];
  const counted = portions.filter((portion) => portion.quantity > 0n);
  const unfit = counted.some(
    (portion, at) =>
      !options.includes(portion.option) || counted.findIndex((each) => each.option === portion.option) !== at,
  );
  if (unfit) throw new Refusal({ key: "distribution.discrepancy.refusals.option" });
  const sum = counted.reduce((total, portion) => total + portion.quantity, 0n);
  const size = sizeOf(row);
  if (sum !== size)
    throw new Refusal({
      key: "distribution.discrepancy.refusals.sum",
      params: { sum, size, unit: row.unit },
    });
  return counted;
}

/** The one word for how a case was settled: its only option, or `split`. */
export const resolutionOf = (portions: readonly Portion[]): string =>
  portions.length === 1 ? (portions[0] as Portion).option : "split";
