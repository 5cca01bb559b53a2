import type { Actor } from "@/lib/platform/auth/actor";
import { can, type RecordPlace } from "@/lib/platform/auth/reach";
import type { Message } from "@/lib/platform/errors";
import type { Machine, Move } from "./machine";

/** Where a document lies: one place, or its two ends. */
export type Ends = { only: RecordPlace } | { from: RecordPlace; to: RecordPlace };

/** Places the permission of a move is asked at: any of them suffices. */
export function endsOf(move: Pick<Move, "end">, ends: Ends): RecordPlace[] {
  if ("only" in ends) return [ends.only];
  if (move.end === "from") return [ends.from];
  if (move.end === "to") return [ends.to];
  return [ends.from, ends.to];
}

/** Why a person may not make a move now; null when they may. The same function decides the button and the command. */
export function refusalOf(
  actor: Actor,
  move: Move,
  row: object & { state: string },
  ends: Ends,
): "permission" | "state" | "fourEyes" | null {
  if (!endsOf(move, ends).some((place) => can(actor, move.permission, place))) return "permission";
  if (!move.from.includes(row.state)) return "state";
  const columns = row as Record<string, unknown>;
  if (actor.personId !== null && (move.notBy ?? []).some((column) => [columns[column]].flat().includes(actor.personId)))
    return "fourEyes";
  return null;
}

/** A move as the MoveBar shows it. */
export interface OfferedMove {
  name: string;
  label: Move["label"];
  tone: "primary" | "danger" | "quiet";
  needsReason: boolean;
  form: boolean;
  /** Shown but not usable, with the reason: somebody else must do this one. */
  blocked: Message | null;
}

/**
 * The moves this person may make on this document now, in the machine's order. A move that only four eyes forbids is shown
 * blocked with the reason, so that a person knows what the document waits for.
 */
export function offeredMoves(
  actor: Actor,
  machine: Machine,
  row: object & { state: string },
  ends: Ends,
): OfferedMove[] {
  return Object.entries(machine.moves).flatMap(([name, move]) => {
    if (move.automatic) return [];
    const refusal = refusalOf(actor, move, row, ends);
    if (refusal === "permission" || refusal === "state") return [];
    return [
      {
        name,
        label: move.label,
        tone: move.tone ?? "quiet",
        needsReason: move.reason ?? false,
        form: move.form ?? false,
        blocked: refusal === "fourEyes" ? ({ key: "errors.fourEyes" } as const) : null,
      },
    ];
  });
}
