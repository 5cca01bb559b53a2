import type { Actor } from "@/lib/platform/auth/actor";
import { businessTime } from "@/lib/platform/clock/clock";
import type { Db } from "@/lib/platform/db/access";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { type EventType, eventPayload } from "./catalogue";

export interface NewEvent {
  type: EventType;
  documentKind: string;
  documentId: string | null;
  documentNumber?: string | null;
  /** "" for what belongs to no area (catalogue, clock): everybody sees it. */
  areaCode: string;
  otherAreaCode?: string | null;
  payload?: Record<string, unknown>;
  businessAt?: Date;
}

/**
 * Writes the audit and outbox row of a change, in the change's own transaction: no row, no change. The payload is checked
 * against the catalogue; a wrong one rolls the change back.
 */
export async function publish(db: Db, actor: Actor, event: NewEvent): Promise<void> {
  const payload = eventPayload(event.type, event.payload ?? {});
  await db.event.create({
    data: {
      type: event.type,
      documentKind: event.documentKind,
      documentId: event.documentId,
      documentNumber: event.documentNumber ?? null,
      areaCode: event.areaCode,
      otherAreaCode: event.otherAreaCode ?? null,
      actorId: actor.personId,
      actorName: actor.name,
      businessAt: event.businessAt ?? (await businessTime(db)).now,
      payload: payload as Prisma.InputJsonValue,
    },
    select: { id: true },
  });
}
