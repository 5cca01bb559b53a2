import { cache } from "react";
import type { Actor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";
import { businessTime, dayOf } from "./clock";

/** Business time for a page, read once a request. `day` is the calendar day in Wuhan. */
export const businessClock = cache(async (actor: Actor) => {
  const { now, scenario } = await read(actor, businessTime);
  return { now, scenario, day: dayOf(now) };
});
