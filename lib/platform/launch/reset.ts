import { configuredUrls, openDatabase, recreateEmbedded } from "./database";
import { generateClient } from "./generate";
import { takeLock } from "./lock";
import { LaunchFault, runCommand, say } from "./say";

// `npm run reset`: empties the embedded database and seeds the scenario afresh. A real server is never touched.
await runCommand(async () => {
  if (configuredUrls()) {
    throw new LaunchFault(
      "reset 只用于内置数据库；现有服务器的数据请由管理员处理。",
      "reset is for the embedded database alone; DATABASE_URL names a server of yours, which it will not empty.",
    );
  }
  const lock = await takeLock("launch", "npm run reset");
  generateClient();
  const { seedIfEmpty } = await import("./scenario");
  const database = await openDatabase();
  try {
    await recreateEmbedded(database);
    say("旧数据已清除。", "The old data is gone.");
    await seedIfEmpty(database, () => recreateEmbedded(database));
  } finally {
    if (!database.adopted) await database.stop();
    lock.release();
  }
});
process.exit();
