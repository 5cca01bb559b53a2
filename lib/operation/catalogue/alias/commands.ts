import type { Actor } from "@/lib/platform/auth/actor";
import type { Db } from "@/lib/platform/db/access";
import { BadInput } from "@/lib/platform/errors";
import { lockRow } from "@/lib/platform/workflow/lock";
import { type DocumentAccess, type MovePart, runMove } from "@/lib/platform/workflow/run";
import { aliasQueryMachine } from "../machine";
import type { MoveAliasInput, TeachInput } from "../schema";

type QueryRow = Awaited<ReturnType<Db["aliasQuery"]["findUniqueOrThrow"]>>;

const access: DocumentAccess<QueryRow> = {
  kind: "aliasQuery",
  machine: aliasQueryMachine,
  load: async (db, _actor, id) =>
    (await lockRow(db, "alias_query", id)) ? db.aliasQuery.findUnique({ where: { id } }) : null,
  // Spellings belong to no area: the permission reaches all.
  ends: () => ({ only: { areaCode: "" } }),
  save: async (db, row, patch) =>
    (await db.aliasQuery.updateMany({ where: { id: row.id, state: row.state, version: row.version }, data: patch }))
      .count,
};

/** Puts a spelling into the queue, or counts it once more; an answered one stays answered. Called by the importer, in its transaction. */
export async function queueSpelling(
  db: Db,
  kind: "goods" | "site",
  spelling: { normalized: string; original: string; spec?: string; times?: number },
): Promise<void> {
  const { normalized, original, spec = "", times = 1 } = spelling;
  await db.$executeRaw`
    INSERT INTO alias_query AS q (kind, normalized, original, spec, occurrences) VALUES (${kind}, ${normalized}, ${original}, ${spec}, ${times})
    ON CONFLICT (kind, normalized) DO UPDATE SET occurrences = q.occurrences + excluded.occurrences`;
}

const teach: MovePart<QueryRow, TeachInput> = {
  decide: ({ actor, input, now }) => ({
    patch: { resolvedToId: input.targetId, resolvedById: actor.personId, resolvedAt: now },
    facts: { targetId: input.targetId },
  }),
  effect: async ({ db, actor, row, input }) => {
    const taught = { original: row.original, taughtById: actor.personId };
    if (row.kind === "goods") {
      // What is no longer kept is no answer: sheets would go on bringing it in.
      if (!(await db.goods.findUnique({ where: { id: input.targetId, active: true } })))
        throw new BadInput({ targetId: { key: "errors.notFound" } });
      const data = { ...taught, goodsId: input.targetId };
      await db.goodsAlias.upsert({
        where: { normalized: row.normalized },
        create: { normalized: row.normalized, ...data },
        update: data,
      });
    } else {
      if (!(await db.site.findUnique({ where: { id: input.targetId, active: true } })))
        throw new BadInput({ targetId: { key: "errors.notFound" } });
      const data = { ...taught, siteId: input.targetId };
      await db.siteAlias.upsert({
        where: { normalized: row.normalized },
        create: { normalized: row.normalized, ...data },
        update: data,
      });
    }
  },
};

/** Teaches a spelling: from now on every sheet that writes it means these goods (or this site). */
export function teachSpelling(actor: Actor, input: TeachInput, key?: string) {
  return runMove(actor, access, "resolve", teach, { id: input.id, version: input.version, key, input });
}

const unlearn: MovePart<QueryRow, null> = {
  decide: () => ({ patch: { resolvedToId: null, resolvedById: null, resolvedAt: null } }),
  effect: async ({ db, row }) => {
    if (row.kind === "goods") await db.goodsAlias.deleteMany({ where: { normalized: row.normalized } });
    else await db.siteAlias.deleteMany({ where: { normalized: row.normalized } });
  },
};

/** Dismisses a spelling (nothing we keep), or reopens an answer that was wrong: the taught spelling is forgotten. */
export function moveSpelling(actor: Actor, { id, version, move, reason }: MoveAliasInput, key?: string) {
  return runMove(actor, access, move, move === "reopen" ? unlearn : {}, { id, version, reason, key, input: null });
}
