import { client } from "@/lib/platform/db/client";

/**
 * Failed sign-ins are counted on three keys. The pair (name, address) is slowed most: it is the one guessing. The address alone is
 * slowed when it tries many names. The name alone is paused for a minute at most, so that a stranger who knows a name cannot keep
 * its owner out.
 */
const LIMITS = [
  { key: (name: string, address: string) => `pair:${name}|${address}`, failures: 5, windowS: 900, pauseS: 300 },
  { key: (_name: string, address: string) => `address:${address}`, failures: 40, windowS: 900, pauseS: 120 },
  { key: (name: string) => `name:${name}`, failures: 25, windowS: 900, pauseS: 60 },
] as const;

/** Seconds until the next try is allowed; 0 = now. */
export async function pausedForSeconds(name: string, address: string): Promise<number> {
  const rows = await client().signInThrottle.findMany({
    where: { key: { in: LIMITS.map((limit) => limit.key(name, address)) } },
  });
  const until = Math.max(0, ...rows.map((row) => row.blockedUntil?.getTime() ?? 0));
  return Math.max(0, Math.ceil((until - Date.now()) / 1000));
}

/** Counts a failed try on every key in one statement each: counting is atomic, so parallel guesses do not slip through. */
export async function countFailure(name: string, address: string): Promise<void> {
  for (const limit of LIMITS) {
    await client().$executeRaw`
      INSERT INTO sign_in_throttle AS t (key, failures) VALUES (${limit.key(name, address)}, 1)
      ON CONFLICT (key) DO UPDATE SET
        failures = CASE WHEN t.window_started_at < now() - make_interval(secs => ${limit.windowS}) THEN 1 ELSE t.failures + 1 END,
        window_started_at = CASE WHEN t.window_started_at < now() - make_interval(secs => ${limit.windowS}) THEN now() ELSE t.window_started_at END,
        blocked_until = CASE WHEN t.window_started_at >= now() - make_interval(secs => ${limit.windowS}) AND t.failures + 1 >= ${limit.failures}
          THEN now() + make_interval(secs => ${limit.pauseS}) ELSE t.blocked_until END`;
  }
}

/** A right password clears the pair and the name; the address keeps its count. */
export async function clearFailures(name: string, address: string): Promise<void> {
  await client().signInThrottle.deleteMany({
    where: { key: { in: [LIMITS[0].key(name, address), LIMITS[2].key(name)] } },
  });
}
