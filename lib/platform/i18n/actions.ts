"use server";

import { cookies } from "next/headers";
import { signedIn } from "@/lib/platform/auth/require-actor";
import { write } from "@/lib/platform/db/access";
import { systemActor } from "@/lib/platform/auth/actor";
import { asLocale, LOCALE_COOKIE } from "./locale";

/** Switches the language, before and after sign-in; a signed-in person's own setting follows. Anything unknown becomes Chinese. */
export async function setLocaleAction(wanted: string): Promise<void> {
  const locale = asLocale(wanted);
  (await cookies()).set(LOCALE_COOKIE, locale, { path: "/", maxAge: 31_536_000, sameSite: "lax" });
  const person = await signedIn();
  const id = person?.actor.personId;
  if (id)
    await write(systemActor("account"), (db) =>
      db.person.update({ where: { id }, data: { locale }, select: { id: true } }),
    );
}
