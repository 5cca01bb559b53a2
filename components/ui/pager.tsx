import { ChevronFirst, ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, LinkButton } from "./button";

/**
 * Key paging: addresses carry a cursor, so there is no page number to jump to. A missing href is a step that is not there.
 * `count` may be `approximate` (of the planner's estimate), and then says so.
 */
export function Pager({
  firstHref,
  previousHref,
  nextHref,
  count,
}: {
  firstHref?: string;
  previousHref?: string;
  nextHref?: string;
  count?: { value: number; approximate?: boolean };
}) {
  const t = useTranslations("ui.pager");
  // A list that fits on one page has no steps to take.
  if (!firstHref && !previousHref && !nextHref && !count) return null;
  const steps = [
    { key: "first", href: firstHref, icon: <ChevronFirst aria-hidden className="rtl:-scale-x-100" /> },
    { key: "previous", href: previousHref, icon: <ChevronLeft aria-hidden className="rtl:-scale-x-100" /> },
    { key: "next", href: nextHref, icon: <ChevronRight aria-hidden className="rtl:-scale-x-100" /> },
  ] as const;
  return (
    <nav aria-label={t("label")} className="mt-3 flex flex-wrap items-center gap-2">
      {count ? (
        <span className="me-auto text-sm text-ink-2 tabular-nums">
          {count.approximate
            ? t("countApprox", { count: Number(count.value.toPrecision(2)) })
            : t("count", { count: count.value })}
        </span>
      ) : null}
      {steps.map((step) =>
        step.href ? (
          <LinkButton key={step.key} href={step.href} size="sm" icon={step.icon}>
            {t(step.key)}
          </LinkButton>
        ) : (
          <Button key={step.key} size="sm" icon={step.icon} disabled>
            {t(step.key)}
          </Button>
        ),
      )}
    </nav>
  );
}
