import { defineMachine } from "@/lib/platform/workflow/machine";

/** 箱规待定: a lot counted in packs of unknown size, until somebody says how many base units are in one, and how they know. */
export const packQueryMachine = defineMachine({
  document: "packQuery",
  states: ["open", "resolved", "dismissed"],
  initial: ["open"],
  final: ["resolved", "dismissed"],
  labels: {
    open: "storage.pack.states.open",
    resolved: "storage.pack.states.resolved",
    dismissed: "storage.pack.states.dismissed",
  },
  moves: {
    resolve: {
      from: ["open"],
      to: "resolved",
      permission: "pack.resolve",
      label: "storage.pack.moves.resolve",
      tone: "primary",
      form: true,
      reason: true,
      stock: "convert: every place of the lot → conversion → the same place, as a lot in base units",
    },
    dismiss: {
      from: ["open"],
      to: "dismissed",
      permission: "pack.resolve",
      label: "storage.pack.moves.dismiss",
      reason: true,
    },
  },
});
