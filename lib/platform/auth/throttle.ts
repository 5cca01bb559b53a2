import { client } from "@/lib/platform/db/client";

/** So many within a window, and then a pause. */
interface Limit {
  most: number;
  windowS: number;
  pauseS: number;
}

/**
 * Failed sign-ins are counted on three keys. The pair (name, address) is slowed most: it is the one guessing. The address alone is
 * slowed when it tries many names. The name alone is paused for a minute at most, and only for addresses that have failed on it already:
 * a stranger who knows a name and keeps guessing from many addresses cannot keep its owner out, who is heard from their own.
 */
const LIMITS = [
  { key: (name: string, address: string) => `pair:${name}|${address}`, most: 5, windowS: 900, pauseS: 300 },
  { key: (_name: string, address: string) => `address:${address}`, most: 40, windowS: 900, pauseS: 120 },
  { key: (name: string) => `name:${name}`, most: 25, windowS: 900, pauseS: 60 },
] as const;
const BY_NAME = LIMITS[2];

/** Wrong answers to "your old password", by person: an open session is not a place to guess it. */
const OLD_PASSWORDS: Limit = { most: 5, windowS: 900, pauseS: 300 };

/**
 * Limits of the interface for other systems: wrong tokens by address (they slow only further wrong ones: nobody guesses a token, and whoever
 * shares an address with a guesser is not kept out), and requests by person.
 */
export const WRONG_TOKENS: Limit = { most: 30, windowS: 900, pauseS: 300 };
export const REQUESTS: Limit = { most: 600, windowS: 60, pauseS: 30 };

async function pausedOn(keys: string[]): Promise<number> {
  const rows = await client().signInThrottle.findMany({ where: { key: { in: keys } } });
  const until = Math.max(0, ...rows.map((row) => row.blockedUntil?.getTime() ?? 0));
  return Math.max(0, Math.ceil((until - Date.now()) / 1000));
}

/** Counts one on a key in one statement: counting is atomic, so what comes at once does not slip through. Returns seconds to wait. */
async function count(key: string, { most, windowS, pauseS }: Limit): Promise<number> {
  const rows = await client().$queryRaw<{ wait: number }[]>`
    INSERT INTO sign_in_throttle AS t (key, failures) VALUES (${key}, 1)
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN t.window_started_at < now() - make_interval(secs => ${windowS}) THEN 1 ELSE t.failures + 1 END,
      window_started_at = CASE WHEN t.window_started_at < now() - make_interval(secs => ${windowS}) THEN now() ELSE t.window_started_at END,
      blocked_until = CASE WHEN t.window_started_at >= now() - make_interval(secs => ${windowS}) AND t.failures + 1 >= ${most}
        THEN now() + make_interval(secs => ${pauseS}) ELSE t.blocked_until END
    RETURNING greatest(0, ceil(extract(epoch FROM t.blocked_until - now())))::int AS wait`;
  return rows[0]?.wait ?? 0;
}

/** Seconds until the next try is allowed; 0 = now. */
export async function pausedForSeconds(name: string, address: string): Promise<number> {
  const [pair, ...wider] = LIMITS;
  const failed = await client().signInThrottle.count({
    where: {
      key: pair.key(name, address),
      failures: { gt: 0 },
      windowStartedAt: { gt: new Date(Date.now() - pair.windowS * 1000) },
    },
  });
  const heard = failed > 0 ? LIMITS : [pair, ...wider.filter((limit) => limit !== BY_NAME)];
  return pausedOn(heard.map((limit) => limit.key(name, address)));
}

/** Counts a failed try on every key. */
export async function countFailure(name: string, address: string): Promise<void> {
  for (const limit of LIMITS) await count(limit.key(name, address), limit);
}

/** Counts a token that does not hold; seconds to wait before another such is answered, 0 = none. */
export const countWrongToken = (address: string): Promise<number> => count(`token:${address}`, WRONG_TOKENS);

/** Counts a request of a person; seconds to wait before the next, 0 = none: it may be answered. */
export async function countRequest(personId: string): Promise<number> {
  const key = `requests:${personId}`;
  return (await pausedOn([key])) || count(key, REQUESTS);
}

/** Seconds until a person may state the old password again; 0 = now. */
export const oldPasswordPausedS = (personId: string): Promise<number> => pausedOn([`password:${personId}`]);

/** Counts a wrong old password. */
export const countOldPassword = (personId: string): Promise<number> => count(`password:${personId}`, OLD_PASSWORDS);

/** Longer than any window and any pause. */
const FORGOTTEN_AFTER_MS = 86_400_000;

/** A right password clears the pair and the name; the address keeps its count. What nobody tries any more is forgotten with it. */
export async function clearFailures(name: string, address: string): Promise<void> {
  await client().signInThrottle.deleteMany({
    where: {
      OR: [
        { key: { in: [LIMITS[0].key(name, address), BY_NAME.key(name)] } },
        { windowStartedAt: { lt: new Date(Date.now() - FORGOTTEN_AFTER_MS) } },
      ],
    },
  });
}
