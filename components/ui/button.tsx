"use client";

import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { cx } from "./cx";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "trouble";
export type ButtonSize = "sm" | "md" | "lg";

const BASE =
  "inline-flex items-center justify-center gap-2 rounded border font-medium whitespace-nowrap select-none transition-colors touch:min-h-11 disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0";

const VARIANT: Record<ButtonVariant, string> = {
  primary: "border-accent bg-accent text-on-accent hover:bg-accent-hover hover:border-accent-hover",
  secondary: "border-line-strong bg-surface text-ink hover:bg-hover",
  quiet: "border-transparent bg-transparent text-accent-ink hover:bg-accent-soft",
  trouble: "border-trouble bg-surface text-trouble-ink hover:bg-trouble-soft",
};

const SIZE: Record<ButtonSize, string> = {
  sm: "min-h-7 px-2.5 text-sm",
  md: "min-h-9 px-3.5 text-sm phone:text-base",
  lg: "min-h-12 px-5 text-base",
};

type Look = { variant?: ButtonVariant; size?: ButtonSize };

/** The classes of a button, for the rare element that must look like one (a label of a file input). */
export function buttonClass({ variant = "secondary", size = "md" }: Look, className?: string): string {
  return cx(BASE, VARIANT[variant], SIZE[size], className);
}

/**
 * A button. `pending` keeps its width and label, shows that work is under way and refuses a second click;
 * the label starts with a verb.
 */
export function Button({
  variant,
  size,
  pending = false,
  icon,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ComponentProps<"button"> & Look & { pending?: boolean; icon?: ReactNode }) {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      className={buttonClass({ variant, size }, className)}
    >
      {pending ? <LoaderCircle aria-hidden className="animate-spin" /> : icon}
      {children}
    </button>
  );
}

/** The submit button of a form: pending while the form's action runs. */
export function SubmitButton({ variant = "primary", ...rest }: ComponentProps<typeof Button>) {
  const { pending } = useFormStatus();
  return <Button {...rest} type="submit" variant={variant} pending={pending || rest.pending} />;
}

/** A button that is only an icon; `label` is its name for everyone who does not see it, and its tooltip. */
export function IconButton({
  label,
  icon,
  variant = "quiet",
  size = "md",
  pending = false,
  className,
  ...rest
}: Omit<ComponentProps<"button">, "children"> & Look & { label: string; icon: ReactNode; pending?: boolean }) {
  return (
    <Button
      {...rest}
      variant={variant}
      size={size}
      pending={pending}
      icon={icon}
      aria-label={label}
      title={label}
      className={cx(size === "sm" ? "min-w-7" : "min-w-9", "touch:min-w-11 px-1.5!", className)}
    />
  );
}

/** A link that looks like a button, for going somewhere (a button is for doing something). */
export function LinkButton({
  variant,
  size,
  icon,
  className,
  children,
  ...rest
}: ComponentProps<typeof Link> & Look & { icon?: ReactNode }) {
  return (
    <Link {...rest} className={buttonClass({ variant, size }, className)}>
      {icon}
      {children}
    </Link>
  );
}
