"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { Input } from "./input";
import { NumberInput } from "./number-input";

export type QuantityValue =
  | { known: true; quantity: number | null }
  | { known: false; estimate: number | null; basis: string };

/**
 * A quantity, or *unknown* with an estimate and what it is based on. An unknown quantity is a value, never 0.
 * Form fields: `name` (digits or empty), `nameUnknown` ("on" when unknown), `nameEstimate`, `nameBasis`.
 */
export function QuantityInput({
  name,
  unit,
  label,
  defaultValue = { known: true, quantity: null },
  onValue,
}: {
  name: string;
  unit: ReactNode;
  /** Names the boxes where no `Field` label is at hand (a cell of a line editor). */
  label?: string;
  defaultValue?: QuantityValue;
  onValue?: (value: QuantityValue) => void;
}) {
  const t = useTranslations("ui.quantity");
  const say = useTranslations("ui.common");
  const [value, setValue] = useState<QuantityValue>(defaultValue);
  const box = useId();
  const change = (next: QuantityValue) => {
    setValue(next);
    onValue?.(next);
  };
  const named = (part: string) => (label ? say("named", { name: label, text: part }) : part);
  return (
    <div className="grid gap-2">
      {value.known ? (
        <NumberInput
          name={name}
          unit={unit}
          value={value.quantity}
          aria-label={label}
          onValue={(quantity) => change({ known: true, quantity: quantity ?? null })}
        />
      ) : (
        <div className="grid grid-cols-[minmax(7rem,1fr)_2fr] gap-2 phone:grid-cols-1">
          <NumberInput
            id={`${box}-estimate`}
            name={`${name}Estimate`}
            unit={unit}
            value={value.estimate}
            placeholder="≈"
            aria-label={named(t("estimate"))}
            onValue={(estimate) => change({ ...value, estimate: estimate ?? null })}
          />
          <Input
            id={`${box}-basis`}
            name={`${name}Basis`}
            value={value.basis}
            maxLength={200}
            aria-label={named(t("basis"))}
            placeholder={t("basisPlaceholder")}
            onChange={(event) => change({ ...value, basis: event.target.value })}
          />
        </div>
      )}
      <label className="inline-flex min-h-6 items-center gap-2 justify-self-start text-sm text-ink-2 touch:min-h-11">
        <input
          type="checkbox"
          name={`${name}Unknown`}
          checked={!value.known}
          aria-label={label ? named(t("unknown")) : undefined}
          className="size-4"
          onChange={(event) =>
            change(event.target.checked ? { known: false, estimate: null, basis: "" } : { known: true, quantity: null })
          }
        />
        {t("unknown")}
      </label>
    </div>
  );
}
