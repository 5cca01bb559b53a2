"use server";

import { action } from "@/lib/platform/workflow/action";
import { deleteView, saveView } from "./commands";
import { deleteViewInput, saveViewInput } from "./schema";

export const saveViewAction = action(saveViewInput, saveView);
export const deleteViewAction = action(deleteViewInput, deleteView);
