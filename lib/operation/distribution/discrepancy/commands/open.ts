import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, withWiderReach } from "@/lib/platform/db/access";
import { amountFact } from "@/lib/platform/events/catalogue";
import { publish } from "@/lib/platform/events/publish";
import type { Difference } from "../../handover/rules";

/** Time a case may take, ms. */
export const CASE_CLOCK_MS = 24 * 3_600_000;

/**
 * Who answers for a difference at first: an officer of transport or reserve in the smallest area around the sending end; null when
 * there is none.
 */
async function firstOwner(db: Db, actor: Actor, areaCode: string): Promise<string | null> {
  return withWiderReach(db, actor, async () => {
    const around = [2, 4, 6, 9, 12]
      .filter((digits) => digits <= areaCode.length)
      .map((digits) => areaCode.slice(0, digits));
    const officers = await db.assignment.findMany({
      where: {
        role: { in: ["transportDispatcher", "reserveOfficer"] },
        areaCode: { in: around },
        endedAt: null,
        person: { status: "active" },
      },
      orderBy: { createdAt: "asc" },
      select: { personId: true, areaCode: true },
    });
    officers.sort((a, b) => b.areaCode.length - a.areaCode.length);
    return officers[0]?.personId ?? null;
  });
}

export interface NewCase extends Difference {
  fromAreaCode: string;
  toAreaCode: string;
  shipmentId?: string;
  shipmentLineId?: string;
  documentKind?: string;
  documentId?: string;
  goodsId: string;
  lotId: string;
  unit: string;
  note: string;
}

/** Opens a case for a difference, with an owner and a clock of 24 hours of business time. */
export async function openCase(db: Db, actor: Actor, input: NewCase, now: Date) {
  const ownerId = await firstOwner(db, actor, input.fromAreaCode);
  const row = await db.discrepancy.create({
    data: {
      ...input,
      ownerId,
      dueAt: new Date(now.getTime() + CASE_CLOCK_MS),
      createdById: actor.personId,
      businessAt: now,
    },
  });
  await publish(db, actor, {
    type: "discrepancy.created",
    documentKind: "discrepancy",
    documentId: row.id,
    documentNumber: row.number,
    areaCode: row.fromAreaCode,
    otherAreaCode: row.toAreaCode,
    businessAt: now,
    payload: {
      state: row.state,
      facts: { expected: amountFact(row.expected, row.unit), actual: amountFact(row.actual, row.unit) },
    },
  });
  return row;
}
