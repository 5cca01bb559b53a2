import type { MessageKey } from "@/lib/platform/i18n/messages";
import type { Permission } from "@/lib/platform/auth/permissions";

/** Which end of a document with two ends a move's permission is checked at. */
export type End = "only" | "from" | "to" | "either";

/** One named move of a document: everything the button, the command, the audit trail and the database need to know. */
export interface Move<State extends string = string> {
  from: readonly State[];
  to: State;
  permission: Permission;
  /** Label of the button and verb of the audit trail. */
  label: MessageKey;
  /** Where the permission is checked; `only` for documents with one place. */
  end?: End;
  /** primary: the usual next step; danger: undoes or refuses; quiet: everything else. */
  tone?: "primary" | "danger" | "quiet";
  /** A written reason is demanded. */
  reason?: boolean;
  /** The person may not be one of those named by these columns of the row, of one person or a list (four eyes). */
  notBy?: readonly string[];
  /** What the move does to stock, in words for the reader of the table. */
  stock?: string;
  /** Not offered as a bare button: needs a form of its own (lines, quantities). */
  form?: boolean;
  /** Made by the system when something else happened; never offered to a person. */
  automatic?: boolean;
}

export interface Machine<State extends string = string, Name extends string = string> {
  /** Name in `workflow_edge` and in event types, e.g. `demandRequest`. */
  document: string;
  states: readonly State[];
  /** States a new document may be created in. */
  initial: readonly State[];
  /** States nothing leads out of but a reversal. */
  final: readonly State[];
  labels: Record<State, MessageKey>;
  moves: Record<Name, Move<State>>;
}

/**
 * Defines a machine and refuses one that cannot work: a move out of or into an unknown state, a state nothing reaches,
 * a final state with a way out, a dead end that is not final.
 * @throws Error naming the fault, at module load
 */
export function defineMachine<const State extends string, const Name extends string>(
  machine: Machine<State, Name>,
): Machine<State, Name> {
  const known = new Set<string>(machine.states);
  const reached = new Set<string>(machine.initial);
  const fail = (why: string): never => {
    throw new Error(`machine ${machine.document}: ${why}`);
  };
  const moves = Object.entries<Move<State>>(machine.moves);
  for (const [name, move] of moves)
    for (const state of [...move.from, move.to])
      if (!known.has(state)) fail(`move ${name} names unknown state ${state}`);
  for (let grew = true; grew; ) {
    grew = false;
    for (const [, move] of moves)
      if (!reached.has(move.to) && move.from.some((state) => reached.has(state))) {
        reached.add(move.to);
        grew = true;
      }
  }
  for (const state of machine.states) if (!reached.has(state)) fail(`state ${state} cannot be reached`);
  for (const state of machine.states) {
    const leaves = moves.some(([, move]) => move.from.includes(state) && move.to !== state);
    const isFinal = (machine.final as readonly string[]).includes(state);
    if (leaves === isFinal)
      fail(isFinal ? `final state ${state} has a way out` : `state ${state} is a dead end but not final`);
  }
  return machine;
}

export interface Edge {
  document: string;
  move: string;
  fromState: string;
  toState: string;
}

/** The machine as rows of `workflow_edge`; creating is the move `create` from the empty state. */
export function edgesOf(machine: Machine): Edge[] {
  const created = machine.initial.map((state) => ({
    document: machine.document,
    move: "create",
    fromState: "",
    toState: state as string,
  }));
  const moved = Object.entries(machine.moves).flatMap(([move, { from, to }]) =>
    from.map((state) => ({ document: machine.document, move, fromState: state as string, toState: to as string })),
  );
  return [...created, ...moved];
}
