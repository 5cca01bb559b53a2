import { defineMachine } from "@/lib/platform/workflow/machine";

/** 突发事件: opens, is stood down (and may resume), is closed. */
export const incidentMachine = defineMachine({
  document: "incident",
  states: ["open", "stoodDown", "closed"],
  initial: ["open"],
  final: ["closed"],
  labels: { open: "incident.states.open", stoodDown: "incident.states.stoodDown", closed: "incident.states.closed" },
  moves: {
    standDown: {
      from: ["open"],
      to: "stoodDown",
      permission: "incident.standDown",
      label: "incident.moves.standDown",
      tone: "danger",
      reason: true,
    },
    resume: {
      from: ["stoodDown"],
      to: "open",
      permission: "incident.standDown",
      label: "incident.moves.resume",
      reason: true,
    },
    close: {
      from: ["stoodDown"],
      to: "closed",
      permission: "incident.close",
      label: "incident.moves.close",
      tone: "primary",
      reason: true,
    },
  },
});

export type IncidentMove = keyof typeof incidentMachine.moves;
export type IncidentState = (typeof incidentMachine.states)[number];
