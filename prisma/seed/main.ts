/** Where a scenario is put, and how it tells how far it has come. */
export interface SeedTarget {
  ownerUrl: string;
  appUrl: string;
  jobsUrl: string;
  onProgress: (chinese: string, english: string) => void;
}

/** Fills an empty, migrated database with the named scenario. */
export async function seed(scenario: string, target: SeedTarget): Promise<void> {
  target.onProgress(`情景 ${scenario} 没有内容。`, `The scenario ${scenario} holds nothing.`);
}
