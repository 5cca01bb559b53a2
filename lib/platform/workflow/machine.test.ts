import { describe, expect, it } from "vitest";
import { MACHINES } from "@/prisma/workflow-edges";
import { zhCN } from "@/lib/platform/i18n/messages/zh-CN";
import { MESSAGE_KEYS } from "@/lib/platform/i18n/message-keys";
import { DOCUMENT_KINDS } from "@/lib/platform/events/catalogue";
import { defineMachine, edgesOf } from "./machine";

const base = {
  document: "test",
  states: ["a", "b"],
  initial: ["a"],
  final: ["b"],
  labels: { a: "ui.common.add", b: "ui.common.add" },
} as const;
const move = { permission: "incident.open", label: "ui.common.add" } as const;

describe("a machine that cannot work is refused when it is defined", () => {
  it("names an unknown state", () => {
    expect(() => defineMachine({ ...base, moves: { go: { ...move, from: ["a"], to: "c" as "b" } } })).toThrow(
      /unknown state c/,
    );
  });
  it("names a state nothing reaches", () => {
    expect(() => defineMachine({ ...base, moves: { stay: { ...move, from: ["a"], to: "a" } } })).toThrow(
      /cannot be reached/,
    );
  });
  it("names a dead end that is not called final", () => {
    expect(() => defineMachine({ ...base, final: [], moves: { go: { ...move, from: ["a"], to: "b" } } })).toThrow(
      /dead end/,
    );
  });
  it("names a final state with a way out", () => {
    expect(() =>
      defineMachine({
        ...base,
        moves: { go: { ...move, from: ["a"], to: "b" }, back: { ...move, from: ["b"], to: "a" } },
      }),
    ).toThrow(/way out/);
  });
});

describe("the machines of the system", () => {
  it("have labels that exist in the messages", () => {
    for (const machine of MACHINES)
      for (const label of [...Object.values(machine.labels), ...Object.values(machine.moves).map((one) => one.label)])
        expect(MESSAGE_KEYS.has(label), `${machine.document}: ${label}`).toBe(true);
  });
  it("have one name each and no edge twice", () => {
    const edges = MACHINES.flatMap(edgesOf).map((edge) =>
      [edge.document, edge.move, edge.fromState, edge.toState].join("/"),
    );
    expect(new Set(edges).size).toBe(edges.length);
    expect(new Set(MACHINES.map((machine) => machine.document)).size).toBe(MACHINES.length);
  });
  it("every kind of document has a name people read", () => {
    for (const kind of DOCUMENT_KINDS) expect(zhCN.workflow.documents[kind]).toBeTruthy();
  });
});
