"use server";

import { z } from "zod";
import { action } from "@/lib/platform/workflow/action";
import { unaccountedStock } from "../handover/commands/unaccounted";
import { assignDiscrepancy, reopenDiscrepancy } from "./commands/move";
import { resolveDiscrepancy } from "./commands/resolve";
import { assignInput, reopenInput, resolveInput } from "./schema";

export const assignDiscrepancyAction = action(assignInput, assignDiscrepancy);
export const resolveDiscrepancyAction = action(resolveInput, resolveDiscrepancy);
export const reopenDiscrepancyAction = action(reopenInput, reopenDiscrepancy);
export const unaccountedStockAction = action(z.object({}), (actor) => unaccountedStock(actor));
