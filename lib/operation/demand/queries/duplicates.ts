import type { Actor } from "@/lib/platform/auth/actor";
import { visible } from "@/lib/platform/auth/reach";
import { businessTime } from "@/lib/platform/clock/clock";
import { type Db, read } from "@/lib/platform/db/access";
import { OPEN_FULFILMENTS, OPEN_STATES } from "../machine";
import {
  DUPLICATE_THRESHOLD,
  DUPLICATE_WINDOW_MS,
  type Comparable,
  type Likeness,
  likenessOf,
} from "../rules/duplicates";
import { askedOf } from "../rules/quantities";
import { demandGate } from "./reach-sql";

/** A request that looks like the one in question, most alike first. */
export interface LikelyDuplicate extends Likeness {
  id: string;
  number: string;
  state: string;
  filedAt: Date;
  siteName: string;
  shared: { goodsZh: string; goodsEn: string; unit: string; asked: bigint | null; estimated: boolean }[];
}

async function compare(db: Db, actor: Actor, subject: Comparable, except?: string): Promise<LikelyDuplicate[]> {
  const candidates = await db.demandRequest.findMany({
    where: {
      AND: [
        visible(actor, "demand.read"),
        { OR: [{ siteId: subject.siteId }, { areaCode: subject.areaCode, site: { kind: "communityPoint" } }] },
        { state: { in: [...OPEN_STATES] }, fulfilment: { in: [...OPEN_FULFILMENTS] } },
        { lines: { some: { goodsId: { in: subject.lines.map((line) => line.goodsId) } } } },
        {
          businessAt: {
            gte: new Date(subject.at.getTime() - DUPLICATE_WINDOW_MS),
            lte: new Date(subject.at.getTime() + DUPLICATE_WINDOW_MS),
          },
        },
        except ? { id: { not: except } } : {},
      ],
    },
    include: {
      site: { select: { name: true, nameEn: true } },
      lines: { include: { goods: { select: { nameZh: true, nameEn: true, baseUnit: true } } } },
    },
    orderBy: { id: "desc" },
    take: 50,
  });
  return candidates
    .flatMap((row): LikelyDuplicate[] => {
      const likeness = likenessOf(subject, comparableOf(row));
      if (!likeness || likeness.score < DUPLICATE_THRESHOLD) return [];
      return [
        {
          ...likeness,
          id: row.id,
          number: row.number,
          state: row.state,
          filedAt: row.submittedAt ?? row.businessAt,
          siteName: row.site.name,
          shared: row.lines
            .filter((line) => likeness.sharedGoods.includes(line.goodsId))
            .map((line) => ({
              goodsZh: line.goods.nameZh,
              goodsEn: line.goods.nameEn,
              unit: line.goods.baseUnit,
              asked: askedOf(line),
              estimated: line.quantity === null,
            })),
        },
      ];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, 5);
}

/** Open requests that look like one being written now: same place, goods in common, filed within the window. At most five. */
export function likelyDuplicates(
  actor: Actor,
  input: { siteId: string; goodsIds: readonly string[] },
): Promise<LikelyDuplicate[]> {
  demandGate(actor);
  return read(actor, async (db) => {
    const site = await db.site.findUnique({ where: { id: input.siteId }, select: { areaCode: true } });
    if (!site || input.goodsIds.length === 0) return [];
    const { now } = await businessTime(db);
    // Amounts are still being typed: they do not count against a match.
    const lines = input.goodsIds.map((goodsId) => ({ goodsId, asked: null }));
    return compare(db, actor, { siteId: input.siteId, areaCode: site.areaCode, at: now, lines });
  });
}

/** A stored request as far as it is compared. */
interface Stored {
  id: string;
  siteId: string;
  areaCode: string;
  submittedAt: Date | null;
  businessAt: Date;
  lines: readonly { goodsId: string; quantity: bigint | null; estimate: bigint | null }[];
}

const comparableOf = (request: Stored): Comparable => ({
  siteId: request.siteId,
  areaCode: request.areaCode,
  at: request.submittedAt ?? request.businessAt,
  lines: request.lines.map((line) => ({ goodsId: line.goodsId, asked: askedOf(line) })),
});

/** Open requests that look like this one, for its page and for the verification queue. */
export function duplicatesOf(actor: Actor, request: Stored): Promise<LikelyDuplicate[]> {
  demandGate(actor);
  return read(actor, (db) => compare(db, actor, comparableOf(request), request.id));
}

/** The best likely duplicate of each request of a page, by id: for the verification queue, in one query. */
export function bestDuplicates(
  actor: Actor,
  requests: readonly Stored[],
): Promise<Map<string, { number: string; score: number }>> {
  demandGate(actor);
  return read(actor, async (db) => {
    const candidates = await db.demandRequest.findMany({
      where: {
        AND: [
          visible(actor, "demand.read"),
          {
            OR: [
              { siteId: { in: requests.map((request) => request.siteId) } },
              { areaCode: { in: requests.map((request) => request.areaCode) }, site: { kind: "communityPoint" } },
            ],
          },
          { state: { in: [...OPEN_STATES] }, fulfilment: { in: [...OPEN_FULFILMENTS] } },
        ],
      },
      include: { lines: { select: { goodsId: true, quantity: true, estimate: true } } },
      orderBy: { id: "desc" },
      take: 500,
    });
    const best = new Map<string, { number: string; score: number }>();
    for (const request of requests)
      for (const candidate of candidates) {
        if (candidate.id === request.id) continue;
        const likeness = likenessOf(comparableOf(request), comparableOf(candidate));
        if (likeness && likeness.score >= DUPLICATE_THRESHOLD && likeness.score > (best.get(request.id)?.score ?? 0))
          best.set(request.id, { number: candidate.number, score: likeness.score });
      }
    return best;
  });
}
