import { getTranslations } from "next-intl/server";
import { Quantity } from "@/components/ui/quantity";

/** Totals below a list, a unit each, running on over lines: stock comes in twenty units, too many to stand in a table's foot. */
export async function UnitTotalsLine({
  totals,
  ofPage,
}: {
  totals: { unit: string; total: bigint }[];
  /** The list goes on: these are the totals of the rows shown. */
  ofPage: boolean;
}) {
  const t = await getTranslations("storage");
  if (totals.length === 0) return null;
  return (
    <dl className="mt-3 flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
      <dt className="font-medium">{t(ofPage ? "overview.pageTotals" : "overview.totals")}</dt>
      {totals.map((entry) => (
        <dd key={entry.unit}>
          <Quantity value={Number(entry.total)} unit={entry.unit} />
        </dd>
      ))}
    </dl>
  );
}
