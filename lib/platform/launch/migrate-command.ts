import { closeEmbedded, openDatabase } from "./database";
import { runCommand, say } from "./say";

// Applies migrations to the database of the environment, or to the embedded one (stopped again if it was not running).
await runCommand(async () => {
  const database = await openDatabase();
  say("数据库已是最新。", "The database is up to date.");
  if (database.embedded && !database.adopted) closeEmbedded();
});
