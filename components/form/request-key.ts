/** A key that names one request, so that sending it twice records it once. Works over plain HTTP too, where `randomUUID` is missing. */
export function requestKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
