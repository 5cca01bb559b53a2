import { defineMachine } from "@/lib/platform/workflow/machine";

/** Who wrote a request: none of them decides on it. */
const WRITERS = ["createdById", "editedById", "submittedById"] as const;

/**
 * 需求单, approval dimension: filed → verified by another person → approved with quantities. Returned requests are mended and filed
 * again; duplicates are merged into another request and can be taken out again. The fulfilment dimension is `demandFulfilment`.
 */
export const demandMachine = defineMachine({
  document: "demandRequest",
  states: ["draft", "submitted", "verified", "approved", "returned", "rejected", "cancelled", "merged"],
  initial: ["draft"],
  final: ["rejected", "cancelled"],
  labels: {
    draft: "demand.states.draft",
    submitted: "demand.states.submitted",
    verified: "demand.states.verified",
    approved: "demand.states.approved",
    returned: "demand.states.returned",
    rejected: "demand.states.rejected",
    cancelled: "demand.states.cancelled",
    merged: "demand.states.merged",
  },
  moves: {
    submit: {
      from: ["draft", "returned"],
      to: "submitted",
      permission: "demand.submit",
      label: "demand.moves.submit",
      tone: "primary",
    },
    verify: {
      from: ["submitted"],
      to: "verified",
      permission: "demand.verify",
      label: "demand.moves.verify",
      tone: "primary",
      notBy: WRITERS,
    },
    approve: {
      from: ["verified"],
      to: "approved",
      permission: "demand.approve",
      label: "demand.moves.approve",
      tone: "primary",
      notBy: [...WRITERS, "verifiedById"],
      form: true,
    },
    returnAtVerification: {
      from: ["submitted"],
      to: "returned",
      permission: "demand.verify",
      label: "demand.moves.return",
      reason: true,
    },
    returnAtApproval: {
      from: ["verified"],
      to: "returned",
      permission: "demand.approve",
      label: "demand.moves.return",
      reason: true,
    },
    rejectAtVerification: {
      from: ["submitted"],
      to: "rejected",
      permission: "demand.verify",
      label: "demand.moves.reject",
      tone: "danger",
      reason: true,
      notBy: WRITERS,
    },
    rejectAtApproval: {
      from: ["verified"],
      to: "rejected",
      permission: "demand.approve",
      label: "demand.moves.reject",
      tone: "danger",
      reason: true,
      notBy: WRITERS,
    },
    merge: {
      from: ["submitted", "verified", "approved"],
      to: "merged",
      permission: "demand.merge",
      label: "demand.moves.merge",
      form: true,
    },
    // One move a state to return to: an edge leads from one state to one other.
    unmergeSubmitted: {
      from: ["merged"],
      to: "submitted",
      permission: "demand.merge",
      label: "demand.moves.unmerge",
      form: true,
    },
    unmergeVerified: {
      from: ["merged"],
      to: "verified",
      permission: "demand.merge",
      label: "demand.moves.unmerge",
      form: true,
    },
    unmergeApproved: {
      from: ["merged"],
      to: "approved",
      permission: "demand.merge",
      label: "demand.moves.unmerge",
      form: true,
    },
    withdraw: {
      from: ["submitted", "verified"],
      to: "cancelled",
      permission: "demand.confirm",
      label: "demand.moves.withdraw",
      form: true,
    },
    cancel: {
      from: ["draft", "returned", "submitted", "verified", "approved"],
      to: "cancelled",
      permission: "demand.cancel",
      label: "demand.moves.cancel",
      tone: "danger",
      reason: true,
    },
  },
});

export type DemandMove = keyof typeof demandMachine.moves;
export type DemandState = (typeof demandMachine.states)[number];

/**
 * 需求单, fulfilment dimension: moved by the system as deliveries are received or reversed, closed when the requester says
 * "no longer needed" or the request is cancelled. Permissions name the move that causes it; nobody makes these by hand.
 */
export const fulfilmentMachine = defineMachine({
  document: "demandFulfilment",
  states: ["none", "partly", "fulfilled", "closed"],
  initial: ["none"],
  final: ["closed"],
  labels: {
    none: "demand.fulfilments.none",
    partly: "demand.fulfilments.partly",
    fulfilled: "demand.fulfilments.fulfilled",
    closed: "demand.fulfilments.closed",
  },
  moves: {
    receivePart: {
      from: ["none"],
      to: "partly",
      permission: "shipment.receive",
      label: "demand.moves.receivePart",
      automatic: true,
    },
    receiveAll: {
      from: ["none", "partly"],
      to: "fulfilled",
      permission: "shipment.receive",
      label: "demand.moves.receiveAll",
      automatic: true,
    },
    reversePart: {
      from: ["fulfilled"],
      to: "partly",
      permission: "stock.reverse",
      label: "demand.moves.reverseReceipt",
      automatic: true,
    },
    reverseAll: {
      from: ["partly", "fulfilled"],
      to: "none",
      permission: "stock.reverse",
      label: "demand.moves.reverseReceipt",
      automatic: true,
    },
    close: {
      from: ["none", "partly"],
      to: "closed",
      permission: "demand.confirm",
      label: "demand.moves.closeRest",
      automatic: true,
    },
  },
});

export type FulfilmentState = (typeof fulfilmentMachine.states)[number];

/** Approval states of a request that still waits for goods or for a decision. */
export const OPEN_STATES = ["submitted", "verified", "approved"] as const satisfies readonly DemandState[];
/** Fulfilment states of a request that still waits for goods. */
export const OPEN_FULFILMENTS = ["none", "partly"] as const satisfies readonly FulfilmentState[];

/** Does the request still ask for something? */
export function isOpen(request: { state: string; fulfilment: string }): boolean {
  return (
    (OPEN_STATES as readonly string[]).includes(request.state) &&
    (OPEN_FULFILMENTS as readonly string[]).includes(request.fulfilment)
  );
}
