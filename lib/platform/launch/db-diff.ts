import { execFileSync } from "node:child_process";
import { readSchema, schemaDifference } from "@/lib/platform/db/migrate";
import { closeEmbedded, openDatabase } from "./database";
import { inCheckout } from "./folders";
import { print, runCommand } from "./say";

/** The schema as committed, to set beside the edited one. */
function committedSchema(): { path: string; content: string }[] {
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: inCheckout(), encoding: "utf8", maxBuffer: 1 << 26 });
  return git("ls-tree", "--name-only", "HEAD", "prisma/schema/")
    .split("\n")
    .filter((name) => name.endsWith(".prisma"))
    .map((name) => ({ path: name, content: git("show", `HEAD:${name}`) }));
}

// Drafts a migration: SQL from the committed schema (or from nothing, with --from-empty) to the edited one.
await runCommand(async () => {
  const database = await openDatabase();
  const committed = process.argv.includes("--from-empty") ? [] : committedSchema();
  const from = committed.length ? committed : "empty";
  print(await schemaDifference(database.ownerUrl, from, readSchema()));
  if (database.embedded && !database.adopted) closeEmbedded();
});
