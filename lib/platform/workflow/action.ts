import { headers } from "next/headers";
import type { z } from "zod";
import type { Actor } from "@/lib/platform/auth/actor";
import { requireActor, requireOwner } from "@/lib/platform/auth/require-actor";
import { asFailure, type Message, type Result } from "@/lib/platform/errors";
import { MESSAGE_KEYS } from "@/lib/platform/i18n/message-keys";
import type { MessageKey } from "@/lib/platform/i18n/messages";
import { log } from "@/lib/platform/log";
import { unstorable } from "./unstorable";

/** What a screen sends: the input and a key that makes sending it twice harmless. */
export interface Envelope {
  input: unknown;
  key?: string;
}

function issueMessage(issue: z.core.$ZodIssue): Message {
  if (MESSAGE_KEYS.has(issue.message)) return { key: issue.message as MessageKey };
  switch (issue.code) {
    case "too_big":
      return { key: "errors.tooBig", params: { maximum: String(issue.maximum) } };
    case "too_small":
      return { key: "errors.tooSmall", params: { minimum: String(issue.minimum) } };
    case "invalid_type":
      return { key: "errors.required" };
    default:
      return { key: "errors.malformed" };
  }
}

/** Zod's issues as field path → message. The first issue of a path wins. */
export function fieldMessages(error: z.ZodError): Record<string, Message> {
  const fields: Record<string, Message> = {};
  for (const issue of error.issues) fields[issue.path.join(".")] ??= issueMessage(issue);
  return fields;
}

async function answer<Schema extends z.ZodType, T>(
  schema: Schema,
  envelope: Envelope,
  who: string,
  command: (input: z.output<Schema>, key: string | undefined) => Promise<T>,
): Promise<Result<T>> {
  const refused = unstorable(envelope?.input);
  if (refused !== null)
    return {
      ok: false,
      failure: {
        kind: "badInput",
        reason: { key: "errors.badInput" },
        fields: { [refused]: { key: "errors.malformed" } },
      },
    };
  const parsed = schema.safeParse(envelope?.input);
  if (!parsed.success)
    return {
      ok: false,
      failure: { kind: "badInput", reason: { key: "errors.badInput" }, fields: fieldMessages(parsed.error) },
    };
  const key = typeof envelope.key === "string" && envelope.key.length <= 100 ? envelope.key : undefined;
  try {
    return { ok: true, value: await command(parsed.data, key) };
  } catch (error) {
    const failure = asFailure(error);
    if (failure) return { ok: false, failure };
    const requestId = (await headers()).get("x-request-id") ?? "";
    log.error({ err: error, requestId, actor: who }, "command failed");
    return { ok: false, failure: { kind: "bug", reason: { key: "errors.bug", params: { requestId } }, requestId } };
  }
}

/**
 * Makes a server action from a schema and a command: signed in → input parsed → command run → a result that says truthfully whether
 * it happened. The only way from a form to a command.
 */
export function action<Schema extends z.ZodType, T>(
  schema: Schema,
  command: (actor: Actor, input: z.output<Schema>, key: string | undefined) => Promise<T>,
): (envelope: Envelope) => Promise<Result<T>> {
  return async (envelope) => {
    const actor = await requireActor();
    return answer(schema, envelope, actor.username, (input, key) => command(actor, input, key));
  };
}

/** The same for a change of the own password, open to whoever has to change it before anything else. */
export function ownerAction<Schema extends z.ZodType, T>(
  schema: Schema,
  command: (actor: Actor, input: z.output<Schema>) => Promise<T>,
): (envelope: Envelope) => Promise<Result<T>> {
  return async (envelope) => {
    const actor = await requireOwner();
    return answer(schema, envelope, actor.username, (input) => command(actor, input));
  };
}

/** The same for the few commands of people who are not signed in (accepting an invitation): the command checks its own token. */
export function publicAction<Schema extends z.ZodType, T>(
  schema: Schema,
  command: (input: z.output<Schema>) => Promise<T>,
): (envelope: Envelope) => Promise<Result<T>> {
  return (envelope) => answer(schema, envelope, "public", command);
}
