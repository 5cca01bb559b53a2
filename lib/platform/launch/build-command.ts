import { buildIfStale } from "./build";
import { generateClient } from "./generate";
import { runCommand } from "./say";

// Generates and builds whatever is out of date.
await runCommand(async () => {
  generateClient();
  await buildIfStale();
});
