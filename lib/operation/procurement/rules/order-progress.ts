import type { PurchaseOrderMove, PurchaseOrderState } from "../machine/purchase-order";

/** A purchase order line, base units. */
export interface OrderedLine {
  quantity: bigint;
  received: bigint;
}

/** The automatic move a change of received quantities asks for; null when the state already fits. */
export function progressMove(state: PurchaseOrderState, lines: readonly OrderedLine[]): PurchaseOrderMove | null {
  const reached: PurchaseOrderState = lines.every((line) => line.received >= line.quantity)
    ? "received"
    : lines.some((line) => line.received > 0n)
      ? "partlyReceived"
      : "ordered";
  if (reached === state || !["ordered", "partlyReceived", "received"].includes(state)) return null;
  return reached === "received" ? "receiveAll" : reached === "partlyReceived" ? "receivePart" : "takeBackReceipt";
}

/** How a delivered quantity compares with what was ordered or announced. */
export type Comparison = { is: "exact" } | { is: "over" | "short"; by: bigint } | { is: "unknown" };

/** Compares two quantities of one unit; either unknown makes the comparison unknown. */
export function compareQuantities(expected: bigint | null, actual: bigint | null): Comparison {
  if (expected === null || actual === null) return { is: "unknown" };
  if (actual === expected) return { is: "exact" };
  return actual > expected ? { is: "over", by: actual - expected } : { is: "short", by: expected - actual };
}
