import type { MessageKey } from "@/lib/platform/i18n/messages";

/** Values put into a message. Whole numbers of goods come as bigint and are formatted where they are shown. */
export type MessageParams = Record<string, string | number | bigint | Date>;

/** A message named by key, with what fills it: never a finished sentence, so that both languages can say it. */
export interface Message {
  key: MessageKey;
  params?: MessageParams;
}

/**
 * The five kinds of failure. Everything that is none of the first four is a bug: it is logged with its request id
 * and shown as such, never as its raw text.
 */
export type FailureKind = "badInput" | "refused" | "conflict" | "notFound" | "bug";

/** Input that cannot be accepted: each field path with what is wrong with it. Nothing was written. */
export class BadInput extends Error {
  readonly kind = "badInput" as const;
  constructor(readonly fields: Record<string, Message>) {
    super(`bad input: ${Object.keys(fields).join(", ")}`);
  }
}

/** The business says no: a named reason, what it concerns, and what to do. `items` names line by line when there are several. */
export class Refusal extends Error {
  readonly kind = "refused" as const;
  constructor(
    readonly reason: Message,
    readonly items: Message[] = [],
  ) {
    super(`refused: ${reason.key}`);
  }
}

/** Somebody else was first: the row changed since it was read, or the same key was used for something else. */
export class Conflict extends Error {
  readonly kind = "conflict" as const;
  constructor(readonly reason: Message) {
    super(`conflict: ${reason.key}`);
  }
}

/** The row does not exist or is not within the actor's reach; the two are not told apart on purpose. */
export class NotFound extends Error {
  readonly kind = "notFound" as const;
  /** Tells the page renderer to answer 404 and draw `not-found.tsx`, where a query of a page throws this. */
  readonly digest = "NEXT_HTTP_ERROR_FALLBACK;404";
  constructor(readonly reason: Message = { key: "errors.notFound" }) {
    super(`not found: ${reason.key}`);
  }
}

/** What crosses to the browser: plain data. */
export interface Failure {
  kind: FailureKind;
  reason: Message;
  fields?: Record<string, Message>;
  items?: Message[];
  requestId?: string;
}

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** Turns any of the four named errors into plain data; returns null for a bug, which the caller must log and report. */
export function asFailure(error: unknown): Failure | null {
  if (error instanceof BadInput) return { kind: "badInput", reason: { key: "errors.badInput" }, fields: error.fields };
  if (error instanceof Refusal) return { kind: "refused", reason: error.reason, items: error.items };
  if (error instanceof Conflict) return { kind: "conflict", reason: error.reason };
  if (error instanceof NotFound) return { kind: "notFound", reason: error.reason };
  return null;
}
