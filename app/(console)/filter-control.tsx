"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { DateInput } from "@/components/ui/date-input";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

/** A filter one can set: a choice when it has options, else a text to look for, unless `kind` says otherwise. */
export type FilterField = {
  /** Its name in the address. */
  name: string;
  label: string;
  /** `flag`: there or not, `1` in the address; `day`: a calendar day; `moment`: a day and a time. */
  kind?: "flag" | "day" | "moment";
  options?: ReadonlyArray<{ value: string; label: string }>;
  /** Of a choice: what not choosing is called; of a text: an example. */
  placeholder?: string;
  /** What the list goes by when the address says nothing: the control shows it, and nothing needs taking off. */
  usual?: string;
};

/**
 * The control of one filter, with its label. It follows the value in force: when a filter is taken off by its chip, or the browser goes
 * back, the box that set it must not go on showing it. The element stays, and with it the focus.
 */
export function FilterControl({ field, value: set }: { field: FilterField; value?: string }) {
  const { name, label, kind, options, placeholder, usual } = field;
  const value = set ?? usual ?? "";
  const t = useTranslations("ui.filter");
  const control = useRef<HTMLInputElement | HTMLSelectElement>(null);
  const inForce = useRef(value);
  useEffect(() => {
    if (inForce.current === value) return;
    inForce.current = value;
    if (control.current instanceof HTMLInputElement && kind === "flag") control.current.checked = value !== "";
    else if (control.current) control.current.value = value;
  }, [kind, value]);
  const ref = (element: HTMLInputElement | HTMLSelectElement | null) => {
    control.current = element;
  };
  if (kind === "flag")
    return (
      <Checkbox
        ref={ref}
        name={name}
        value="1"
        label={label}
        defaultChecked={value !== ""}
        // Stands on the middle of the boxes beside it.
        className="pb-1.5 text-sm phone:text-base"
      />
    );
  return (
    <Field label={label} name={name}>
      {kind === "day" || kind === "moment" ? (
        <DateInput ref={ref} name={name} withTime={kind === "moment"} defaultValue={value} />
      ) : options ? (
        <Select
          ref={ref}
          name={name}
          defaultValue={value}
          placeholder={usual === undefined && (placeholder ?? t("any"))}
          options={[...options]}
        />
      ) : (
        <Input ref={ref} name={name} type="search" defaultValue={value} maxLength={60} placeholder={placeholder} />
      )}
    </Field>
  );
}
