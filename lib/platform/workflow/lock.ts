import { Prisma } from "@/lib/platform/db/generated/client";
import type { Db } from "@/lib/platform/db/access";

/** Tables whose rows are locked before a move. */
export type DocumentTable =
  | "incident"
  | "demand_request"
  | "purchase_order"
  | "delivery"
  | "stocktake"
  | "stock_adjustment"
  | "allocation_plan"
  | "transfer_order"
  | "shipment"
  | "discrepancy"
  | "alias_query"
  | "pack_query"
  | "import_batch"
  | "person"
  | "vehicle";

/**
 * Takes the row lock of one document, so that its moves run one after another; the caller then reads it within reach.
 * @returns whether the row exists within the transaction's reach; an id that is no uuid is simply absent
 */
export async function lockRow(db: Db, table: DocumentTable, id: string): Promise<boolean> {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(id)) return false;
  const rows = await db.$queryRaw<
    { id: string }[]
  >`SELECT id FROM ${Prisma.raw(`"${table}"`)} WHERE id = ${id}::uuid FOR UPDATE`;
  return rows.length === 1;
}
