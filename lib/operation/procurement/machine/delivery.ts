import { defineMachine } from "@/lib/platform/workflow/machine";

/**
 * 到货单: a donation from its announcement on, or one arrival against a purchase order. Announced, counted and accepted are three
 * quantities; goods are ours from counting on (donor or supplier → dock) and may be issued once accepted and put away.
 */
export const deliveryMachine = defineMachine({
  document: "delivery",
  states: ["announced", "arrived", "counted", "inspected", "accepted", "partlyAccepted", "rejected", "reversed"],
  initial: ["announced"],
  final: ["rejected", "reversed"],
  labels: {
    announced: "procurement.delivery.states.announced",
    arrived: "procurement.delivery.states.arrived",
    counted: "procurement.delivery.states.counted",
    inspected: "procurement.delivery.states.inspected",
    accepted: "procurement.delivery.states.accepted",
    partlyAccepted: "procurement.delivery.states.partlyAccepted",
    rejected: "procurement.delivery.states.rejected",
    reversed: "procurement.delivery.states.reversed",
  },
  moves: {
    arrive: {
      from: ["announced"],
      to: "arrived",
      permission: "delivery.arrive",
      label: "procurement.delivery.moves.arrive",
      tone: "primary",
      stock: "none: nothing is ours before it is counted",
    },
    count: {
      from: ["arrived"],
      to: "counted",
      permission: "delivery.count",
      label: "procurement.delivery.moves.count",
      tone: "primary",
      form: true,
      stock: "receive: donor or supplier → dock, one lot a line, known packs in base units",
    },
    inspect: {
      from: ["counted"],
      to: "inspected",
      permission: "delivery.inspect",
      label: "procurement.delivery.moves.inspect",
      tone: "primary",
      form: true,
      stock:
        "inspect: dock → quarantine; back to the party; destroyed goods → loss; other conditions become lots of their own",
    },
    accept: {
      from: ["inspected"],
      to: "accepted",
      permission: "delivery.accept",
      label: "procurement.delivery.moves.accept",
      tone: "primary",
      form: true,
      stock: "putAway: dock → shelf, when a zone is named",
    },
    acceptPart: {
      from: ["inspected"],
      to: "partlyAccepted",
      permission: "delivery.accept",
      label: "procurement.delivery.moves.acceptPart",
      tone: "primary",
      form: true,
      stock: "putAway: dock → shelf, when a zone is named",
    },
    rejectAll: {
      from: ["inspected"],
      to: "rejected",
      permission: "delivery.accept",
      label: "procurement.delivery.moves.rejectAll",
      form: true,
      stock: "none: inspection has already sent the goods where they go",
    },
    refuse: {
      from: ["announced", "arrived"],
      to: "rejected",
      permission: "delivery.arrive",
      label: "procurement.delivery.moves.refuse",
      tone: "danger",
      reason: true,
      stock: "none: it never became ours",
    },
    confirmDuplicate: {
      from: ["announced", "arrived"],
      to: "rejected",
      permission: "delivery.reviewDuplicate",
      label: "procurement.delivery.moves.confirmDuplicate",
      form: true,
      reason: true,
      stock: "none: the goods are stocked under the delivery this one repeats",
    },
    reverse: {
      from: ["accepted", "partlyAccepted"],
      to: "reversed",
      permission: "stock.reverse",
      label: "procurement.delivery.moves.reverse",
      tone: "danger",
      reason: true,
      stock: "reverse: every standing entry of the delivery, the latest first",
    },
  },
});

export type DeliveryState = (typeof deliveryMachine.states)[number];
