import { getTranslations } from "next-intl/server";
import { Freshness } from "@/components/ui/time";
import type { DemandDetail } from "@/lib/operation/demand/queries/detail";
import type { Answer } from "@/lib/operation/demand/schema";

interface Change {
  position: number;
  before: string | null;
  after: string;
}

/** What was answered when somebody asked whether the need still stands, newest first. */
export async function Confirmations({ rows, now }: { rows: DemandDetail["confirmations"]; now: Date }) {
  const t = await getTranslations("demand.confirm");
  if (rows.length === 0) return null;
  return (
    <ul className="mt-3 grid gap-1.5 text-sm">
      {rows.map((row) => (
        <li key={row.id} className="grid">
          <span className="flex flex-wrap gap-x-2">
            <span className="font-medium">{t(`answers.${row.answer as Answer}`)}</span>
            <span className="text-ink-3">
              <Freshness at={row.businessAt} now={now} />
            </span>
            {row.note ? <span className="text-ink-2">{row.note}</span> : null}
          </span>
          {(row.changes as unknown as Change[]).map((change) => (
            <span key={change.position} className="text-ink-2">
              {t("changed", { position: change.position + 1, before: change.before ?? "?", after: change.after })}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
