"use client";

import type { ComponentProps } from "react";
import { cx } from "./cx";
import { useFieldControl } from "./field";

/** The look of every box one types into. */
export const CONTROL =
  "block w-full min-w-0 rounded border border-line-strong bg-surface px-2.5 py-1.5 text-sm text-ink min-h-9 touch:min-h-11 phone:text-base focus-visible:outline-offset-0 aria-invalid:border-trouble aria-invalid:border-2 disabled:bg-sunken disabled:text-ink-3 [&[readonly]]:bg-sunken";

/** One line of text. Inside a `Field` it takes id, description and error from it. */
export function Input({ className, id, ...rest }: ComponentProps<"input">) {
  const control = useFieldControl(id);
  return <input {...control.aria} {...rest} id={control.id} className={cx(CONTROL, className)} />;
}

/** Several lines of text. */
export function Textarea({ className, id, rows = 4, ...rest }: ComponentProps<"textarea">) {
  const control = useFieldControl(id);
  return (
    <textarea {...control.aria} {...rest} rows={rows} id={control.id} className={cx(CONTROL, "resize-y", className)} />
  );
}
