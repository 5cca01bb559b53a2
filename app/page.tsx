import { redirect } from "next/navigation";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { homeOf } from "./(console)/navigation";

/** Everybody starts where their work is: command staff at the situation, the rest at today's work. */
export default async function Home() {
  redirect(homeOf(await requireActor()));
}
