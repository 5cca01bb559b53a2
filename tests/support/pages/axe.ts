import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

export const DESKTOP = { width: 1440, height: 900 };
/** A phone's width, and what 200 % zoom leaves of a desktop window. */
export const NARROW = [390, 720];

/** WCAG 2.2 AA. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * What axe finds on the page as it stands, or in the part of it that `within` selects, one line a fault: rule, element, why. It runs in
 * the page itself and reports violations alone: weighing what passed, and doing so in a second page, costs more than looking. So
 * another origin's frame, which only that second page could look into, is a fault of its own.
 */
export async function faultsOf(page: Page, where: string, within?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ["violations"], runOnly: { type: "tag", values: TAGS } })
    .setLegacyMode();
  const { violations } = await (within ? axe.include(within) : axe).analyze();
  const frames = page.frames().slice(1);
  return [
    ...frames.map((frame) => `${where}: a frame that is not looked into: ${frame.url()}`),
    ...violations.flatMap((violation) =>
      violation.nodes.map(
        (node) =>
          `${where}: ${violation.id} at ${node.target.join(" ")}: ${(node.failureSummary ?? violation.help).split("\n").slice(0, 2).join(" ")}`,
      ),
    ),
  ];
}
