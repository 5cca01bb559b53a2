import { useTranslations } from "next-intl";
import { Chip } from "@/components/ui/chip";
import type { Comparison } from "@/lib/operation/procurement/rules/order-progress";

/** How a quantity compares with what was said before: as stated, so many over, so many short, or unknown. */
export function ComparisonChip({ comparison, unit }: { comparison: Comparison; unit: string }) {
  const t = useTranslations("procurement.comparison");
  switch (comparison.is) {
    case "exact":
      return <Chip tone="accent">{t("exact")}</Chip>;
    case "unknown":
      return <Chip tone="faded">{t("unknown")}</Chip>;
    default:
      return (
        <Chip tone="trouble">
          {t(comparison.is, { by: Number(comparison.by) })} {unit}
        </Chip>
      );
  }
}
