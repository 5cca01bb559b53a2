import { hash, verify } from "@node-rs/argon2";
import { PASSWORD_MAX_LENGTH } from "./password-length";

/** Argon2id, OWASP 2024 parameters: 19 MiB, two passes, one lane. */
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A hash nobody's password has: verified against when the name is unknown, so that timing tells nothing. */
const DECOY = "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$QqXHnAcGu4bVQbrKU4q4r7QIZx8fTj6tVNsA3ZrXbC0";

export const hashPassword = (password: string): Promise<string> => hash(password.normalize("NFKC"), OPTIONS);

/** Compares in constant effort; a missing hash costs as much as a wrong password. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? DECOY, password.normalize("NFKC").slice(0, PASSWORD_MAX_LENGTH)).catch(
    () => false,
  );
  return stored !== null && matches;
}
