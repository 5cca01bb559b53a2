import path from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout: every other path is said from here, so commands work from any folder. */
export const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");

/**
 * Where everything lives that git does not keep: database, secrets, locks.
 * `CHANGPING_DATA` (absolute, or relative to the checkout) gives a second, independent instance.
 */
export function dataFolder(): string {
  return path.resolve(checkout, process.env.CHANGPING_DATA || ".data");
}

/** Path of a file in the data folder. */
export function dataFile(name: string): string {
  return path.join(dataFolder(), name);
}

/** Path of a file in the checkout. */
export function inCheckout(...parts: string[]): string {
  return path.join(checkout, ...parts);
}
