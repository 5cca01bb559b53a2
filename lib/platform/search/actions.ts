"use server";

import type { PaletteGroup } from "@/components/ui/command-palette";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { searchEverything } from "./queries";

/** Answers the command palette; limited to what the person may see. */
export async function searchAction(query: string): Promise<PaletteGroup[]> {
  return searchEverything(await requireActor(), String(query).slice(0, 100));
}
