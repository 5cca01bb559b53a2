import { defineMachine } from "@/lib/platform/workflow/machine";

/**
 * 导入: a file is previewed, then brought in chunk by chunk. Cancelling stops between two chunks; what is in stays in. A failed import
 * goes on where it stopped.
 */
export const importMachine = defineMachine({
  document: "importBatch",
  states: ["previewed", "importing", "done", "cancelled", "failed"],
  initial: ["previewed"],
  final: ["done", "cancelled"],
  labels: {
    previewed: "exchange.states.previewed",
    importing: "exchange.states.importing",
    done: "exchange.states.done",
    cancelled: "exchange.states.cancelled",
    failed: "exchange.states.failed",
  },
  moves: {
    start: {
      from: ["previewed"],
      to: "importing",
      permission: "import.run",
      label: "exchange.moves.start",
      tone: "primary",
      stock: "each row through its ordinary path: receipt, past issue, opening stock",
    },
    resume: {
      from: ["failed"],
      to: "importing",
      permission: "import.run",
      label: "exchange.moves.resume",
      tone: "primary",
    },
    finish: {
      from: ["importing"],
      to: "done",
      permission: "import.run",
      label: "exchange.moves.finish",
      automatic: true,
    },
    fail: {
      from: ["importing"],
      to: "failed",
      permission: "import.run",
      label: "exchange.moves.fail",
      automatic: true,
    },
    cancel: {
      from: ["previewed", "importing", "failed"],
      to: "cancelled",
      permission: "import.run",
      label: "exchange.moves.cancel",
      tone: "danger",
    },
  },
});

export type ImportState = (typeof importMachine.states)[number];
