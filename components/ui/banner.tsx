"use client";

import { CircleAlert, CircleCheck, Info, RefreshCw, ShieldX, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { Button, IconButton } from "./button";
import { cx } from "./cx";
import { useFieldId } from "./field";

export type BannerTone = "info" | "done" | "trouble";

const BANNER = {
  info: { icon: Info, className: "border-line-strong bg-surface" },
  done: { icon: CircleCheck, className: "border-accent bg-accent-soft" },
  trouble: { icon: CircleAlert, className: "border-trouble bg-trouble-soft" },
};

/**
 * A message in the page: what happened, why, and what to do. Trouble is announced at once (`role="alert"`), the rest politely.
 */
export function Banner({
  tone = "info",
  title,
  children,
  actions,
  onClose,
  className,
}: {
  tone?: BannerTone;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  onClose?: () => void;
  className?: string;
}) {
  const t = useTranslations("ui.common");
  const { icon: Icon, className: look } = BANNER[tone];
  return (
    <div
      role={tone === "trouble" ? "alert" : "status"}
      className={cx("flex items-start gap-3 rounded border border-s-4 px-3.5 py-2.5", look, className)}
    >
      <Icon aria-hidden className={cx("mt-0.5 size-5 shrink-0", tone === "trouble" && "text-trouble-ink")} />
      <div className="min-w-0 grow">
        {title != null ? <p className="font-semibold">{title}</p> : null}
        {children}
        {actions != null ? <div className="mt-2 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
      {onClose ? <IconButton size="sm" label={t("close")} icon={<X aria-hidden />} onClick={onClose} /> : null}
    </div>
  );
}

/**
 * What a form still needs, each a link to its field. Takes focus when it appears, so that keyboard and screen reader
 * users land on it. `errors`: field name and finished sentence; a null name is about the form as a whole.
 */
export function ErrorSummary({ errors }: { errors: Array<{ name: string | null; message: string }> }) {
  const t = useTranslations("ui.errors");
  const box = useRef<HTMLDivElement>(null);
  const fieldId = useFieldId();
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="rounded border border-s-4 border-trouble bg-trouble-soft px-4 py-3"
    >
      <p className="flex items-center gap-2 font-semibold text-trouble-ink">
        <CircleAlert aria-hidden className="size-5" />
        {t("title", { count: errors.length })}
      </p>
      <ul className="mt-1 list-disc ps-7">
        {errors.map((error) => (
          <li key={`${error.name}-${error.message}`} className="py-0.5">
            {error.name === null ? (
              error.message
            ) : (
              <a
                href={`#${fieldId(error.name)}`}
                className="underline underline-offset-2"
                onClick={(event) => {
                  const control = document.getElementById(fieldId(error.name ?? ""));
                  if (!control) return;
                  event.preventDefault();
                  control.focus();
                  control.scrollIntoView({ block: "center" });
                }}
              >
                {error.message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Part of a view could not be read: what is shown, what is missing, and a way to try again. */
export function PartialFailure({
  shown,
  missing,
  onRetry,
  retryHref,
}: {
  shown?: ReactNode;
  missing: string;
  onRetry?: () => void;
  retryHref?: string;
}) {
  const t = useTranslations("ui");
  return (
    <Banner
      tone="trouble"
      title={t("failure.title")}
      actions={
        onRetry ? (
          <Button icon={<RefreshCw aria-hidden />} onClick={onRetry}>
            {t("common.retry")}
          </Button>
        ) : retryHref ? (
          <a className="underline" href={retryHref}>
            {t("common.retry")}
          </a>
        ) : null
      }
    >
      {typeof shown === "string" ? <p>{t("failure.shown", { what: shown })}</p> : shown}
      <p>{t("failure.missing", { what: missing })}</p>
    </Banner>
  );
}

/**
 * Nothing here for this person, in place of a page; `helpers` says who can grant it (roles or offices, not people's names), `onward` where to
 * go from here.
 */
export function NoPermission({ title, helpers, onward }: { title?: ReactNode; helpers: string[]; onward?: ReactNode }) {
  const t = useTranslations("ui.noPermission");
  return (
    <div className="grid max-w-prose justify-items-start gap-2 py-8">
      <ShieldX aria-hidden className="size-8 text-ink-3" />
      <h1 className="text-xl font-semibold">{title ?? t("title")}</h1>
      {helpers.length > 0 ? (
        <>
          <p>{t("text")}</p>
          <ul className="list-disc ps-6">
            {helpers.map((helper) => (
              <li key={helper}>{helper}</li>
            ))}
          </ul>
        </>
      ) : null}
      {onward != null ? <div className="mt-2">{onward}</div> : null}
    </div>
  );
}
