/** A null character: text to JavaScript, to Postgres not; a request that carries one was not typed by a person. */
const NULL_CHARACTER = "\u0000";

/** The dotted path of the first text in an input that the database cannot keep; null when there is none. */
export function unstorable(input: unknown, path: readonly string[] = []): string | null {
  if (typeof input === "string") return input.includes(NULL_CHARACTER) ? path.join(".") : null;
  if (typeof input !== "object" || input === null || input instanceof Blob) return null;
  for (const [name, value] of Object.entries(input)) {
    const found = unstorable(value, [...path, name]);
    if (found !== null) return found;
  }
  return null;
}
