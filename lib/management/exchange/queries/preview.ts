import type { Actor } from "@/lib/platform/auth/actor";
import type { BatchRow } from "../commands/access";
import { headOf } from "../commands/access";
import { batchReading } from "../commands/batch-reading";
import { type Forecast, forecast } from "./forecast";
import type { DetectedTable } from "@/lib/platform/exchange/model";

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
