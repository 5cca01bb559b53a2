import { OctagonAlert } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { cx } from "../ui/cx";
import { ribbonPath, stageThickness, USUAL_THICKNESS } from "./ribbon-shape";

export type Stage = {
  key: "procurement" | "storage" | "transport" | "distribution";
  label: string;
  /** The rows behind the figure; none for whoever may not open them. */
  href?: string;
  /** What is in the stage now and was at this hour yesterday, in one unit; yesterday null where there was none. */
  load: number;
  loadYesterday: number | null;
  /** The same as shown: a `Quantity`. */
  loadText: ReactNode;
  loadYesterdayText?: ReactNode;
  /** How long things take there, and took yesterday. */
  time: ReactNode;
  timeYesterday?: ReactNode;
  /** What the load is made of: figures with links to their rows. */
  parts?: ReactNode;
  /** Why it sticks here, as one sentence; at most one stage should have it. */
  stuck?: ReactNode;
};

/**
 * The value chain as a ribbon: each stage as thick as its load against yesterday's, whose outline is dashed, so that a
 * swelling stage is seen to swell. The words under it say the same; on a phone each stage is a row with its bar.
 */
export function StageRibbon({ stages }: { stages: Stage[] }) {
  const t = useTranslations("ui.ribbon");
  const locale = useLocale();
  const id = useId().replaceAll(":", "");
  const thicknesses = stages.map((stage) => stageThickness(stage.load, stage.loadYesterday));
  const width = stages.length * 100;
  const stuck = stages.findIndex((stage) => stage.stuck != null);

  function change(stage: Stage): string | null {
    if (!stage.loadYesterday) return null;
    const ratio = stage.load / stage.loadYesterday - 1;
    const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(
      Math.abs(ratio),
    );
    return Math.abs(ratio) < 0.005 ? t("same") : t(ratio > 0 ? "more" : "less", { percent });
  }

  return (
    <section aria-label={t("label")} className="keep-together min-w-0">
      <svg
        viewBox={`0 0 ${width} 100`}
        preserveAspectRatio="none"
        aria-hidden="true"
        className="print-colours block h-24 w-full wall:h-[16vh] phone:hidden"
      >
        <defs>
          <pattern id={`${id}-hatch`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="5" height="5" fill="var(--trouble-soft)" />
            <rect width="1.6" height="5" fill="var(--trouble)" />
          </pattern>
          <clipPath id={`${id}-stuck`}>
            <rect x={stuck * 100} y="0" width="100" height="100" />
          </clipPath>
        </defs>
        <path d={ribbonPath(thicknesses)} fill="var(--accent)" opacity="0.78" />
        {stuck >= 0 ? (
          <path d={ribbonPath(thicknesses)} fill={`url(#${id}-hatch)`} clipPath={`url(#${id}-stuck)`} />
        ) : null}
        <path
          d={ribbonPath(stages.map(() => USUAL_THICKNESS))}
          fill="none"
          stroke="var(--ink)"
          strokeWidth="1.25"
          strokeDasharray="4 3"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <ol className="grid gap-x-4 gap-y-3 desk:mt-2 desk:grid-cols-4">
        {stages.map((stage, index) => (
          <li
            key={stage.key}
            className={cx("min-w-0 border-s-3 ps-3", stage.stuck != null ? "border-trouble" : "border-line-strong")}
          >
            <StageHead stage={stage} />
            <span aria-hidden className="my-1 block h-3 desk:hidden">
              <span className="relative block h-full bg-sunken">
                <span
                  className={cx("print-colours block h-full", stage.stuck != null ? "bg-trouble" : "bg-accent")}
                  // The ribbon keeps a thread where a stage is empty, so that it holds together; a bar of nothing is no bar.
                  style={{ inlineSize: stage.load === 0 ? 0 : `${thicknesses[index]}%` }}
                />
                <span
                  className="absolute inset-y-[-3px] w-px bg-ink"
                  style={{ insetInlineStart: `${USUAL_THICKNESS}%` }}
                />
              </span>
            </span>
            <p className="text-sm text-ink-2">
              {change(stage)}
              {stage.loadYesterdayText == null ? null : change(stage) === null ? (
                stage.loadYesterdayText
              ) : (
                <> · {stage.loadYesterdayText}</>
              )}
            </p>
            <p className="text-sm text-ink-2">
              {stage.time}
              {stage.timeYesterday != null ? <> · {stage.timeYesterday}</> : null}
            </p>
            {stage.parts}
            {stage.stuck != null ? (
              <p className="mt-1 flex items-start gap-1.5 text-sm text-trouble-ink">
                <OctagonAlert aria-hidden className="mt-1 size-4 shrink-0" />
                <span>
                  <strong>{t("stuck")}</strong> {stage.stuck}
                </span>
              </p>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

function StageHead({ stage }: { stage: Stage }) {
  const words = (
    <>
      <span className="block font-semibold">{stage.label}</span>
      <span className="block text-xl font-semibold tabular-nums">{stage.loadText}</span>
    </>
  );
  return stage.href ? (
    <Link href={stage.href} className="block rounded hover:bg-hover">
      {words}
    </Link>
  ) : (
    <div>{words}</div>
  );
}
