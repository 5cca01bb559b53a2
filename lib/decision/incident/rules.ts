/** A row of the level history, newest decides. */
export interface LevelRow {
  areaCode: string;
  level: number | null;
  businessAt: Date;
}

/**
 * The level in force in an area: the newest decision of the area itself or of the nearest area above it.
 * @param history rows of one incident, oldest first
 * @returns 1 (I) to 4 (IV), or null when no response is in force
 */
export function levelInForce(history: readonly LevelRow[], areaCode: string): number | null {
  let nearest = -1;
  let level: number | null = null;
  for (const row of history)
    if (areaCode.startsWith(row.areaCode) && row.areaCode.length >= nearest) {
      nearest = row.areaCode.length;
      level = row.level;
    }
  return level;
}

/** Every area with a decision of its own and the level in force there, in code order. */
export function levelsByArea(history: readonly LevelRow[]): { areaCode: string; level: number | null; since: Date }[] {
  const latest = new Map<string, LevelRow>();
  for (const row of history) latest.set(row.areaCode, row);
  return [...latest.values()]
    .sort((a, b) => (a.areaCode < b.areaCode ? -1 : 1))
    .map((row) => ({ areaCode: row.areaCode, level: row.level, since: row.businessAt }));
}
