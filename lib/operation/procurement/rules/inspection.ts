import type { Message } from "@/lib/platform/errors";
import type { SplitInput } from "../schema/delivery";

/**
 * What is wrong with the splits of one counted line; empty when nothing is. All that was counted must be accounted for; only good
 * goods can be accepted (the ledger never issues others); whatever is not accepted says why.
 */
export function splitFaults(counted: bigint, splits: readonly SplitInput[]): Message[] {
  const faults: Message[] = [];
  const total = splits.reduce((sum, split) => sum + split.quantity, 0n);
  if (total !== counted)
    faults.push({
      key: "procurement.refusals.splitsDoNotAddUp",
      params: { counted, total, difference: counted - total },
    });
  if (splits.some((split) => split.disposition === "accept" && split.condition !== "good" && split.quantity > 0n))
    faults.push({ key: "procurement.refusals.onlyGoodIsAccepted" });
  if (splits.some((split) => split.disposition !== "accept" && split.quantity > 0n && split.reason === ""))
    faults.push({ key: "errors.reasonNeeded" });
  return faults;
}

/** The move that concludes an inspection: all accepted, part of it, or nothing. Nothing counted at all is a rejection. */
export function conclusionOf(
  lines: readonly { counted: bigint | null; splits: readonly { quantity: bigint; disposition: string }[] }[],
): "accept" | "acceptPart" | "rejectAll" {
  let counted = 0n;
  let accepted = 0n;
  for (const line of lines) {
    counted += line.counted ?? 0n;
    for (const split of line.splits) if (split.disposition === "accept") accepted += split.quantity;
  }
  if (accepted === 0n) return "rejectAll";
  return accepted === counted ? "accept" : "acceptPart";
}
