/** A token says by its beginning what it is, so that a scanner of leaked secrets knows it. */
export const TOKEN_PREFIX = "cp_";
/** 256 random bits: nobody guesses one. */
export const TOKEN_BYTES = 32;

/** The token of an `Authorization` header; null when it holds none. */
export const bearerToken = (authorization: string): string | null =>
  /^Bearer +(cp_[\w-]{43})$/i.exec(authorization.trim())?.[1] ?? null;
