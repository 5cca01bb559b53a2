"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "../ui/cx";
import { Quantity } from "../ui/quantity";
import type { MapData, MapEvents } from "./static-map";
import { coverText, LOW_COVER_DAYS, type MapThing, totalNeed } from "./symbols";

/** Everything that is on the map as buttons, largest first: the way of the keyboard and of screen readers, and often the quicker one. */
export function MapList({
  needs = [],
  stores = [],
  flows = [],
  selected,
  hovered,
  onSelect,
  onHover,
}: MapData & MapEvents) {
  const t = useTranslations("ui.map");
  const row = (thing: MapThing, label: ReactNode, figure: ReactNode) => (
    <li key={thing.id}>
      <button
        type="button"
        aria-pressed={selected === thing.id}
        onClick={() => onSelect?.(selected === thing.id ? null : thing)}
        onPointerEnter={() => onHover?.(thing)}
        onPointerLeave={() => onHover?.(null)}
        onFocus={() => onHover?.(thing)}
        onBlur={() => onHover?.(null)}
        className={cx(
          "flex min-h-8 w-full items-baseline justify-between gap-3 rounded px-2 py-1 text-start text-sm touch:min-h-11",
          selected === thing.id
            ? "bg-accent-soft font-semibold text-accent-ink"
            : hovered === thing.id
              ? "bg-hover"
              : "hover:bg-hover",
        )}
      >
        <span className="min-w-0">{label}</span>
        <span className="shrink-0">{figure}</span>
      </button>
    </li>
  );
  const part = (title: string, rows: ReactNode[]) =>
    rows.length > 0 ? (
      <div>
        <h3 className="px-2 text-sm font-semibold text-ink-2">{title}</h3>
        <ul>{rows}</ul>
      </div>
    ) : null;
  return (
    <section
      aria-label={t("list")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="grid max-h-[44rem] content-start gap-3 overflow-y-auto print:max-h-none"
    >
      {part(
        t("need"),
        [...needs]
          .sort((a, b) => totalNeed(b) - totalNeed(a))
          .map((need) =>
            row({ kind: "need", id: need.id }, need.label, <Quantity short value={totalNeed(need)} unit={need.unit} />),
          ),
      )}
      {part(
        t("store"),
        [...stores]
          .sort((a, b) => (a.coverDays ?? Number.POSITIVE_INFINITY) - (b.coverDays ?? Number.POSITIVE_INFINITY))
          .map((store) =>
            row(
              { kind: "store", id: store.id },
              store.label,
              store.coverDays === null ? (
                t("coverUnknown")
              ) : (
                <span className={cx(store.coverDays < LOW_COVER_DAYS && "font-semibold text-trouble-ink")}>
                  {t("cover", { days: coverText(store.coverDays) })}
                </span>
              ),
            ),
          ),
      )}
      {part(
        t("flow"),
        [...flows]
          .sort((a, b) => b.quantity - a.quantity)
          .map((flow) =>
            row(
              { kind: "flow", id: flow.id },
              t("flowFromTo", { from: flow.fromLabel, to: flow.toLabel }),
              <Quantity short value={flow.quantity} unit={flow.unit} />,
            ),
          ),
      )}
    </section>
  );
}
