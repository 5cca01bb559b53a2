import { defineMachine } from "@/lib/platform/workflow/machine";

/** 运单: one load of one transfer, from seal to hand. Goods on the road lie in a transit place named by the shipment's number. */
export const shipmentMachine = defineMachine({
  document: "shipment",
  states: ["planned", "loaded", "sealed", "departed", "arrived", "counted", "accepted", "returned", "cancelled"],
  initial: ["planned"],
  final: ["accepted", "returned", "cancelled"],
  labels: {
    planned: "transport.shipment.states.planned",
    loaded: "transport.shipment.states.loaded",
    sealed: "transport.shipment.states.sealed",
    departed: "transport.shipment.states.departed",
    arrived: "transport.shipment.states.arrived",
    counted: "transport.shipment.states.counted",
    accepted: "transport.shipment.states.accepted",
    returned: "transport.shipment.states.returned",
    cancelled: "transport.shipment.states.cancelled",
  },
  moves: {
    load: {
      from: ["planned"],
      to: "loaded",
      permission: "shipment.load",
      end: "from",
      label: "transport.shipment.moves.load",
      tone: "primary",
      stock: "staging → transit place of the shipment",
    },
    unload: {
      from: ["loaded", "sealed"],
      to: "planned",
      permission: "shipment.load",
      end: "from",
      label: "transport.shipment.moves.unload",
      reason: true,
      stock: "reverses the load: transit → staging",
    },
    seal: {
      from: ["loaded"],
      to: "sealed",
      permission: "shipment.load",
      end: "from",
      label: "transport.shipment.moves.seal",
      tone: "primary",
      form: true,
    },
    depart: {
      from: ["sealed"],
      to: "departed",
      permission: "shipment.depart",
      end: "from",
      label: "transport.shipment.moves.depart",
      tone: "primary",
    },
    arrive: {
      from: ["departed"],
      to: "arrived",
      permission: "shipment.arrive",
      end: "either",
      label: "transport.shipment.moves.arrive",
      tone: "primary",
    },
    count: {
      from: ["arrived", "counted"],
      to: "counted",
      permission: "shipment.receive",
      end: "to",
      label: "transport.shipment.moves.count",
      tone: "primary",
      form: true,
    },
    accept: {
      from: ["counted"],
      to: "accepted",
      permission: "shipment.receive",
      end: "to",
      label: "transport.shipment.moves.accept",
      tone: "primary",
      form: true,
      stock:
        "transit → recipient, or → dock of a receiving store; what differs stays on the road until its discrepancy is resolved",
    },
    turnBack: {
      from: ["departed", "arrived"],
      to: "returned",
      permission: "shipment.arrive",
      end: "either",
      label: "transport.shipment.moves.turnBack",
      tone: "danger",
      reason: true,
      stock: "transit → dock of the sending store",
    },
    cancel: {
      from: ["planned"],
      to: "cancelled",
      permission: "shipment.plan",
      end: "from",
      label: "transport.shipment.moves.cancel",
      tone: "danger",
      reason: true,
    },
  },
});

export type ShipmentMove = keyof typeof shipmentMachine.moves;
export type ShipmentState = (typeof shipmentMachine.states)[number];

/** The main line of a shipment's life, for the state line. */
export const SHIPMENT_LINE_OF_LIFE = [
  "planned",
  "loaded",
  "sealed",
  "departed",
  "arrived",
  "counted",
  "accepted",
] as const;

/** States in which goods of the shipment are on the road, in the transit place. */
export const UNDER_WAY = ["departed", "arrived", "counted"] as const;
