"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "../ui/button";
import { exactText } from "../ui/quantity-text";
import { useSpanText } from "../ui/time";

/**
 * A long task: how far it is, how long it has taken and, where it can be known, how long it still needs. `children` show what the task
 * has found so far (a bound that closes in). `total` null means the length is not known yet.
 */
export function Progress({
  label,
  done,
  total,
  unit,
  elapsedMs,
  leftMs,
  onCancel,
  children,
}: {
  label: string;
  done: number;
  total: number | null;
  unit?: string;
  elapsedMs?: number;
  leftMs?: number;
  onCancel?: () => void;
  children?: ReactNode;
}) {
  const t = useTranslations("ui.progress");
  const locale = useLocale();
  const span = useSpanText();
  const figures =
    total === null
      ? exactText(done, locale)
      : t("of", { done: exactText(done, locale), total: exactText(total, locale) });
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{label}</span>
        <span className="text-sm text-ink-2 tabular-nums">
          {figures}
          {unit ? ` ${unit}` : ""}
          {elapsedMs !== undefined ? ` · ${t("elapsed", { time: span(elapsedMs) })}` : ""}
          {leftMs !== undefined ? ` · ${t("left", { time: span(leftMs) })}` : ""}
        </span>
      </div>
      <progress
        aria-label={label}
        {...(total === null ? {} : { value: Math.min(done, total), max: total })}
        className="h-2 w-full overflow-hidden rounded-full border border-line-strong bg-sunken accent-accent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
      {children}
      {onCancel ? (
        <div>
          <Button size="sm" onClick={onCancel}>
            {t("cancel")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
