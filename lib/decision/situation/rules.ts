/** The four stages of the value chain, in their order. */
export const STAGES = ["procurement", "storage", "transport", "distribution"] as const;
export type StageKey = (typeof STAGES)[number];

/** What the chain is judged by, one stage. `load` and `loadYesterday` are of one unit a stage; times are medians in hours. */
export interface StageFigures {
  key: StageKey;
  load: number;
  loadYesterday: number;
  medianHours: number | null;
  medianHoursYesterday: number | null;
}

/** Where the chain sticks, and by what that is seen. */
export interface Stuck {
  key: StageKey;
  by: "load" | "time";
  /** Growth against yesterday, 0.5 = half as much again; null when yesterday there was nothing. */
  growth: number | null;
}

/** Growth below a tenth is the ordinary swing of a day. */
export const LEAST_GROWTH = 0.1;

function growthOf(now: number | null, before: number | null): number {
  if (now === null || before === null || now <= 0) return 0;
  return before > 0 ? now / before - 1 : Number.POSITIVE_INFINITY;
}

/**
 * The stage whose load or time has grown most against the same hour yesterday, when by a tenth or more. A stage that was empty yesterday
 * counts only where no other has grown from something: from nothing every growth is endless. Of equal growth the stage nearer the
 * recipient is named, since goods stand there last.
 */
export function stuckStage(stages: readonly StageFigures[]): Stuck | null {
  const grown = stages.flatMap((stage, order) =>
    (
      [
        ["load", growthOf(stage.load, stage.loadYesterday)],
        ["time", growthOf(stage.medianHours, stage.medianHoursYesterday)],
      ] as const
    ).map(([by, growth]) => ({ key: stage.key, by, growth, order, load: stage.load })),
  );
  const measured = grown.filter(({ growth }) => Number.isFinite(growth) && growth >= LEAST_GROWTH);
  const [worst] = measured.sort((a, b) => b.growth - a.growth || b.order - a.order);
  if (worst) return { key: worst.key, by: worst.by, growth: worst.growth };
  const [fresh] = grown
    .filter(({ growth, by }) => by === "load" && growth === Number.POSITIVE_INFINITY)
    .sort((a, b) => b.order - a.order);
  return fresh ? { key: fresh.key, by: "load", growth: null } : null;
}

/** Days of cover of each site: those of the goods that run out first. A site where nothing's use is known has null. */
export function shortestCover(
  rows: readonly { siteId: string; cover: { days: number | null } }[],
): Map<string, number | null> {
  const shortest = new Map<string, number | null>();
  for (const { siteId, cover } of rows) {
    const before = shortest.get(siteId) ?? null;
    shortest.set(siteId, cover.days === null ? before : before === null ? cover.days : Math.min(before, cover.days));
  }
  return shortest;
}
