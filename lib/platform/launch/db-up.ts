import { exportUrls, openDatabase } from "./database";
import { print, runCommand } from "./say";

// Starts the embedded development database, migrates it and leaves it running.
await runCommand(async () => {
  const database = await openDatabase();
  for (const [name, value] of Object.entries(exportUrls(database))) print(`${name}=${value}`);
});
