"use client";

import { ChevronDown } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { cx } from "./cx";
import { useFieldControl } from "./field";
import { CONTROL } from "./input";
import { writtenIn } from "./written";

export type Option = { value: string; label: string; disabled?: boolean };
export type OptionGroup = { label: string; options: Option[] };

function optionsOf(options: Option[], locale: string) {
  return options.map((option) => (
    <option key={option.value} value={option.value} disabled={option.disabled} lang={writtenIn(option.label, locale)}>
      {option.label}
    </option>
  ));
}

/** A choice among few, as the browser's own list (native on phones). For long or searched lists take `Combobox`. */
export function Select({
  options,
  placeholder,
  className,
  id,
  ...rest
}: Omit<ComponentProps<"select">, "children"> & {
  options: Array<Option | OptionGroup>;
  /** The first, empty choice; `false` leaves it out. */
  placeholder?: string | false;
}) {
  const t = useTranslations("ui.select");
  const locale = useLocale();
  const control = useFieldControl(id);
  return (
    <span className="relative block">
      <select {...control.aria} {...rest} id={control.id} className={cx(CONTROL, "appearance-none pe-9", className)}>
        {placeholder === false ? null : <option value="">{placeholder ?? t("placeholder")}</option>}
        {options.map((entry) =>
          "options" in entry ? (
            <optgroup key={entry.label} label={entry.label}>
              {optionsOf(entry.options, locale)}
            </optgroup>
          ) : (
            optionsOf([entry], locale)
          ),
        )}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute inset-y-0 end-2.5 my-auto size-4 text-ink-3" />
    </span>
  );
}
