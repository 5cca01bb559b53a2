import { TIME_ZONE } from "@/lib/platform/i18n/locale";
import type { Db } from "@/lib/platform/db/access";

/** Business time and where it comes from: real, or a scenario's own that "next day" advances. */
export interface BusinessTime {
  now: Date;
  scenario: string | null;
}

/**
 * Business time. Expiry, service clocks, freshness and days of cover read it; audit, sessions and logs use real time.
 * A scenario's clock stands still between two advances, except that it moves on with real seconds so that order is kept within a day.
 */
export async function businessTime(db: Db): Promise<BusinessTime> {
  const row = await db.businessClock.findUniqueOrThrow({ where: { id: 1 } });
  if (!row.now) return { now: new Date(), scenario: null };
  const elapsed = Math.min(Math.max(Date.now() - row.advancedAt.getTime(), 0), 8 * 3_600_000);
  return { now: new Date(row.now.getTime() + elapsed), scenario: row.scenario };
}

const dayFormat = new Intl.DateTimeFormat("en-CA", {
  timeZone: TIME_ZONE,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** Calendar day in Wuhan of an instant, `YYYY-MM-DD`. */
export const dayOf = (instant: Date): string => dayFormat.format(instant);

/** Midnight UTC of a calendar day, as Postgres `date` columns come and go through Prisma. */
export const dateOnly = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** Midnight in Wuhan at the start of a calendar day, or of one so many days later. */
export const startOfDay = (day: string, daysLater = 0): Date =>
  new Date(new Date(`${day}T00:00:00+08:00`).getTime() + daysLater * 86_400_000);

/** Whole minutes of an instant since midnight in Wuhan, 0 to 1439. */
export const minuteOfDay = (instant: Date): number =>
  Math.floor((instant.getTime() - startOfDay(dayOf(instant)).getTime()) / 60_000);

/** Whole calendar days in Wuhan from one instant to a `date` column's value; negative when past. */
export function daysUntil(date: Date, now: Date): number {
  return Math.round((date.getTime() - dateOnly(dayOf(now)).getTime()) / 86_400_000);
}
