import { HeartPulse, Siren, TriangleAlert, Truck } from "lucide-react";
import { useTranslations } from "next-intl";
import { Chip } from "./chip";
import { cx } from "./cx";

export type ResponseLevel = "I" | "II" | "III" | "IV";

const LEVEL: Record<ResponseLevel, string> = {
  I: "bg-level-1 text-on-level-1",
  II: "bg-level-2 text-on-level-2",
  III: "bg-level-3 text-on-level-3",
  IV: "bg-level-4 text-on-level-4",
};

/** The response level in its national colour, with its word. `level` null says that none is in force. */
export function LevelBadge({ level, large = false }: { level: ResponseLevel | null; large?: boolean }) {
  const t = useTranslations("ui.level");
  if (level === null) return <Chip tone="faded">{t("none")}</Chip>;
  return (
    <span
      title={t(`colour${level}`)}
      className={cx(
        "print-colours inline-flex items-center gap-1.5 rounded border border-ink font-semibold whitespace-nowrap",
        large ? "min-h-9 px-3 text-lg [&_svg]:size-5" : "min-h-6 px-2 text-sm [&_svg]:size-4",
        LEVEL[level],
      )}
    >
      <Siren aria-hidden className="shrink-0" />
      {t(level)}
    </span>
  );
}

export type PriorityClass = "life" | "urgent" | "routine";

const PRIORITY = {
  life: { icon: HeartPulse, className: "border-2 border-class-life! font-semibold text-class-life!" },
  urgent: { icon: TriangleAlert, className: "border-class-urgent!" },
  routine: { icon: Truck, className: "text-ink-2!" },
} as const;

/** The priority class of a need: icon, word and weight of the frame. */
export function PriorityBadge({ priority }: { priority: PriorityClass }) {
  const t = useTranslations("ui.priority");
  const { icon: Icon, className } = PRIORITY[priority];
  return (
    <Chip icon={<Icon aria-hidden />} className={className}>
      {t(priority)}
    </Chip>
  );
}
