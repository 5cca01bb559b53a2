import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { digestOf } from "./digest";
import { inCheckout } from "./folders";
import { LaunchFault, say } from "./say";

const output = inCheckout("lib/platform/db/generated");
const stamp = path.join(output, "made-from.txt");

/** Generates the Prisma client unless the one on disk was made from this schema by this release of Prisma. */
export function generateClient(): void {
  const require = createRequire(import.meta.url);
  const release = (require("prisma/package.json") as { version: string }).version;
  const digest = digestOf([inCheckout("prisma/schema")], release);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === digest) return;
  say("正在生成数据库客户端……", "Generating the Prisma client …");
  const made = spawnSync(
    process.execPath,
    [inCheckout("node_modules/prisma/build/index.js"), "generate", "--config", inCheckout("prisma/prisma.config.ts")],
    {
      cwd: inCheckout(),
      encoding: "utf8",
      env: {
        ...process.env,
        // Generating calls no engine, yet would download one unless told where it is: any executable satisfies it.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        CHECKPOINT_DISABLE: "1",
      },
    },
  );
  if (made.status !== 0) {
    throw new LaunchFault("生成数据库客户端失败。", `prisma generate failed:\n${made.stdout}${made.stderr}`);
  }
  fs.writeFileSync(stamp, digest);
}
