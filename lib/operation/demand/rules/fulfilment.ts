import { Refusal } from "@/lib/platform/errors";
import { isOpen } from "../machine";
import { type NamedLine, named, remainingOf } from "./quantities";

/** How far goods for a line have come: set aside for it, left a store, arrived. */
export type FulfilmentStep = "promised" | "shipped" | "received";

/** A change of one line. Quantities are base units of the goods needed (a substitute is converted before). */
export interface FulfilmentChange {
  /** Positive: this much more; negative: taken back (released, unloaded, reversed). */
  quantity: bigint;
  /** For `received`: of what was shipped, this much will never arrive; it is asked for again. */
  missing: bigint;
}

/** The three counters of a line. */
export interface Counters {
  promised: bigint;
  shipped: bigint;
  received: bigint;
}

/**
 * Counters of a line after a step.
 * @throws Refusal, named with line and figures: promising for a request that is not open or beyond what remains, shipping beyond what
 *   was promised, taking back more than there is
 */
export function countersAfter(
  request: { number: string; state: string; fulfilment: string },
  line: NamedLine,
  step: FulfilmentStep,
  { quantity, missing }: FulfilmentChange,
): Counters {
  const { promised, shipped, received } = line;
  const refuse = (key: "demand.promiseBeyond" | "demand.shipBeyond" | "demand.takeBackBeyond", most: bigint): never => {
    throw new Refusal({
      key,
      params: { ...named(line), number: request.number, wanted: quantity < 0n ? -quantity : quantity, most },
    });
  };
  switch (step) {
    case "promised": {
      if (quantity < 0n) {
        if (promised + quantity < shipped) refuse("demand.takeBackBeyond", promised - shipped);
        return { promised: promised + quantity, shipped, received };
      }
      if (request.state !== "approved" || !isOpen(request) || line.cancelledReason !== null)
        throw new Refusal({ key: "demand.notOpen", params: { ...named(line), number: request.number } });
      const remaining = remainingOf(line);
      if (remaining !== null && quantity > remaining) refuse("demand.promiseBeyond", remaining);
      return { promised: promised + quantity, shipped, received };
    }
    case "shipped":
      if (quantity < 0n && shipped + quantity < 0n) refuse("demand.takeBackBeyond", shipped);
      if (shipped + quantity > promised) refuse("demand.shipBeyond", promised - shipped);
      return { promised, shipped: shipped + quantity, received };
    case "received":
      if (received + quantity < 0n) refuse("demand.takeBackBeyond", received);
      if (missing > shipped) refuse("demand.takeBackBeyond", shipped);
      return { promised: promised - missing, shipped: shipped - missing, received: received + quantity };
  }
}
