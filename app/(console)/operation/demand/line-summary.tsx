import { getLocale, getTranslations } from "next-intl/server";
import { Quantity } from "@/components/ui/quantity";
import type { ListedDemand } from "@/lib/operation/demand/queries/list";
import { basisText } from "@/lib/operation/demand/rules/estimate-basis";
import { nameIn } from "@/lib/platform/i18n/names";

const SHOWN = 2;

/** The goods of a request in a cell: the first lines with their figures, then how many in all. */
export async function LineSummary({ lines }: { lines: ListedDemand["lines"] }) {
  const [t, locale] = await Promise.all([getTranslations("demand"), getLocale()]);
  return (
    <ul className="grid gap-0.5">
      {lines.slice(0, SHOWN).map((line) => (
        <li key={line.id} className="flex flex-wrap gap-x-2 phone:justify-end">
          <span>{nameIn(line.goods, locale)}</span>
          <Quantity
            value={line.quantity === null ? null : Number(line.quantity)}
            estimate={line.estimate === null ? null : Number(line.estimate)}
            basis={
              line.estimateBasis === null
                ? undefined
                : basisText(line.estimateBasis, (stated) => t("form.peerMedian", { stated }))
            }
            unit={line.goods.baseUnit}
            short
          />
        </li>
      ))}
      {lines.length > SHOWN ? <li className="text-ink-3">{t("linesMore", { count: lines.length })}</li> : null}
    </ul>
  );
}
