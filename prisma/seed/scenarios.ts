import { seedQuietDay } from "./quiet-day";
import type { SeedTarget } from "./main";
import { seedWuhan2020 } from "./wuhan-2020";

/** The scenarios a database can be seeded with, by name. */
export const SCENARIOS: Record<string, (target: Pick<SeedTarget, "onProgress">) => Promise<void>> = {
  "wuhan-2020": seedWuhan2020,
  "quiet-day": seedQuietDay,
};
