"use server";

import { action } from "@/lib/platform/workflow/action";
import { approveDemand } from "./commands/approve";
import { confirmDemand } from "./commands/confirm";
import { createDemand } from "./commands/create";
import { editDemand } from "./commands/edit";
import { mergeDemand, unmergeDemand } from "./commands/merge";
import { moveDemand } from "./commands/move";
import { searchNeededGoods, searchRequestingSites } from "./queries/choices";
import { likelyDuplicates } from "./queries/duplicates";
import {
  approveDemandInput,
  confirmDemandInput,
  createDemandInput,
  editDemandInput,
  likelyDuplicatesInput,
  mergeDemandInput,
  moveDemandInput,
  searchInput,
  unmergeDemandInput,
} from "./schema";

export const createDemandAction = action(createDemandInput, createDemand);
export const editDemandAction = action(editDemandInput, editDemand);
export const moveDemandAction = action(moveDemandInput, moveDemand);
export const approveDemandAction = action(approveDemandInput, approveDemand);
export const confirmDemandAction = action(confirmDemandInput, confirmDemand);
export const mergeDemandAction = action(mergeDemandInput, mergeDemand);
export const unmergeDemandAction = action(unmergeDemandInput, unmergeDemand);

export const searchNeededGoodsAction = action(searchInput, searchNeededGoods);
export const searchRequestingSitesAction = action(searchInput, searchRequestingSites);
export const likelyDuplicatesAction = action(likelyDuplicatesInput, likelyDuplicates);
