import { defineMachine } from "@/lib/platform/workflow/machine";

/** 差异单: a difference with an owner and a clock. Resolving posts what became of the goods; reopening reverses it. */
export const discrepancyMachine = defineMachine({
  document: "discrepancy",
  states: ["open", "assigned", "resolved"],
  initial: ["open"],
  final: [],
  labels: {
    open: "distribution.discrepancy.states.open",
    assigned: "distribution.discrepancy.states.assigned",
    resolved: "distribution.discrepancy.states.resolved",
  },
  moves: {
    assign: {
      from: ["open", "assigned"],
      to: "assigned",
      permission: "discrepancy.assign",
      end: "either",
      label: "distribution.discrepancy.moves.assign",
      form: true,
    },
    resolve: {
      from: ["open", "assigned"],
      to: "resolved",
      permission: "discrepancy.resolve",
      end: "either",
      label: "distribution.discrepancy.moves.resolve",
      tone: "primary",
      form: true,
      stock: "transit → recipient, sending store or loss; or a corrected count",
    },
    settle: {
      from: ["open", "assigned"],
      to: "resolved",
      permission: "shipment.receive",
      end: "either",
      label: "distribution.discrepancy.moves.settle",
      automatic: true,
    },
    reopen: {
      from: ["resolved"],
      to: "open",
      permission: "discrepancy.resolve",
      end: "either",
      label: "distribution.discrepancy.moves.reopen",
      tone: "danger",
      reason: true,
      stock: "reverses what the resolution posted",
    },
  },
});

export type DiscrepancyState = (typeof discrepancyMachine.states)[number];
