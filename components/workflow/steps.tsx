import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "../ui/cx";

/** Steps of a task in several parts (an import): which is done, which is now. `current` counts from 0. */
export function Steps({ steps, current }: { steps: Array<{ key: string; label: ReactNode }>; current: number }) {
  const t = useTranslations("ui");
  return (
    <ol aria-label={t("steps.label")} className="mb-4 flex flex-wrap gap-2">
      {steps.map((step, index) => (
        <li
          key={step.key}
          aria-current={index === current ? "step" : undefined}
          className={cx(
            "flex min-h-9 grow items-center gap-2 border-t-3 pt-1.5 text-sm",
            index < current && "border-accent text-ink-2",
            index === current && "border-accent font-semibold",
            index > current && "border-line text-ink-3",
          )}
        >
          {index < current ? (
            <Check aria-hidden className="size-4" />
          ) : (
            <span className="tabular-nums">{index + 1}</span>
          )}
          {step.label}
          {index < current ? <span className="sr-only">{t("state.done")}</span> : null}
        </li>
      ))}
    </ol>
  );
}
