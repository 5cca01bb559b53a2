"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { usePortalHome } from "./portal-home";

export type MenuItem =
  | {
      key: string;
      label: ReactNode;
      icon?: ReactNode;
      href?: string;
      onSelect?: () => void;
      tone?: "trouble";
      disabled?: boolean;
      /** Marks the choice in force (language, theme). */
      checked?: boolean;
      hint?: ReactNode;
    }
  | { key: string; separator: true }
  | { key: string; heading: ReactNode };

const ITEM =
  "flex min-h-8 items-center gap-2 rounded px-2.5 py-1 text-sm outline-none select-none data-highlighted:bg-accent-soft data-highlighted:text-accent-ink data-disabled:opacity-50 touch:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0";

function body(item: Extract<MenuItem, { label: ReactNode }>) {
  return (
    <>
      {item.icon}
      <span className="min-w-0 grow">
        {item.label}
        {item.hint != null ? <span className="block text-ink-3">{item.hint}</span> : null}
      </span>
      {item.checked ? <Check aria-hidden /> : null}
    </>
  );
}

/** A menu of links and actions. */
export function Menu({
  trigger,
  items,
  align = "end",
}: {
  trigger: ReactNode;
  items: MenuItem[];
  align?: "start" | "end";
}) {
  const home = usePortalHome();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={home}>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto rounded-lg border border-line-strong bg-surface p-1 shadow-raised"
        >
          {items.map((item) => {
            if ("separator" in item) return <DropdownMenu.Separator key={item.key} className="my-1 h-px bg-line" />;
            if ("heading" in item) {
              return (
                <DropdownMenu.Label key={item.key} className="px-2.5 py-1 text-sm text-ink-3">
                  {item.heading}
                </DropdownMenu.Label>
              );
            }
            const look = cx(ITEM, item.tone === "trouble" && "text-trouble-ink");
            return item.href ? (
              <DropdownMenu.Item key={item.key} asChild disabled={item.disabled} className={look}>
                <Link href={item.href}>{body(item)}</Link>
              </DropdownMenu.Item>
            ) : (
              <DropdownMenu.Item key={item.key} disabled={item.disabled} onSelect={item.onSelect} className={look}>
                {body(item)}
              </DropdownMenu.Item>
            );
          })}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
