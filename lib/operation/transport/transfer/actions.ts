"use server";

import { action } from "@/lib/platform/workflow/action";
import { createTransfer } from "./commands/create";
import { moveTransfer } from "./commands/move";
import { pickTransfer } from "./commands/pick";
import { putBack } from "./commands/put-back";
import { createTransferInput, moveTransferInput, pickInput, putBackInput } from "./schema";

export const createTransferAction = action(createTransferInput, createTransfer);
export const moveTransferAction = action(moveTransferInput, moveTransfer);
export const pickTransferAction = action(pickInput, pickTransfer);
export const putBackAction = action(putBackInput, putBack);
