import type { StageKey } from "@/lib/decision/situation/rules";
import type { Permission } from "@/lib/platform/auth/permissions";

/** The list behind each stage's figure, and what opens it. */
export const STAGE_LIST: Record<StageKey, { href: string; permission: Permission }> = {
  procurement: { href: "/operation/deliveries", permission: "delivery.read" },
  storage: { href: "/operation/stock", permission: "stock.read" },
  transport: { href: "/operation/transfers", permission: "transfer.read" },
  distribution: { href: "/operation/shipments?state=arrived", permission: "shipment.read" },
};

/** States of the documents in a stage, in the order they are passed, with the words and the list of each. */
export const STAGE_PARTS = {
  procurement: [
    { kind: "delivery", state: "announced", word: "announced" },
    { kind: "delivery", state: "arrived", word: "arrived" },
    { kind: "delivery", state: "counted", word: "counted" },
    { kind: "delivery", state: "inspected", word: "inspected" },
  ],
  storage: [],
  transport: [
    { kind: "transferOrder", state: "released", word: "released" },
    { kind: "transferOrder", state: "picking", word: "picking" },
    { kind: "transferOrder", state: "picked", word: "picked" },
    { kind: "shipment", state: "departed", word: "departed" },
  ],
  distribution: [
    { kind: "shipment", state: "arrived", word: "arrivedShipment" },
    { kind: "shipment", state: "counted", word: "countedShipment" },
  ],
} as const satisfies Record<
  StageKey,
  readonly { kind: "delivery" | "transferOrder" | "shipment"; state: string; word: string }[]
>;

/** The list page of a kind of document, and what opens it. */
export const LIST_OF = {
  delivery: { href: "/operation/deliveries", permission: "delivery.read" },
  transferOrder: { href: "/operation/transfers", permission: "transfer.read" },
  shipment: { href: "/operation/shipments", permission: "shipment.read" },
} as const satisfies Record<string, { href: string; permission: Permission }>;
