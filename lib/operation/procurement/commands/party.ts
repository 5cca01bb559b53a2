import type { Actor } from "@/lib/platform/auth/actor";
import { can } from "@/lib/platform/auth/reach";
import { write } from "@/lib/platform/db/access";
import { BadInput, Conflict, NotFound } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import type { CreatePartyInput, EditPartyInput } from "../schema/party";

/** Registers a supplier, donor or carrier. Refused outside the actor's area; the same name twice in a kind is a conflict. */
export function createParty(actor: Actor, input: CreatePartyInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "party.create", key, input, async () => {
      if (!can(actor, "party.edit", { areaCode: input.areaCode })) throw new NotFound({ key: "errors.notAllowed" });
      if (!(await db.area.findUnique({ where: { code: input.areaCode }, select: { code: true } })))
        throw new BadInput({ areaCode: { key: "errors.notFound" } });
      const party = await db.party.create({ data: input });
      await publish(db, actor, {
        type: "party.created",
        documentKind: "party",
        documentId: party.id,
        documentNumber: party.code,
        areaCode: party.areaCode,
        payload: { facts: { name: party.name, kind: party.kind } },
      });
      return { id: party.id };
    }),
  );
}

/** Changes a party; what changed is in the audit trail. Both the old and the new area must be the actor's. */
export function editParty(actor: Actor, input: EditPartyInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "party.edit", key, input, async () => {
      const { id, version, ...fields } = input;
      const before = await db.party.findUnique({ where: { id } });
      if (!before) throw new NotFound();
      if (![before.areaCode, fields.areaCode].every((areaCode) => can(actor, "party.edit", { areaCode })))
        throw new NotFound({ key: "errors.notAllowed" });
      const data = { ...fields, dailyCapacity: fields.dailyCapacity ?? null };
      const { count } = await db.party.updateMany({
        where: { id, version },
        data: { ...data, version: version + 1 },
      });
      if (count !== 1) throw new Conflict({ key: "errors.changedMeanwhile" });
      const changes = Object.fromEntries(
        Object.entries(data)
          .filter(([name, after]) => before[name as keyof typeof data] !== after)
          .map(([name, after]) => [name, { before: before[name as keyof typeof data], after }]),
      );
      await publish(db, actor, {
        type: "party.edited",
        documentKind: "party",
        documentId: id,
        documentNumber: before.code,
        areaCode: before.areaCode,
        payload: { changes },
      });
      return { id };
    }),
  );
}
