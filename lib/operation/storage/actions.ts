"use server";

import { action } from "@/lib/platform/workflow/action";
import { createAdjustment, disposeExpired, moveAdjustment } from "./commands/adjust";
import { checkBalances } from "./commands/check-balances";
import { setStockLevel } from "./commands/level";
import { reclassifyLot, undoReclassify } from "./commands/lot";
import { dismissPack, resolvePack } from "./commands/pack";
import { putAway } from "./commands/put-away";
import { addFoundLine, countLines, moveStocktake, openStocktake } from "./commands/stocktake";
import {
  createAdjustmentInput,
  dismissPackInput,
  disposeExpiredInput,
  moveAdjustmentInput,
  putAwayInput,
  reclassifyLotInput,
  resolvePackInput,
  runCheckInput,
  setStockLevelInput,
  undoReclassifyInput,
} from "./schema/stock";
import { addFoundLineInput, countLinesInput, moveStocktakeInput, openStocktakeInput } from "./schema/stocktake";

export const putAwayAction = action(putAwayInput, putAway);
export const reclassifyLotAction = action(reclassifyLotInput, reclassifyLot);
export const undoReclassifyAction = action(undoReclassifyInput, undoReclassify);
export const setStockLevelAction = action(setStockLevelInput, setStockLevel);
export const createAdjustmentAction = action(createAdjustmentInput, createAdjustment);
export const moveAdjustmentAction = action(moveAdjustmentInput, moveAdjustment);
export const disposeExpiredAction = action(disposeExpiredInput, disposeExpired);
export const openStocktakeAction = action(openStocktakeInput, openStocktake);
export const countLinesAction = action(countLinesInput, countLines);
export const addFoundLineAction = action(addFoundLineInput, addFoundLine);
export const moveStocktakeAction = action(moveStocktakeInput, moveStocktake);
export const resolvePackAction = action(resolvePackInput, resolvePack);
export const dismissPackAction = action(dismissPackInput, dismissPack);
export const runCheckAction = action(runCheckInput, (actor) => checkBalances(actor));
