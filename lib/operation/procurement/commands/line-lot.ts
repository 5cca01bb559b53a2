import { stockedAs } from "../rules/packs";
import type { DeliveryRow } from "./access";

/** Source kind of lots made by counting: the delivery line they came on. */
export const LOT_SOURCE = "deliveryLine";

/** The lot a counted line becomes: in base units when the size of its pack is known, else in the pack itself. */
export function lotOfLine(delivery: DeliveryRow, line: DeliveryRow["lines"][number]) {
  const { unit, packSize } = stockedAs(line, line.goods.baseUnit);
  return {
    goodsId: line.goodsId,
    unit,
    packSize,
    batch: line.batch,
    producedOn: line.producedOn,
    expiresOn: line.expiresOn,
    origin: delivery.party.name,
    sourceKind: LOT_SOURCE,
    sourceId: line.id,
    simulated: delivery.simulated,
  };
}
