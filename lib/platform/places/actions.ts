"use server";

import { getLocale } from "next-intl/server";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { action } from "@/lib/platform/workflow/action";
import { createSite, editSite } from "./commands";
import { searchAreas, searchSites } from "./queries";
import { createSiteInput, editSiteInput } from "./schema";

export const createSiteAction = action(createSiteInput, createSite);
export const editSiteAction = action(editSiteInput, editSite);

/** Options of an area field: name or code begins or contains what was typed; larger areas first. */
export async function searchAreasAction(query: string) {
  return searchAreas(await requireActor(), String(query).slice(0, 60), await getLocale());
}

/** Options of a site field, by name, other spellings or code. */
export async function searchSitesAction(query: string) {
  return searchSites(await requireActor(), String(query).slice(0, 60), await getLocale());
}
