import { defineMachine } from "@/lib/platform/workflow/machine";

/** 调拨方案: computed, submitted, approved by another person, adopted wholly or in part; or rejected, withdrawn, superseded. */
export const planMachine = defineMachine({
  document: "allocationPlan",
  states: [
    "draft",
    "computed",
    "submitted",
    "approved",
    "adopted",
    "partlyAdopted",
    "rejected",
    "withdrawn",
    "superseded",
  ],
  initial: ["draft"],
  final: ["adopted", "rejected", "withdrawn", "superseded"],
  labels: {
    draft: "allocation.states.draft",
    computed: "allocation.states.computed",
    submitted: "allocation.states.submitted",
    approved: "allocation.states.approved",
    adopted: "allocation.states.adopted",
    partlyAdopted: "allocation.states.partlyAdopted",
    rejected: "allocation.states.rejected",
    withdrawn: "allocation.states.withdrawn",
    superseded: "allocation.states.superseded",
  },
  moves: {
    finish: {
      from: ["draft"],
      to: "computed",
      permission: "plan.create",
      label: "allocation.moves.finish",
      automatic: true,
    },
    submit: {
      from: ["computed"],
      to: "submitted",
      permission: "plan.submit",
      label: "allocation.moves.submit",
      tone: "primary",
    },
    sendBack: {
      from: ["submitted"],
      to: "computed",
      permission: "plan.approve",
      label: "allocation.moves.sendBack",
      reason: true,
    },
    approve: {
      from: ["submitted"],
      to: "approved",
      permission: "plan.approve",
      label: "allocation.moves.approve",
      tone: "primary",
      notBy: ["createdById", "submittedById"],
    },
    reject: {
      from: ["submitted"],
      to: "rejected",
      permission: "plan.approve",
      label: "allocation.moves.reject",
      tone: "danger",
      reason: true,
      notBy: ["createdById", "submittedById"],
    },
    adopt: {
      from: ["approved", "partlyAdopted"],
      to: "adopted",
      permission: "plan.adopt",
      label: "allocation.moves.adopt",
      tone: "primary",
      form: true,
      stock: "one released transfer order a pair of places, its lots reserved, in one transaction",
    },
    adoptPartly: {
      from: ["approved", "partlyAdopted"],
      to: "partlyAdopted",
      permission: "plan.adopt",
      label: "allocation.moves.adoptPartly",
      form: true,
      stock: "as adopt, for the chosen lines",
    },
    supersede: {
      from: ["draft", "computed", "submitted", "approved", "partlyAdopted"],
      to: "superseded",
      permission: "plan.create",
      label: "allocation.moves.supersede",
      automatic: true,
    },
    withdraw: {
      from: ["draft", "computed", "submitted", "approved"],
      to: "withdrawn",
      permission: "plan.withdraw",
      label: "allocation.moves.withdraw",
      tone: "danger",
      reason: true,
    },
    finishPartly: {
      from: ["partlyAdopted"],
      to: "adopted",
      permission: "plan.adopt",
      label: "allocation.moves.finishPartly",
      reason: true,
    },
  },
});

export type PlanMove = keyof typeof planMachine.moves;
export type PlanState = (typeof planMachine.states)[number];

/** Moves a plain button makes; the others have forms or are automatic. */
export const BARE_PLAN_MOVES = [
  "submit",
  "sendBack",
  "approve",
  "reject",
  "withdraw",
  "finishPartly",
] as const satisfies PlanMove[];

/** The main line of a plan's life, for the state line. */
export const PLAN_LINE_OF_LIFE = ["draft", "computed", "submitted", "approved", "adopted"] as const;
