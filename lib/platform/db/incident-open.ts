import { BadInput } from "@/lib/platform/errors";
import type { Db } from "./access";

/**
 * A new document may only belong to an incident that still takes it: needs to an open one, everything that answers needs to one that is not
 * closed. The incident's row is share-locked to the end of the transaction, so that it cannot be closed over a document being made.
 * @param takes `open`: only an open incident; `running`: an open one or one stood down
 * @throws BadInput on `incidentId`
 * @returns the incident's area; null when no incident is named
 */
export async function incidentTaking(
  db: Db,
  incidentId: string | null | undefined,
  takes: "open" | "running",
): Promise<{ areaCode: string } | null> {
  if (!incidentId) return null;
  const rows = await db.$queryRaw<{ state: string; areaCode: string }[]>`
    SELECT state, area_code AS "areaCode" FROM incident WHERE id = ${incidentId}::uuid FOR SHARE`;
  const incident = rows[0];
  if (!incident || (takes === "open" ? incident.state !== "open" : incident.state === "closed"))
    throw new BadInput({ incidentId: { key: "demand.incidentNotOpen" } });
  return { areaCode: incident.areaCode };
}
