"use client";

import { Switch as RadixSwitch } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "./cx";

/** A yes or no in a form; `hint` explains below the label. */
export function Checkbox({
  label,
  hint,
  className,
  id,
  ...rest
}: Omit<ComponentProps<"input">, "type"> & { label: ReactNode; hint?: ReactNode }) {
  const spare = useId();
  const own = id ?? spare;
  return (
    <div className={cx("flex items-start gap-2.5", className)}>
      <input
        {...rest}
        id={own}
        type="checkbox"
        aria-describedby={hint != null ? `${own}-hint` : undefined}
        className="mt-1 size-4 shrink-0 touch:mt-0.5 touch:size-6"
      />
      <div className="min-w-0">
        <label htmlFor={own} className="inline-block min-h-6 touch:min-h-8">
          {label}
        </label>
        {hint != null ? (
          <p id={`${own}-hint`} className="text-sm text-ink-3">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}

/** A setting that takes effect at once. In a form it submits "on" under `name`. */
export function Switch({
  label,
  checked,
  defaultChecked,
  onCheckedChange,
  name,
  disabled,
}: {
  label: ReactNode;
  checked?: boolean;
  defaultChecked?: boolean;
  onCheckedChange?: (checked: boolean) => void;
  name?: string;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <div className="flex min-h-6 items-center gap-3 touch:min-h-11">
      <RadixSwitch.Root
        id={id}
        name={name}
        checked={checked}
        defaultChecked={defaultChecked}
        onCheckedChange={onCheckedChange}
        disabled={disabled}
        className="inline-flex h-6 w-11 shrink-0 items-center rounded-full border border-line-strong bg-sunken p-0.5 data-[state=checked]:border-accent data-[state=checked]:bg-accent disabled:opacity-50"
      >
        <RadixSwitch.Thumb className="size-4.5 rounded-full bg-ink-2 transition-transform data-[state=checked]:translate-x-5 data-[state=checked]:bg-on-accent rtl:data-[state=checked]:-translate-x-5" />
      </RadixSwitch.Root>
      <label htmlFor={id}>{label}</label>
    </div>
  );
}
