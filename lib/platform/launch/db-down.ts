import { closeEmbedded } from "./database";
import { runCommand, say } from "./say";

// Stops the embedded development database.
await runCommand(async () => {
  if (closeEmbedded()) say("内置数据库已停止。", "The embedded database has stopped.");
  else say("内置数据库没有在运行。", "No embedded database was running.");
});
