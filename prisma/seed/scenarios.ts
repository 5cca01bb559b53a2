import { seedQuietDay } from "./quiet-day";
import type { SeedTarget } from "./main";
import { seedScale } from "./scale";
import { seedWuhan2020 } from "./wuhan-2020";

/** The scenarios a database can be seeded with, by name. */
export const SCENARIOS: Record<string, (target: SeedTarget) => Promise<void>> = {
  "wuhan-2020": seedWuhan2020,
  "quiet-day": seedQuietDay,
  scale: seedScale,
};
