import { defineMachine } from "@/lib/platform/workflow/machine";

/** 名称待认: a spelling no alias matches waits until someone says what it means, or that it is nothing we keep. */
export const aliasQueryMachine = defineMachine({
  document: "aliasQuery",
  states: ["open", "resolved", "dismissed"],
  initial: ["open"],
  final: [],
  labels: {
    open: "catalogue.alias.states.open",
    resolved: "catalogue.alias.states.resolved",
    dismissed: "catalogue.alias.states.dismissed",
  },
  moves: {
    resolve: {
      from: ["open"],
      to: "resolved",
      permission: "alias.teach",
      label: "catalogue.alias.moves.resolve",
      tone: "primary",
      form: true,
    },
    dismiss: {
      from: ["open"],
      to: "dismissed",
      permission: "alias.teach",
      label: "catalogue.alias.moves.dismiss",
      tone: "danger",
      reason: true,
    },
    reopen: {
      from: ["resolved", "dismissed"],
      to: "open",
      permission: "alias.teach",
      label: "catalogue.alias.moves.reopen",
      reason: true,
    },
  },
});
