import { z } from "zod";
import { stocktakeMachine, type StocktakeMove } from "../machine/stocktake";

const count = z.coerce
  .bigint()
  .nonnegative("errors.wholeNumber")
  .max(10n ** 15n, "errors.outOfRange");

/** Opens a stocktake of a site, or of one zone or one goods of it. */
export const openStocktakeInput = z.object({
  siteId: z.uuid("errors.required"),
  zone: z.string().trim().max(40).optional(),
  goodsId: z.uuid().optional(),
  note: z.string().trim().max(2000).default(""),
});
export type OpenStocktakeInput = z.infer<typeof openStocktakeInput>;

/** Counts of lines: the first count while open, the recount once the first is finished. Several people may count at once. */
export const countLinesInput = z.object({
  id: z.uuid(),
  lines: z
    .array(z.object({ lineId: z.uuid(), count: count.optional(), reason: z.string().trim().max(500).default("") }))
    .min(1, "errors.required")
    .max(500),
});
export type CountLinesInput = z.infer<typeof countLinesInput>;

/** Goods found where the books have none: of a known lot, or of goods without a lot yet. */
export const addFoundLineInput = z
  .object({
    id: z.uuid(),
    lotId: z.uuid().optional(),
    goodsId: z.uuid().optional(),
    zone: z.string().trim().max(40).default(""),
    count,
    reason: z.string().trim().min(1, "errors.reasonNeeded").max(500),
  })
  .refine((input) => (input.lotId === undefined) !== (input.goodsId === undefined), {
    path: ["goodsId"],
    message: "errors.required",
  });
export type AddFoundLineInput = z.infer<typeof addFoundLineInput>;

export const moveStocktakeInput = z.object({
  id: z.uuid(),
  version: z.coerce.number().int().min(1),
  move: z.enum(Object.keys(stocktakeMachine.moves) as [StocktakeMove, ...StocktakeMove[]]),
  reason: z.string().trim().max(2000).optional(),
});
export type MoveStocktakeInput = z.infer<typeof moveStocktakeInput>;
