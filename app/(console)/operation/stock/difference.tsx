import { useLocale } from "next-intl";
import { unitText } from "@/components/ui/unit-text";

/** A change with its sign and unit: +5 只, −4 只. */
export function Difference({ value, unit }: { value: bigint; unit: string }) {
  const locale = useLocale();
  const size = Number(value < 0n ? -value : value).toLocaleString(locale);
  return (
    <span className="whitespace-nowrap tabular-nums">
      {value > 0n ? "+" : value < 0n ? "−" : ""}
      {size} <span className="text-ink-2">{unitText(unit, locale, value)}</span>
    </span>
  );
}
