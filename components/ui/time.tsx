"use client";

import { Clock, ClockAlert, History } from "lucide-react";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { cx } from "./cx";
import { absoluteText, HOME_TIME_ZONE, relativeText, spanParts } from "./time-text";

type Instant = Date | string;

/** `now` of the page (the business clock), moving on with real time while `running`. */
function useMovingNow(now: Instant, running: boolean): Date {
  const start = new Date(now).getTime();
  const [moved, setMoved] = useState({ start, extra: 0 });
  useEffect(() => {
    if (!running) return;
    const began = performance.now();
    const timer = setInterval(() => setMoved({ start, extra: performance.now() - began }), 15_000);
    return () => clearInterval(timer);
  }, [running, start]);
  // A new `now` from the server starts afresh.
  return new Date(start + (moved.start === start ? moved.extra : 0));
}

/** A span in the words of the page's language: "3 小时 20 分钟". */
export function useSpanText(): (spanMs: number) => string {
  const t = useTranslations("ui.duration");
  return (spanMs) =>
    spanParts(spanMs)
      .map((part) => t(part.unit, { count: part.count }))
      .join(" ");
}

/** When something was: relative near now, the absolute instant on hover and in print. `at` null says 从未确认 or `never`. */
export function Freshness({
  at,
  now,
  staleAfterMs,
  running = false,
  never,
  className,
}: {
  at: Instant | null;
  now: Instant;
  /** Older than this is marked with an icon and a word. */
  staleAfterMs?: number;
  running?: boolean;
  never?: string;
  className?: string;
}) {
  const t = useTranslations("ui.fresh");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? HOME_TIME_ZONE;
  const moving = useMovingNow(now, running);
  if (at === null) return <span className={cx("text-ink-3", className)}>{never ?? t("never")}</span>;
  const instant = new Date(at);
  const absolute = absoluteText(instant, timeZone);
  const stale = staleAfterMs !== undefined && moving.getTime() - instant.getTime() > staleAfterMs;
  return (
    <span className={cx("inline-flex items-center gap-1 whitespace-nowrap", className)}>
      {stale ? (
        <>
          <History aria-hidden className="size-4 shrink-0 text-trouble-ink" />
          <span className="sr-only">{t("stale")}</span>
        </>
      ) : null}
      <time dateTime={instant.toISOString()} title={absolute} suppressHydrationWarning className="print:hidden">
        {relativeText(instant, moving, locale, timeZone)}
      </time>
      <span aria-hidden className="hidden print:inline">
        {absolute}
      </span>
    </span>
  );
}

/**
 * A clock that runs out: how long is left, then how long it is over. `doneAt` stops it and says whether it was in time.
 * Under a quarter of `totalMs` left it is drawn bold; over is trouble with its icon and word.
 */
export function ServiceClock({
  dueAt,
  now,
  doneAt = null,
  totalMs,
  running = true,
}: {
  dueAt: Instant;
  now: Instant;
  doneAt?: Instant | null;
  totalMs?: number;
  running?: boolean;
}) {
  const t = useTranslations("ui.clock");
  const span = useSpanText();
  const timeZone = useTimeZone() ?? HOME_TIME_ZONE;
  const moving = useMovingNow(now, running && doneAt === null);
  const due = new Date(dueAt).getTime();
  const left = due - (doneAt === null ? moving.getTime() : new Date(doneAt).getTime());
  const over = left < 0;
  const close = !over && totalMs !== undefined && left < totalMs / 4;
  const text = doneAt !== null ? t(over ? "missed" : "met") : t(over ? "over" : "left", { time: span(left) });
  const Icon = over ? ClockAlert : Clock;
  return (
    <span
      title={t("due", { time: absoluteText(new Date(due), timeZone) })}
      suppressHydrationWarning
      className={cx(
        "inline-flex items-center gap-1 whitespace-nowrap tabular-nums",
        over ? "font-medium text-trouble-ink" : close ? "font-bold" : "text-ink-2",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {text}
    </span>
  );
}
