import { z } from "zod";
import { type PurchaseOrderMove, purchaseOrderMachine } from "../machine/purchase-order";
import { day, note, quantity, shortText, version } from "./fields";

export const orderLineInput = z.object({
  goodsId: z.uuid("errors.required"),
  /** Base units. */
  quantity,
  /** Price of one base unit in minor currency units (分). */
  priceMinor: z.coerce
    .bigint("errors.amountOfMoney")
    .nonnegative("errors.amountOfMoney")
    .max(10n ** 12n, "errors.outOfRange")
    .optional(),
  note: shortText,
});

export const createOrderInput = z.object({
  incidentId: z.uuid().optional(),
  partyId: z.uuid("errors.required"),
  siteId: z.uuid("errors.required"),
  expectedOn: day.optional(),
  note,
  lines: z.array(orderLineInput).min(1, "errors.required").max(200),
});
export type CreateOrderInput = z.infer<typeof createOrderInput>;

export const editOrderInput = createOrderInput.extend({ id: z.uuid(), version });
export type EditOrderInput = z.infer<typeof editOrderInput>;

export const moveOrderInput = z.object({
  id: z.uuid(),
  version,
  move: z.enum(Object.keys(purchaseOrderMachine.moves) as [PurchaseOrderMove, ...PurchaseOrderMove[]]),
  reason: z.string().trim().max(2000).optional(),
});
export type MoveOrderInput = z.infer<typeof moveOrderInput>;
