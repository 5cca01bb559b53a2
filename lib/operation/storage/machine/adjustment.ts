import { defineMachine } from "@/lib/platform/workflow/machine";

/** 库存调整: drafted by one person, posted by another; a posted one can only be reversed 冲正. */
export const adjustmentMachine = defineMachine({
  document: "stockAdjustment",
  states: ["draft", "submitted", "posted", "rejected", "reversed"],
  initial: ["draft", "submitted"],
  final: ["rejected", "reversed"],
  labels: {
    draft: "storage.adjustment.states.draft",
    submitted: "storage.adjustment.states.submitted",
    posted: "storage.adjustment.states.posted",
    rejected: "storage.adjustment.states.rejected",
    reversed: "storage.adjustment.states.reversed",
  },
  moves: {
    submit: {
      from: ["draft"],
      to: "submitted",
      permission: "stock.adjust",
      label: "storage.adjustment.moves.submit",
      tone: "primary",
    },
    post: {
      from: ["submitted"],
      to: "posted",
      permission: "stock.approveAdjustment",
      label: "storage.adjustment.moves.post",
      tone: "primary",
      notBy: ["createdById"],
      stock: "lose or dispose: place → loss; find: loss → place",
    },
    reject: {
      from: ["draft", "submitted"],
      to: "rejected",
      permission: "stock.approveAdjustment",
      label: "storage.adjustment.moves.reject",
      tone: "danger",
      reason: true,
    },
    reverse: {
      from: ["posted"],
      to: "reversed",
      permission: "stock.reverse",
      label: "storage.adjustment.moves.reverse",
      tone: "danger",
      reason: true,
      stock: "reverse: the entry the adjustment posted",
    },
  },
});

export type AdjustmentMove = keyof typeof adjustmentMachine.moves;
export type AdjustmentState = (typeof adjustmentMachine.states)[number];
