import { defineMachine } from "@/lib/platform/workflow/machine";

/**
 * 调拨单: reserved when released, picked by lot, shipped wholly or partly (a back-order takes the rest), closed when everything that
 * left has been received or given up.
 */
export const transferMachine = defineMachine({
  document: "transferOrder",
  states: ["draft", "released", "picking", "picked", "shipped", "closed", "cancelled"],
  initial: ["draft"],
  final: ["closed", "cancelled"],
  labels: {
    draft: "transport.transfer.states.draft",
    released: "transport.transfer.states.released",
    picking: "transport.transfer.states.picking",
    picked: "transport.transfer.states.picked",
    shipped: "transport.transfer.states.shipped",
    closed: "transport.transfer.states.closed",
    cancelled: "transport.transfer.states.cancelled",
  },
  moves: {
    release: {
      from: ["draft"],
      to: "released",
      permission: "transfer.release",
      end: "from",
      label: "transport.transfer.moves.release",
      tone: "primary",
      stock: "reserves every line by lot at the sending store",
    },
    loseLot: {
      from: ["released"],
      to: "released",
      permission: "stock.recall",
      end: "from",
      label: "transport.transfer.moves.loseLot",
      automatic: true,
      stock: "releases the promises of a recalled or expired lot",
    },
    loseLotPicking: {
      from: ["picking"],
      to: "picking",
      permission: "stock.recall",
      end: "from",
      label: "transport.transfer.moves.loseLot",
      automatic: true,
      stock: "releases the promises of a recalled or expired lot",
    },
    reserveRest: {
      from: ["released"],
      to: "released",
      permission: "transfer.release",
      end: "from",
      label: "transport.transfer.moves.reserveRest",
      stock: "reserves what lines are short of, first expired first out",
    },
    reserveRestPicking: {
      from: ["picking"],
      to: "picking",
      permission: "transfer.release",
      end: "from",
      label: "transport.transfer.moves.reserveRest",
      stock: "reserves what lines are short of, first expired first out",
    },
    pick: {
      from: ["released", "picking"],
      to: "picking",
      permission: "transfer.pick",
      end: "from",
      label: "transport.transfer.moves.pick",
      tone: "primary",
      form: true,
      stock: "consumes reservations; shelf → staging",
    },
    putBack: {
      from: ["picking", "picked"],
      to: "picking",
      permission: "transfer.pick",
      end: "from",
      label: "transport.transfer.moves.putBack",
      reason: true,
      form: true,
      stock: "what was picked and not loaded goes back: staging → shelf",
    },
    putBackRest: {
      from: ["shipped"],
      to: "shipped",
      permission: "transfer.pick",
      end: "from",
      label: "transport.transfer.moves.putBackRest",
      reason: true,
      form: true,
      stock: "what was picked and not loaded goes back: staging → shelf",
    },
    finishPicking: {
      from: ["picking"],
      to: "picked",
      permission: "transfer.pick",
      end: "from",
      label: "transport.transfer.moves.finishPicking",
      stock: "releases what was not picked",
    },
    ship: {
      from: ["picked", "shipped"],
      to: "shipped",
      permission: "shipment.depart",
      end: "from",
      label: "transport.transfer.moves.ship",
      automatic: true,
    },
    backOrder: {
      from: ["shipped"],
      to: "shipped",
      permission: "transfer.create",
      end: "from",
      label: "transport.transfer.moves.backOrder",
      stock: "the rest becomes a new draft",
    },
    close: {
      from: ["shipped"],
      to: "closed",
      permission: "transfer.cancel",
      end: "from",
      label: "transport.transfer.moves.close",
      reason: true,
    },
    complete: {
      from: ["shipped"],
      to: "closed",
      permission: "shipment.receive",
      end: "either",
      label: "transport.transfer.moves.complete",
      automatic: true,
    },
    cancel: {
      from: ["draft", "released", "picking", "picked"],
      to: "cancelled",
      permission: "transfer.cancel",
      end: "from",
      label: "transport.transfer.moves.cancel",
      tone: "danger",
      reason: true,
      stock: "releases reservations; refused while goods stand picked",
    },
  },
});

export type TransferMove = keyof typeof transferMachine.moves;
export type TransferState = (typeof transferMachine.states)[number];

/** The main line of a transfer's life, for the state line. */
export const TRANSFER_LINE_OF_LIFE = ["draft", "released", "picking", "picked", "shipped", "closed"] as const;
