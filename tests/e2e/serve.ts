import fs from "node:fs";
import { closeEmbedded } from "@/lib/platform/launch/database";
import { dataFolder } from "@/lib/platform/launch/folders";
import { launch } from "@/lib/platform/launch/launch";
import { runCommand } from "@/lib/platform/launch/say";

// The product as a person starts it, on a data folder that begins empty each time. `CHANGPING_DATA` and `PORT` are set by
// the Playwright configuration.
await runCommand(async () => {
  if (fs.existsSync(dataFolder())) {
    closeEmbedded();
    fs.rmSync(dataFolder(), { recursive: true, force: true });
  }
  await launch("production");
});
process.exit();
