import { createHash, randomBytes } from "node:crypto";

/**
 * What is stored of a secret: who reads the table cannot use it. A plain SHA-256 is enough, since secrets are random and too long to guess;
 * passwords, which people choose, are hashed slowly (`password.ts`).
 */
export const secretHash = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** A fresh random secret of so many bytes, safe in an address or a header. */
export const newSecret = (bytes: number): string => randomBytes(bytes).toString("base64url");
