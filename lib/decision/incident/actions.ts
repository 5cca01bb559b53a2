"use server";

import { action } from "@/lib/platform/workflow/action";
import { moveIncident, openIncident, setLevel } from "./commands";
import { moveIncidentInput, openIncidentInput, setLevelInput } from "./schema";

export const openIncidentAction = action(openIncidentInput, openIncident);
export const setLevelAction = action(setLevelInput, setLevel);
export const moveIncidentAction = action(moveIncidentInput, moveIncident);
