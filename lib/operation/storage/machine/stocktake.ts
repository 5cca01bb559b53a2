import { defineMachine } from "@/lib/platform/workflow/machine";

/** 盘点: counted blind, differing lines counted again, approved by somebody else; approval posts the differences. */
export const stocktakeMachine = defineMachine({
  document: "stocktake",
  states: ["open", "counted", "recounted", "approved", "cancelled"],
  initial: ["open"],
  final: ["approved", "cancelled"],
  labels: {
    open: "storage.stocktake.states.open",
    counted: "storage.stocktake.states.counted",
    recounted: "storage.stocktake.states.recounted",
    approved: "storage.stocktake.states.approved",
    cancelled: "storage.stocktake.states.cancelled",
  },
  moves: {
    finishCount: {
      from: ["open"],
      to: "counted",
      permission: "stocktake.count",
      label: "storage.stocktake.moves.finishCount",
      tone: "primary",
    },
    finishRecount: {
      from: ["counted"],
      to: "recounted",
      permission: "stocktake.count",
      label: "storage.stocktake.moves.finishRecount",
      tone: "primary",
    },
    approve: {
      from: ["counted", "recounted"],
      to: "approved",
      permission: "stocktake.approve",
      label: "storage.stocktake.moves.approve",
      tone: "primary",
      notBy: ["countedById", "counterIds"],
      stock: "lose or find: the differences, place ↔ loss",
    },
    cancel: {
      from: ["open", "counted", "recounted"],
      to: "cancelled",
      permission: "stocktake.open",
      label: "storage.stocktake.moves.cancel",
      tone: "danger",
      reason: true,
    },
  },
});

export type StocktakeMove = keyof typeof stocktakeMachine.moves;
export type StocktakeState = (typeof stocktakeMachine.states)[number];
