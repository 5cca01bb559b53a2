import type { Actor } from "@/lib/platform/auth/actor";
import type { BatchRow } from "../commands/access";
import { headOf } from "../commands/access";
import { batchReading } from "../commands/batch-reading";
import { type Forecast, type ForecastRow, forecast } from "./forecast";
import { type Cursor, type KeyPage, turnPage } from "@/lib/platform/db/key-page";
import type { DetectedTable } from "@/lib/platform/exchange/model/table";

/** What a previewed file holds and what importing it would do. */
export interface Preview extends Forecast {
  tables: DetectedTable[];
  setAside: number;
}

/** Reads the kept file again (or takes the reading made a moment ago) and judges every row against the database as it is now. */
export async function previewImport(actor: Actor, batch: BatchRow): Promise<Preview> {
  const reading = await batchReading(actor, batch);
  const { rows, report } = await forecast(actor, headOf(batch), reading);
  return { rows, report, tables: reading.tables, setAside: reading.setAside.length };
}

/** A page of a preview's rows in the order of the sheet; the cursor is a row's place among those the filter lets through. */
export function previewRows(
  preview: Preview,
  filter: { outcome?: string; reason?: string },
  cursor: Cursor,
): Promise<KeyPage<ForecastRow & { place: number }>> {
  const rows = preview.rows
    .filter(
      (row) => (!filter.outcome || row.outcome === filter.outcome) && (!filter.reason || row.reason === filter.reason),
    )
    .map((row, place) => ({ ...row, place }));
  const placeOf = (from: string | undefined, otherwise: number) =>
    from !== undefined && /^\d{1,9}$/.test(from) ? Number(from) : otherwise;
  return turnPage(
    cursor,
    async ({ from, back, take }) => {
      if (!back) return rows.slice(placeOf(from, -1) + 1).slice(0, take);
      const end = placeOf(from, 0);
      return rows.slice(Math.max(0, end - take), end).reverse();
    },
    (row) => String(row.place),
  );
}
