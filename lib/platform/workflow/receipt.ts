import { createHash } from "node:crypto";
import type { Actor } from "@/lib/platform/auth/actor";
import type { Db } from "@/lib/platform/db/access";
import { Conflict } from "@/lib/platform/errors";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** JSON with sorted keys; bigint and Date as text, so that equal inputs hash equally. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === "bigint") return `${inner}n`;
    if (inner && typeof inner === "object" && !Array.isArray(inner) && !(inner instanceof Date))
      return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
    return inner;
  });
}

const hashOf = (input: unknown): string => createHash("sha256").update(canonical(input)).digest("hex");

/**
 * Makes a command safe to repeat: the first run stores its result under (person, key) in the same transaction, a repeat gets the
 * stored result and does nothing, the same key with other input is a conflict. Two at once: the second waits on the first's row.
 * A system actor's commands and commands without a key run straight.
 * @param body returns plain JSON (ids, numbers as text)
 */
export async function onceOnly<T extends Prisma.InputJsonValue>(
  db: Db,
  actor: Actor,
  command: string,
  key: string | undefined,
  input: unknown,
  body: () => Promise<T>,
): Promise<T> {
  if (!key || actor.personId === null) return body();
  const inputHash = hashOf(input);
  const fresh = await db.$executeRaw`INSERT INTO command_receipt (actor_id, key, command, input_hash, result)
    VALUES (${actor.personId}::uuid, ${key}, ${command}, ${inputHash}, 'null'::jsonb) ON CONFLICT DO NOTHING`;
  if (fresh === 0) {
    const stored = await db.commandReceipt.findUniqueOrThrow({
      where: { actorId_key: { actorId: actor.personId, key } },
    });
    if (stored.command !== command || stored.inputHash !== inputHash) throw new Conflict({ key: "errors.keyReused" });
    return stored.result as T;
  }
  const result = await body();
  await db.commandReceipt.update({ where: { actorId_key: { actorId: actor.personId, key } }, data: { result } });
  return result;
}
