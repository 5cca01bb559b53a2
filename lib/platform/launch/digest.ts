import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { inCheckout } from "./folders";

function* filesBelow(entry: string): Generator<string> {
  if (!fs.existsSync(entry)) return;
  if (fs.statSync(entry).isFile()) {
    yield entry;
    return;
  }
  for (const child of fs.readdirSync(entry, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (child.name === "node_modules" || child.name.startsWith(".") || child.name.includes(".test.")) continue;
    yield* filesBelow(path.join(entry, child.name));
  }
}

/** Fingerprint of the contents of files and folders, with anything else that counts; tests are left out. */
export function digestOf(entries: string[], ...also: string[]): string {
  const hash = createHash("sha256");
  for (const entry of entries) {
    for (const file of filesBelow(entry)) {
      hash.update(path.relative(inCheckout(), file)).update("\0").update(fs.readFileSync(file)).update("\0");
    }
  }
  for (const word of also) hash.update(word).update("\0");
  return hash.digest("hex");
}
