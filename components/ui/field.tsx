"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useId } from "react";
import { cx } from "./cx";

type FieldState = { id: string; labelId: string; describedBy?: string; invalid: boolean; required: boolean };

const FieldContext = createContext<FieldState | null>(null);

/** Tells the fields of one form from those of another on the same page that have the same names; set by the form. */
export const FormScope = createContext("");

/** Gives the id of the control of a field by its name, within the form around; `ErrorSummary` links to it. */
export function useFieldId(): (name: string) => string {
  const scope = useContext(FormScope);
  return (name) => `field-${scope}${name}`;
}

/**
 * What a control inside a `Field` puts on its element: id and the aria attributes. Outside a field the control must bring
 * its own label.
 */
export function useFieldControl(ownId?: string) {
  const field = useContext(FieldContext);
  const spare = useId();
  return {
    id: ownId ?? field?.id ?? spare,
    labelId: field?.labelId,
    aria: {
      "aria-describedby": field?.describedBy,
      "aria-invalid": field?.invalid || undefined,
      "aria-required": field?.required || undefined,
    },
  };
}

/**
 * Label, hint and error around one control.
 * `name` is the form name of the control (gives the id that error summaries link to); `error` is a finished sentence.
 * `group` draws a fieldset with a legend, for radio cards and other controls of several parts.
 */
export function Field({
  label,
  name,
  hint,
  error,
  required = false,
  group = false,
  labelHidden = false,
  className,
  children,
}: {
  label: ReactNode;
  name?: string;
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  group?: boolean;
  labelHidden?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const t = useTranslations("ui.field");
  const own = useId();
  const idOf = useFieldId();
  const id = name ? idOf(name) : own;
  const describedBy = cx(hint != null && `${id}-hint`, error != null && error !== false && `${id}-error`) || undefined;
  const Box = group ? "fieldset" : "div";
  const text = (
    <>
      {label}
      {required ? <span className="ms-1.5 text-sm font-normal text-ink-3">{t("required")}</span> : null}
    </>
  );
  const labelClass = labelHidden ? "sr-only" : "mb-1 block text-sm font-medium phone:text-base";
  return (
    <FieldContext.Provider value={{ id, labelId: `${id}-label`, describedBy, invalid: Boolean(error), required }}>
      <Box
        className={cx("min-w-0", className)}
        id={group ? id : undefined}
        tabIndex={group ? -1 : undefined}
        aria-describedby={group ? describedBy : undefined}
      >
        {group ? (
          <legend id={`${id}-label`} className={labelClass}>
            {text}
          </legend>
        ) : (
          <label id={`${id}-label`} htmlFor={id} className={labelClass}>
            {text}
          </label>
        )}
        {children}
        {hint != null ? (
          <p id={`${id}-hint`} className="mt-1 text-sm text-ink-3">
            {hint}
          </p>
        ) : null}
        {error ? (
          <p id={`${id}-error`} className="mt-1 flex items-start gap-1.5 text-sm text-trouble-ink">
            <CircleAlert aria-hidden className="mt-1 size-4 shrink-0" />
            <span>{error}</span>
          </p>
        ) : null}
      </Box>
    </FieldContext.Provider>
  );
}
