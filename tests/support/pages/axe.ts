import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** WCAG 2.2 AA. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds on the page as it stands, or in the part of it that `within` selects, one line a fault: rule, element, why. */
export async function faultsOf(page: Page, where: string, within?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page }).withTags(TAGS);
  const { violations } = await (within ? axe.include(within) : axe).analyze();
  return violations.flatMap((violation) =>
    violation.nodes.map(
      (node) =>
        `${where}: ${violation.id} at ${node.target.join(" ")}: ${(node.failureSummary ?? violation.help).split("\n").slice(0, 2).join(" ")}`,
    ),
  );
}
