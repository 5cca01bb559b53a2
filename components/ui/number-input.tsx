"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { cx } from "./cx";
import { unitText } from "./unit-text";
import { useFieldControl } from "./field";
import { CONTROL } from "./input";
import { decimalText, digitsOf, exactText } from "./quantity-text";

/**
 * A whole number of a unit. A text box with a number pad, so the mouse wheel changes nothing; takes full-width digits, 万 and
 * separators as people paste them; the form gets plain digits under `name`, or an empty string.
 * `onValue` gives the number, null when empty, undefined when what is typed is no whole number. With `decimals` people write a number
 * of at most so many (yuan), and value and form count in its last (fen).
 */
export function NumberInput({
  name,
  unit,
  defaultValue = null,
  value,
  onValue,
  min = 0,
  max = Number.MAX_SAFE_INTEGER,
  decimals = 0,
  step = 10 ** decimals,
  id,
  className,
  disabled,
  placeholder,
  "aria-label": ariaLabel,
}: {
  name?: string;
  unit?: ReactNode;
  defaultValue?: number | null;
  value?: number | null;
  onValue?: (value: number | null | undefined) => void;
  min?: number;
  max?: number;
  decimals?: number;
  step?: number;
  id?: string;
  className?: string;
  disabled?: boolean;
  placeholder?: string;
  "aria-label"?: string;
}) {
  const t = useTranslations("ui.number");
  const locale = useLocale();
  const control = useFieldControl(id);
  const [typed, setTyped] = useState<string | null>(null);
  const [own, setOwn] = useState<number | null | undefined>(defaultValue);
  const current = value !== undefined ? value : own;
  const written = (value: number) => (decimals > 0 ? decimalText(value, decimals, locale) : exactText(value, locale));
  const shown = typed ?? (current == null ? "" : written(current));
  const bad = typed !== null && digitsOf(typed, decimals) === undefined;

  function take(text: string) {
    setTyped(text);
    const parsed = digitsOf(text, decimals);
    setOwn(parsed);
    onValue?.(parsed);
  }
  function move(by: number) {
    const next = Math.min(max, Math.max(min, (current ?? 0) + by));
    setTyped(null);
    setOwn(next);
    onValue?.(next);
  }

  return (
    <div className={cx("relative", className)}>
      <input
        {...control.aria}
        aria-invalid={bad || control.aria["aria-invalid"]}
        aria-label={ariaLabel}
        id={control.id}
        type="text"
        inputMode={decimals > 0 ? "decimal" : "numeric"}
        autoComplete="off"
        disabled={disabled}
        placeholder={placeholder}
        value={shown}
        title={bad ? (decimals > 0 ? t("decimal", { decimals }) : t("whole")) : undefined}
        onChange={(event) => take(event.target.value)}
        onBlur={() => !bad && setTyped(null)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
          event.preventDefault();
          move(event.key === "ArrowUp" ? step : -step);
        }}
        className={cx(CONTROL, "text-end tabular-nums", unit != null && "pe-14")}
      />
      {unit != null ? (
        <span className="pointer-events-none absolute inset-y-0 end-0 flex max-w-14 items-center truncate pe-2.5 ps-1 text-sm text-ink-3">
          {typeof unit === "string" ? unitText(unit, locale) : unit}
        </span>
      ) : null}
      {name ? <input type="hidden" name={name} value={current ?? typed ?? ""} /> : null}
    </div>
  );
}
