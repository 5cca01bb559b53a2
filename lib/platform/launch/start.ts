import { launch } from "./launch";
import { runCommand } from "./say";

// `npm start`: the whole product, from whatever state the checkout is in.
await runCommand(() => launch("production"));
process.exit();
