import { disconnect } from "@/lib/platform/db/client";
import { seedAreas } from "./areas";
import { seedCatalogue } from "./catalogue";
import { seedPeople } from "./people";
import { SCENARIOS } from "./scenarios";
import { seedSites } from "./sites";

/** Where a scenario is put, and how it tells how far it has come. */
export interface SeedTarget {
  ownerUrl: string;
  appUrl: string;
  jobsUrl: string;
  onProgress: (chinese: string, english: string) => void;
}

/** Reference every scenario stands on: areas, catalogue, sites, simulated people. */
export async function seedBase({ onProgress }: Pick<SeedTarget, "onProgress">): Promise<void> {
  onProgress("区划与人口", "Areas and population");
  await seedAreas();
  onProgress("物资目录", "Catalogue");
  await seedCatalogue();
  onProgress("站点", "Sites");
  await seedSites();
  onProgress("人员（模拟）", "People (simulated)");
  await seedPeople();
}

/**
 * Fills an empty, migrated database with the named scenario.
 * @throws Error naming the scenarios there are
 */
export async function seed(scenario: string, target: SeedTarget): Promise<void> {
  const fill = SCENARIOS[scenario];
  if (!fill) throw new Error(`unknown scenario ${scenario}; known: ${Object.keys(SCENARIOS).join(", ")}`);
  process.env.DATABASE_URL = target.appUrl;
  try {
    await seedBase(target);
    await fill(target);
    target.onProgress(`情景 ${scenario} 就绪`, `Scenario ${scenario} is ready`);
  } finally {
    await disconnect();
  }
}
