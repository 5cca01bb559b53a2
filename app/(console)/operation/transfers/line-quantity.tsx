import { useTranslations } from "next-intl";
import { Quantity } from "@/components/ui/quantity";

/** An amount of a line of goods on the move; null is one that who will count them blind is not told. */
export function LineQuantity({ value, unit }: { value: bigint | null; unit: string }) {
  const t = useTranslations("transport.shipment.fields");
  if (value === null) return <span className="text-ink-3">{t("hidden")}</span>;
  return <Quantity value={Number(value)} unit={unit} />;
}
