import { defineMachine } from "@/lib/platform/workflow/machine";

/** 采购订单: approved by another person, sent to the supplier, received by deliveries, closed. */
export const purchaseOrderMachine = defineMachine({
  document: "purchaseOrder",
  states: ["draft", "submitted", "approved", "ordered", "partlyReceived", "received", "closed", "cancelled"],
  initial: ["draft"],
  final: ["closed", "cancelled"],
  labels: {
    draft: "procurement.order.states.draft",
    submitted: "procurement.order.states.submitted",
    approved: "procurement.order.states.approved",
    ordered: "procurement.order.states.ordered",
    partlyReceived: "procurement.order.states.partlyReceived",
    received: "procurement.order.states.received",
    closed: "procurement.order.states.closed",
    cancelled: "procurement.order.states.cancelled",
  },
  moves: {
    submit: {
      from: ["draft"],
      to: "submitted",
      permission: "purchase.submit",
      label: "procurement.order.moves.submit",
      tone: "primary",
    },
    approve: {
      from: ["submitted"],
      to: "approved",
      permission: "purchase.approve",
      label: "procurement.order.moves.approve",
      tone: "primary",
      notBy: ["submittedById", "createdById"],
    },
    sendBack: {
      from: ["submitted"],
      to: "draft",
      permission: "purchase.approve",
      label: "procurement.order.moves.sendBack",
      reason: true,
    },
    order: {
      from: ["approved"],
      to: "ordered",
      permission: "purchase.order",
      label: "procurement.order.moves.order",
      tone: "primary",
    },
    receivePart: {
      from: ["ordered", "received"],
      to: "partlyReceived",
      permission: "delivery.accept",
      label: "procurement.order.moves.receivePart",
      automatic: true,
    },
    receiveAll: {
      from: ["ordered", "partlyReceived"],
      to: "received",
      permission: "delivery.accept",
      label: "procurement.order.moves.receiveAll",
      automatic: true,
    },
    takeBackReceipt: {
      from: ["partlyReceived", "received"],
      to: "ordered",
      permission: "stock.reverse",
      label: "procurement.order.moves.takeBackReceipt",
      automatic: true,
    },
    close: {
      from: ["received"],
      to: "closed",
      permission: "purchase.close",
      label: "procurement.order.moves.close",
      tone: "primary",
    },
    closeShort: {
      from: ["ordered", "partlyReceived"],
      to: "closed",
      permission: "purchase.close",
      label: "procurement.order.moves.closeShort",
      reason: true,
    },
    cancel: {
      from: ["draft", "submitted", "approved", "ordered"],
      to: "cancelled",
      permission: "purchase.cancel",
      label: "procurement.order.moves.cancel",
      tone: "danger",
      reason: true,
    },
  },
});

export type PurchaseOrderMove = keyof typeof purchaseOrderMachine.moves;
export type PurchaseOrderState = (typeof purchaseOrderMachine.states)[number];
