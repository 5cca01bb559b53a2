"use server";

import { action } from "@/lib/platform/workflow/action";
import { mapColumns } from "./commands/map-columns";
import { continueImport, moveImport } from "./commands/move";
import { retryQueued } from "./commands/retry";
import { continueInput, mapColumnsInput, moveImportInput, retryInput } from "./schema";

export const moveImportAction = action(moveImportInput, moveImport);
export const continueImportAction = action(continueInput, continueImport);
export const mapColumnsAction = action(mapColumnsInput, mapColumns);
export const retryQueuedAction = action(retryInput, (actor, input) => retryQueued(actor, input));
