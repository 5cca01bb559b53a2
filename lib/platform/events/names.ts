import { type Actor, systemActor } from "@/lib/platform/auth/actor";
import { type Db, read } from "@/lib/platform/db/access";
import { nameIn, type Named } from "@/lib/platform/i18n/names";

/** What the ids and area codes in events stand for, by that id or code. */
export type EventNames = ReadonlyMap<string, Named>;

interface NamingEvent {
  actorId: string | null;
  payload: unknown;
}
type Values = Record<string, unknown>;
type Found = [string, Named][];

const only = (name: string): Named => ({ name, nameEn: null });

const sites = async (db: Db, ids: string[]): Promise<Found> =>
  (await db.site.findMany({ where: { id: { in: ids } }, select: { id: true, name: true, nameEn: true } })).map(
    (row) => [row.id, row],
  );
const goods = async (db: Db, ids: string[]): Promise<Found> =>
  (await db.goods.findMany({ where: { id: { in: ids } }, select: { id: true, nameZh: true, nameEn: true } })).map(
    (row) => [row.id, row],
  );
const areas = async (db: Db, codes: string[]): Promise<Found> =>
  (await db.area.findMany({ where: { code: { in: codes } }, select: { code: true, name: true, nameEn: true } })).map(
    (row) => [row.code, row],
  );
const vehicles = async (db: Db, ids: string[]): Promise<Found> =>
  (await db.vehicle.findMany({ where: { id: { in: ids } }, select: { id: true, plate: true } })).map((row) => [
    row.id,
    only(row.plate),
  ]);
const plans = async (db: Db, ids: string[]): Promise<Found> =>
  (await db.allocationPlan.findMany({ where: { id: { in: ids } }, select: { id: true, number: true } })).map((row) => [
    row.id,
    only(row.number),
  ]);
const transfers = async (db: Db, ids: string[]): Promise<Found> =>
  (await db.transferOrder.findMany({ where: { id: { in: ids } }, select: { id: true, number: true } })).map((row) => [
    row.id,
    only(row.number),
  ]);

/** Facts that hold an id or a code, and where its name is. People are looked up apart. */
const LOOKED_UP: Record<string, ((db: Db, ids: string[]) => Promise<Found>)[]> = {
  areaCode: [areas],
  siteId: [sites],
  targetId: [goods, sites],
  vehicleId: [vehicles],
  planId: [plans],
  parentId: [transfers],
};
const PEOPLE = ["driverId"];

/** An id as the tables have them; area codes are digits. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^\d{2,12}$/;

/** Every text an event tells under one of these names, before and after changes included. */
function told(events: readonly NamingEvent[], names: readonly string[]): string[] {
  const values = events.flatMap(({ payload }) => {
    const { facts = {}, changes = {} } = (payload ?? {}) as { facts?: Values; changes?: Record<string, Values> };
    return names.flatMap((name) => [facts[name], changes[name]?.before, changes[name]?.after]);
  });
  return [...new Set(values.filter((value): value is string => typeof value === "string" && ID.test(value)))];
}

/**
 * The names of everybody and everything that events within the reader's reach tell of by id: who did it, sites, areas, drivers, vehicles,
 * documents. What the reader may not see is missing; people never are, as the event itself says their Chinese name already.
 */
export async function eventNames(actor: Actor, events: readonly NamingEvent[]): Promise<EventNames> {
  const people = [...new Set([...events.flatMap((event) => event.actorId ?? []), ...told(events, PEOPLE)])];
  const wanted = Object.entries(LOOKED_UP)
    .map(([name, lookUps]) => ({ ids: told(events, [name]), lookUps }))
    .filter(({ ids }) => ids.length > 0);
  const [persons, rest] = await Promise.all([
    people.length === 0
      ? []
      : read(systemActor("names"), (db) =>
          db.person.findMany({ where: { id: { in: people } }, select: { id: true, name: true, nameEn: true } }),
        ),
    wanted.length === 0
      ? []
      : read(actor, async (db) => {
          const found: Found = [];
          for (const { ids, lookUps } of wanted) for (const lookUp of lookUps) found.push(...(await lookUp(db, ids)));
          return found;
        }),
  ]);
  return new Map([...rest, ...persons.map((row): [string, Named] => [row.id, row])]);
}

/** Events done by somebody whose name has this in it, in either language, as far as the reader may see people. */
export async function doneBy(db: Db, part: string) {
  const people = await db.person.findMany({
    where: { nameEn: { contains: part, mode: "insensitive" } },
    select: { id: true },
    take: 200,
  });
  return { OR: [{ actorName: { contains: part } }, { actorId: { in: people.map((person) => person.id) } }] };
}

/** Who did it, in the reader's language; null where it was no person but the system. */
export function whoDid(
  { actorId, actorName }: { actorId: string | null; actorName: string },
  names: EventNames,
  locale: string,
): string | null {
  if (actorId === null) return null;
  const person = names.get(actorId);
  return person ? nameIn(person, locale) : actorName;
}
