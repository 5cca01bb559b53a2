import type { Actor } from "@/lib/platform/auth/actor";
import { can, visible } from "@/lib/platform/auth/reach";
import { businessTime, dateOnly, dayOf } from "@/lib/platform/clock/clock";
import { type Db, write } from "@/lib/platform/db/access";
import { BadInput, NotFound, Refusal } from "@/lib/platform/errors";
import { placeOf } from "@/lib/platform/ledger/places";
import { type EntryKind, post, reverse } from "@/lib/platform/ledger/post";
import { lockRow } from "@/lib/platform/workflow/lock";
import { recordAll } from "@/lib/platform/workflow/move-all";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { type DocumentAccess, type Moved, type MovePart, runMove } from "@/lib/platform/workflow/run";
import { type AdjustmentMove, adjustmentMachine } from "../machine/adjustment";
import type { CreateAdjustmentInput, DisposeExpiredInput, MoveAdjustmentInput } from "../schema/stock";

const parts = { site: { select: { id: true, areaCode: true } } } as const;
function find(db: Db, actor: Actor, id: string) {
  return db.stockAdjustment.findFirst({ where: { AND: [{ id }, visible(actor, "stock.read")] }, include: parts });
}
type AdjustmentRow = NonNullable<Awaited<ReturnType<typeof find>>>;

const adjustmentAccess: DocumentAccess<AdjustmentRow> = {
  kind: "stockAdjustment",
  machine: adjustmentMachine,
  load: async (db, actor, id) => ((await lockRow(db, "stock_adjustment", id)) ? find(db, actor, id) : null),
  ends: (row) => ({ only: { areaCode: row.areaCode, siteId: row.siteId, ownerIds: [row.createdById] } }),
  save: async (db, row, patch) =>
    (
      await db.stockAdjustment.updateMany({
        where: { id: row.id, state: row.state, version: row.version },
        data: patch,
      })
    ).count,
};

async function file(
  db: Db,
  actor: Actor,
  state: "draft" | "submitted",
  items: { placeId: string; lotId: string; difference: bigint; reasonCode: string; reason: string }[],
): Promise<string[]> {
  const places = await db.place.findMany({ where: { id: { in: items.map((item) => item.placeId) }, outside: false } });
  const placeOfId = new Map(places.map((place) => [place.id, place]));
  const { now } = await businessTime(db);
  const made = await db.stockAdjustment.createManyAndReturn({
    data: items.map((item) => {
      const place = placeOfId.get(item.placeId);
      if (!place) throw new BadInput({ placeId: { key: "errors.notFound" } });
      if (!can(actor, "stock.adjust", { areaCode: place.areaCode, siteId: place.siteId }))
        throw new NotFound({ key: "errors.notAllowed" });
      if (!["dock", "quarantine", "shelf", "staging"].includes(place.kind))
        throw new BadInput({ placeId: { key: "storage.refusals.adjustInStoreOnly" } });
      return {
        ...item,
        state,
        siteId: place.siteId,
        areaCode: place.areaCode,
        createdById: actor.personId,
        businessAt: now,
      };
    }),
  });
  await recordAll(
    db,
    actor,
    "stockAdjustment",
    "created",
    made.map((row) => ({
      row,
      payload: { state: row.state, facts: { difference: String(row.difference), reasonCode: row.reasonCode } },
    })),
  );
  return made.map((row) => row.id);
}

/** Drafts an adjustment of one lot at one place. Nothing moves before somebody else posts it. */
export function createAdjustment(actor: Actor, input: CreateAdjustmentInput, key?: string): Promise<{ id: string }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "stockAdjustment.create", key, input, async () => {
      if (!(await db.lot.findUnique({ where: { id: input.lotId }, select: { id: true } })))
        throw new BadInput({ lotId: { key: "errors.notFound" } });
      if (input.direction === "less") {
        const balance = await db.stockBalance.findUnique({
          where: { placeId_lotId: { placeId: input.placeId, lotId: input.lotId } },
        });
        if ((balance?.onHand ?? 0n) < input.quantity)
          throw new BadInput({
            quantity: { key: "storage.refusals.moreThanOnHand", params: { onHand: balance?.onHand ?? 0n } },
          });
      }
      const [id] = await file(db, actor, "draft", [
        {
          placeId: input.placeId,
          lotId: input.lotId,
          difference: input.direction === "more" ? input.quantity : -input.quantity,
          reasonCode: input.reasonCode,
          reason: input.reason,
        },
      ]);
      return { id: id as string };
    }),
  );
}

/**
 * Files the disposal of expired goods: one submitted adjustment a place and lot, of everything free there, for another person to post.
 * @throws Refusal naming lots that have not expired by the business clock
 */
export function disposeExpired(
  actor: Actor,
  input: DisposeExpiredInput,
  key?: string,
): Promise<{ id?: string; count: number }> {
  return write(actor, (db) =>
    onceOnly(db, actor, "stockAdjustment.disposeExpired", key, input, async () => {
      const today = dateOnly(dayOf((await businessTime(db)).now));
      const balances = await db.stockBalance.findMany({
        where: { OR: input.items.map(({ placeId, lotId }) => ({ placeId, lotId })) },
        include: { lot: true },
      });
      const fresh = balances.filter((row) => !row.lot.expiresOn || row.lot.expiresOn >= today);
      if (fresh.length > 0)
        throw new Refusal(
          { key: "storage.refusals.notExpired" },
          fresh.map((row) => ({ key: "storage.refusals.lotNamed", params: { lot: row.lot.number } })),
        );
      const pending = await db.stockAdjustment.findMany({
        where: { state: { in: ["draft", "submitted"] }, lotId: { in: balances.map((row) => row.lotId) } },
        select: { placeId: true, lotId: true },
      });
      const filed = new Set(pending.map((row) => `${row.placeId} ${row.lotId}`));
      const items = balances
        .filter((row) => row.onHand > row.reserved && !filed.has(`${row.placeId} ${row.lotId}`))
        .map((row) => ({
          placeId: row.placeId,
          lotId: row.lotId,
          difference: -(row.onHand - row.reserved),
          reasonCode: "expired",
          reason: input.reason,
        }));
      if (items.length === 0) throw new Refusal({ key: "storage.refusals.nothingToDispose" });
      await file(db, actor, "submitted", items);
      return { count: items.length };
    }),
  );
}

const DESTROYED: ReadonlySet<string> = new Set(["damaged", "expired", "recalled"]);

const PARTS: Record<AdjustmentMove, MovePart<AdjustmentRow, null>> = {
  submit: {},
  reject: {},
  post: {
    decide: ({ actor }) => ({ patch: { approvedById: actor.personId } }),
    effect: async ({ db, actor, row, now }) => {
      const loss = await placeOf(db, row.site, "loss");
      const found = row.difference > 0n;
      const kind: EntryKind = found ? "find" : DESTROYED.has(row.reasonCode) ? "dispose" : "lose";
      await post(db, actor, { documentKind: "stockAdjustment", documentId: row.id, businessAt: now }, [
        {
          kind,
          lotId: row.lotId,
          fromPlaceId: found ? loss : row.placeId,
          toPlaceId: found ? row.placeId : loss,
          quantity: found ? row.difference : -row.difference,
          reason: row.reason,
        },
      ]);
    },
  },
  reverse: {
    effect: async ({ db, actor, row, now, reason }) => {
      const entries = await db.stockEntry.findMany({
        where: { documentKind: "stockAdjustment", documentId: row.id, reversesId: null },
        select: { id: true },
      });
      await reverse(
        db,
        actor,
        { documentKind: "stockAdjustment", documentId: row.id, businessAt: now },
        entries.map((entry) => entry.id),
        reason ?? "",
      );
    },
  },
};

/** Submits, posts, rejects or reverses an adjustment. Posting takes another person than the maker (four eyes). */
export function moveAdjustment(
  actor: Actor,
  { id, version, move, reason }: MoveAdjustmentInput,
  key?: string,
): Promise<Moved> {
  return runMove(actor, adjustmentAccess, move, PARTS[move], { id, version, reason, key, input: null });
}
