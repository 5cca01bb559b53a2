"use server";

import { recallLotInput } from "@/lib/operation/storage/schema/stock";
import { action } from "@/lib/platform/workflow/action";
import { recallLot } from "./commands";

export const recallLotAction = action(recallLotInput, recallLot);
