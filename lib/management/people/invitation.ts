import { newSecret, secretHash } from "@/lib/platform/auth/secret";

/** An invitation is good for a week. */
export const INVITATION_DAYS = 7;

/** A fresh token, shown once to the administrator. */
export function newInvitation(): { token: string; hash: string; expiresAt: Date } {
  const token = newSecret(24);
  return { token, hash: secretHash(token), expiresAt: new Date(Date.now() + INVITATION_DAYS * 86_400_000) };
}
