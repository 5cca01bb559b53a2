"use client";

import { type ReactNode, useId } from "react";
import { cx } from "./cx";

export type RadioCard = { value: string; label: ReactNode; hint?: ReactNode; icon?: ReactNode; disabled?: boolean };

/** A choice among a few that need explaining. Put it in `<Field group>`; native radios, so arrows move and forms submit. */
export function RadioCards({
  name,
  cards,
  value,
  defaultValue,
  onValue,
  columns = 3,
  required,
}: {
  name: string;
  cards: RadioCard[];
  value?: string;
  defaultValue?: string;
  onValue?: (value: string) => void;
  columns?: 1 | 2 | 3 | 4;
  required?: boolean;
}) {
  const id = useId();
  const wide = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-2 lg:grid-cols-3", 4: "sm:grid-cols-2 lg:grid-cols-4" };
  return (
    <div className={cx("grid gap-2", wide[columns])}>
      {cards.map((card) => (
        <label
          key={card.value}
          className="flex min-h-11 cursor-pointer items-start gap-2.5 rounded border border-line-strong bg-surface px-3 py-2.5 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:outline-1 has-checked:outline-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:cursor-not-allowed has-disabled:opacity-50"
        >
          <input
            type="radio"
            name={name}
            value={card.value}
            required={required}
            disabled={card.disabled}
            {...(value !== undefined
              ? { checked: value === card.value }
              : { defaultChecked: defaultValue === card.value })}
            onChange={() => onValue?.(card.value)}
            aria-labelledby={`${id}-${card.value}`}
            aria-describedby={card.hint != null ? `${id}-${card.value}-hint` : undefined}
            className="mt-1 size-4 shrink-0 focus-visible:outline-none"
          />
          {card.icon != null ? <span className="mt-0.5 text-accent-ink [&_svg]:size-5">{card.icon}</span> : null}
          <span className="min-w-0">
            <span id={`${id}-${card.value}`} className="block font-medium">
              {card.label}
            </span>
            {card.hint != null ? (
              <span id={`${id}-${card.value}-hint`} className="block text-sm text-ink-2">
                {card.hint}
              </span>
            ) : null}
          </span>
        </label>
      ))}
    </div>
  );
}
