import type { Db } from "@/lib/platform/db/access";
import type { Lot } from "@/lib/platform/db/generated/client";

/** Source kind of a lot made by booking another as other goods. */
export const RECLASSIFIED = "reclassified";

/** The lot that what is booked as other goods becomes: all the same but the goods, and it points at where it comes from. */
export const reclassifiedLot = (db: Db, lot: Lot, goodsId: string): Promise<Lot> =>
  db.lot.create({
    data: {
      goodsId,
      unit: lot.unit,
      batch: lot.batch,
      producedOn: lot.producedOn,
      expiresOn: lot.expiresOn,
      condition: lot.condition,
      packSize: lot.packSize,
      origin: lot.origin,
      recalled: lot.recalled,
      recallReason: lot.recallReason,
      simulated: lot.simulated,
      sourceKind: RECLASSIFIED,
      sourceId: lot.id,
    },
  });
