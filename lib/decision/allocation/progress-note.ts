import type { Progress } from "@/lib/solver/flow/answer-model";

/** How far a computation is, as its task keeps it: phase, gap where one is known, and fill by class of the best plan so far. */
export interface ProgressNote {
  phase: Progress["phase"];
  gap: number | null;
  /** Share of need met in class 1, 2, 3; null where nobody needs anything. */
  fills: (number | null)[] | null;
}

export const writeNote = (note: ProgressNote): string => JSON.stringify(note);

/** Reads a task's note; null where it says nothing yet. Only `writeNote` writes notes of this kind of task. */
export const readNote = (note: string): ProgressNote | null =>
  note.startsWith("{") ? (JSON.parse(note) as ProgressNote) : null;
