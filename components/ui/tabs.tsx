"use client";

import Link from "next/link";
import { Tabs as RadixTabs } from "radix-ui";
import { type ReactNode, useEffect, useRef } from "react";
import { cx } from "./cx";

const TAB =
  "-mb-px inline-flex min-h-9 items-center gap-1.5 border-b-2 px-3 whitespace-nowrap hover:text-ink touch:min-h-11 [&_svg]:size-4";

/** Panels of one thing on one page. Where each has an address of its own take `LinkTabs`. */
export function Tabs({
  tabs,
  label,
  defaultTab,
}: {
  tabs: Array<{ key: string; label: ReactNode; content: ReactNode }>;
  label: string;
  defaultTab?: string;
}) {
  return (
    <RadixTabs.Root defaultValue={defaultTab ?? tabs[0]?.key}>
      <RadixTabs.List aria-label={label} className="flex overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <RadixTabs.Trigger
            key={tab.key}
            value={tab.key}
            className={cx(
              TAB,
              "border-transparent text-ink-2 focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:font-semibold data-[state=active]:text-ink",
            )}
          >
            {tab.label}
          </RadixTabs.Trigger>
        ))}
      </RadixTabs.List>
      {tabs.map((tab) => (
        <RadixTabs.Content key={tab.key} value={tab.key} className="pt-4">
          {tab.content}
        </RadixTabs.Content>
      ))}
    </RadixTabs.Root>
  );
}

/** Tabs that are pages: each a link, the present one marked. `count` stands beside the label. */
export function LinkTabs({
  tabs,
  label,
}: {
  tabs: Array<{ key: string; label: ReactNode; href: string; current: boolean; count?: number }>;
  label: string;
}) {
  const bar = useRef<HTMLElement>(null);
  const current = tabs.find((tab) => tab.current)?.key;
  // On a phone the present tab may lie beyond the edge of the bar.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again whenever another tab is the present one
  useEffect(() => {
    const [nav, tab] = [bar.current, bar.current?.querySelector("[aria-current=page]")];
    if (!nav || !tab) return;
    const [frame, box] = [nav.getBoundingClientRect(), tab.getBoundingClientRect()];
    if (box.left < frame.left || box.right > frame.right)
      nav.scrollLeft += box.left + box.width / 2 - (frame.left + frame.width / 2);
  }, [current]);
  return (
    <nav ref={bar} aria-label={label} className="flex overflow-x-auto border-b border-line">
      {tabs.map((tab) => (
        <Link
          key={tab.key}
          href={tab.href}
          aria-current={tab.current ? "page" : undefined}
          className={cx(
            TAB,
            "focus-visible:-outline-offset-2",
            tab.current ? "border-accent font-semibold text-ink" : "border-transparent text-ink-2",
          )}
        >
          {tab.label}
          {tab.count !== undefined ? (
            <span className="rounded-full bg-sunken px-1.5 text-sm text-ink-2 tabular-nums">{tab.count}</span>
          ) : null}
        </Link>
      ))}
    </nav>
  );
}
