import { generateClient } from "./generate";
import { runCommand } from "./say";

// Generates what is not kept in git; does nothing when it is up to date.
await runCommand(async () => generateClient());
