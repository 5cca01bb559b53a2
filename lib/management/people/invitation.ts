import { createHash, randomBytes } from "node:crypto";

/** An invitation is good for a week. */
export const INVITATION_DAYS = 7;

/** What is stored of a token: who reads the table cannot use it. */
export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("hex");

/** A fresh token, shown once to the administrator. */
export function newInvitation(): { token: string; hash: string; expiresAt: Date } {
  const token = randomBytes(24).toString("base64url");
  return { token, hash: tokenHash(token), expiresAt: new Date(Date.now() + INVITATION_DAYS * 86_400_000) };
}
