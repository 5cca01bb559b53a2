/** What is wrong with an input, for code; the message says it for people. */
export type InputFault =
  | "not-a-whole-number"
  | "negative"
  | "too-large"
  | "wrong-length"
  | "unknown-location"
  | "unknown-depot"
  | "unknown-vehicle"
  | "unknown-stop"
  | "closes-before-it-opens"
  | "duplicate-id"
  | "no-vehicle"
  | "no-depot"
  | "bad-number"
  | "visited-twice"
  | "running-route-breaks-a-rule";

/** Refusal of an input, naming the table, its row and the field. */
export class RoutingInputError extends Error {
  override readonly name = "RoutingInputError";
  constructor(
    readonly fault: InputFault,
    /** "stops", "vehicles", "depots", "travel", "balance", "previous" or "dimensions". */
    readonly table: string,
    /** Row of that table, -1 where the table as a whole is at fault. */
    readonly row: number,
    readonly field: string,
    readonly value: unknown,
  ) {
    super(`${table}${row >= 0 ? `[${row}]` : ""}.${field}: ${fault} (${String(value)})`);
  }
}
