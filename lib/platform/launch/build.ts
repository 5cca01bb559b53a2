import fs from "node:fs";
import path from "node:path";
import { runToEnd } from "./child";
import { digestOf } from "./digest";
import { inCheckout } from "./folders";
import { LaunchFault, say } from "./say";

/** What a production build is made from. A new root file that Next reads belongs here. */
const sources = [
  "app",
  "components",
  "lib",
  "prisma",
  "public",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "proxy.ts",
  "tsconfig.json",
];

/** Folder of the build; `CHANGPING_DIST` gives servers that share a checkout each their own, as next.config.ts says. */
const buildFolder = () => inCheckout(process.env.CHANGPING_DIST || ".next");

const stamp = () => path.join(buildFolder(), "built-from.txt");

function buildDigest(): string {
  return digestOf(sources.map((source) => inCheckout(source)));
}

/** Builds for production unless the build on disk was made from exactly these sources. */
export async function buildIfStale(): Promise<void> {
  const digest = buildDigest();
  if (fs.existsSync(stamp()) && fs.readFileSync(stamp(), "utf8") === digest) return;
  say("正在构建网页……（首次约一分钟）", "Building the pages … (about a minute the first time)");
  // Without its stamp a build cut short is never mistaken for a whole one.
  fs.rmSync(stamp(), { force: true });
  if (!fs.existsSync(inCheckout("app"))) throw new LaunchFault("找不到 app 目录。", "There is no app folder here.");
  await runToEnd(
    [inCheckout("node_modules/next/dist/bin/next"), "build"],
    { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
    "构建",
  );
  fs.writeFileSync(stamp(), digest);
  say("网页构建完成。", `Pages built in ${path.relative(inCheckout(), buildFolder())}.`);
}
