import { generateClient } from "@/lib/platform/launch/generate";
import { runCommand } from "@/lib/platform/launch/say";

// `npm run import -- --kind issued|received|needs|stock FILE --as USER [--dry-run] [--site CODE]`
await runCommand(async () => {
  generateClient();
  // What follows imports the generated client, so it may be loaded only now.
  const { importFromTerminal } = await import("./commands/import-from-terminal");
  process.exitCode = await importFromTerminal(process.argv.slice(2));
});
process.exit();
