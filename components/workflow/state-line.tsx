import { Check, CornerDownRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "../ui/cx";

export type LifeStep = {
  key: string;
  label: ReactNode;
  /** When it was reached, ready to show (a `Freshness`). */
  at?: ReactNode;
};

/**
 * Where a document is in its life: the states of its main line in order, the present one marked. A document that left the line
 * (rejected, cancelled) has `exit`: the line is shown up to where it left, then the exit.
 */
export function StateLine({
  steps,
  current,
  exit,
}: {
  steps: LifeStep[];
  /** Key of the present step, or with `exit` of the last one reached. */
  current: string;
  exit?: { label: ReactNode; at?: ReactNode };
}) {
  const t = useTranslations("ui.state");
  const here = steps.findIndex((step) => step.key === current);
  const last = steps.length - 1;
  return (
    <ol aria-label={t("line")} className="keep-together mb-4 flex flex-wrap gap-y-2 phone:grid">
      {steps.map((step, index) => {
        const done = index < here || (index === here && (exit !== undefined || index === last));
        const now = index === here && exit === undefined;
        return (
          <li key={step.key} aria-current={now ? "step" : undefined} className="flex items-center">
            <span
              className={cx(
                "flex size-6 shrink-0 items-center justify-center rounded-full border text-sm tabular-nums",
                now && "border-2 border-accent bg-accent-soft font-bold text-accent-ink",
                done && !now && "border-accent bg-accent text-on-accent",
                !done && !now && "border-line-strong text-ink-3",
              )}
            >
              {done ? <Check aria-hidden className="size-3.5" /> : <span aria-hidden>{index + 1}</span>}
            </span>
            <span className="ms-2 leading-tight">
              <span
                className={cx(
                  "block text-sm",
                  now ? "font-semibold" : !done && "text-ink-3",
                  exit && !done && "line-through",
                )}
              >
                {step.label}
              </span>
              <span className="sr-only">{t(now ? "current" : done ? "done" : "todo")}</span>
              {step.at != null ? <span className="block text-sm text-ink-3">{step.at}</span> : null}
            </span>
            {index < last ? (
              <span
                aria-hidden
                className={cx("mx-3 h-px w-6 phone:hidden xl:w-10", index < here ? "bg-accent" : "bg-line-strong")}
              />
            ) : null}
          </li>
        );
      })}
      {exit ? (
        <li
          aria-current="step"
          className="flex items-center gap-2 rounded border border-trouble bg-trouble-soft px-2.5 py-1 text-sm text-trouble-ink desk:ms-3"
        >
          <CornerDownRight aria-hidden className="size-4 rtl:-scale-x-100" />
          <span className="font-semibold">{exit.label}</span>
          <span className="sr-only">{t("exit")}</span>
          {exit.at}
        </li>
      ) : null}
    </ol>
  );
}
