import { launch } from "./launch";
import { runCommand } from "./say";

// `npm run dev`: the same with Next's development server, without a build.
await runCommand(() => launch("development"));
process.exit();
