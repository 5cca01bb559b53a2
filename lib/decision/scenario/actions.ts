"use server";

import { after } from "next/server";
import { z } from "zod";
import { action } from "@/lib/platform/workflow/action";
import { advanceDay, bringDay } from "./commands";

/** Advances the scenario to the next morning; the day's receipts come in while people already work. */
export const nextDayAction = action(z.object({ day: z.iso.date() }), async (actor, input, key) => {
  const { id, day } = await advanceDay(actor, input, key);
  after(() => bringDay(id));
  return { id, day };
});
