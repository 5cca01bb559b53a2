import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { unitText } from "./unit-text";
import { exactText, isShortened, shortText } from "./quantity-text";

/**
 * A figure with its unit. `value` null is 未知, never 0 or blank; with an `estimate` it is "≈ 3,000 只" and says its basis on hover.
 * `short` shows 1.24 万 / 12.4 k with the exact figure on hover, to screen readers and in print.
 */
export function Quantity({
  value,
  unit,
  estimate = null,
  basis,
  short = false,
  strong = false,
  className,
}: {
  value: number | null;
  unit?: ReactNode;
  estimate?: number | null;
  basis?: string;
  short?: boolean;
  strong?: boolean;
  className?: string;
}) {
  const t = useTranslations("ui");
  const locale = useLocale();
  const shown = value ?? estimate;
  const box = cx("whitespace-nowrap tabular-nums", strong && "font-semibold", className);
  if (shown === null) {
    return (
      <span className={cx(box, "text-ink-3")} title={basis ? t("quantity.basisIs", { basis }) : undefined}>
        {t("common.unknown")}
      </span>
    );
  }
  const exact = exactText(shown, locale);
  const estimated = value === null;
  const shortened = short && isShortened(shown);
  const title = cx(
    shortened && t("quantity.exact", { value: exact }),
    estimated && basis && t("quantity.basisIs", { basis }),
  );
  return (
    <data value={shown} title={title || undefined} className={box}>
      {estimated ? (
        <>
          <span aria-hidden>≈ </span>
          <span className="sr-only">{t("common.estimate")} </span>
        </>
      ) : null}
      {shortened ? (
        <>
          <span aria-hidden className="print:hidden">
            {shortText(shown, locale)}
          </span>
          <span className="sr-only print:not-sr-only">{exact}</span>
        </>
      ) : (
        exact
      )}
      {unit != null ? (
        <span className="text-ink-2"> {typeof unit === "string" ? unitText(unit, locale, shown) : unit}</span>
      ) : null}
    </data>
  );
}

/** A part of a whole as a thin bar with its words beside it; no gauge. `part` and `whole` are in the same unit. */
export function FillBar({
  part,
  whole,
  label,
  tone = "accent",
  showPercent = true,
  className,
}: {
  part: number;
  whole: number;
  /** Names the bar to screen readers: "满足率 一类需求". */
  label: string;
  tone?: "accent" | "trouble" | "neutral";
  showPercent?: boolean;
  className?: string;
}) {
  const locale = useLocale();
  const ratio = whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;
  // Rounded towards the truth: all but one of a thousand is 99 %, never 100 %.
  const percent = ratio === 1 ? 1 : Math.floor(ratio * 100) / 100;
  const text = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(percent);
  const fill = { accent: "bg-accent", trouble: "bg-trouble", neutral: "bg-ink-2" }[tone];
  return (
    <span className={cx("flex items-center gap-2", className)}>
      {/* biome-ignore lint/a11y/useSemanticElements: the meter element cannot be drawn alike in all browsers, nor in print */}
      <span
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={whole}
        aria-valuenow={Math.min(part, whole)}
        aria-valuetext={text}
        className="block h-2 min-w-12 grow overflow-hidden rounded-full border border-line-strong bg-sunken"
      >
        <span className={cx("print-colours block h-full", fill)} style={{ inlineSize: `${ratio * 100}%` }} />
      </span>
      {showPercent ? (
        <span aria-hidden className="w-11 shrink-0 text-end text-sm tabular-nums">
          {text}
        </span>
      ) : null}
    </span>
  );
}
