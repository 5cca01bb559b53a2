import path from "node:path";
import { defineConfig } from "@playwright/test";
import { browserFlags, presentBrowser } from "./support/browser";

const root = path.resolve(import.meta.dirname, "..");
const port = Number(process.env.E2E_PORT || 3190);
const baseURL = `http://127.0.0.1:${port}`;
const LOOKS = "**/*.look.spec.ts";
const launchOptions = { executablePath: process.env.CHROMIUM_PATH || presentBrowser(), args: browserFlags };

export default defineConfig({
  testDir: path.join(root, "tests/e2e"),
  testMatch: "**/*.spec.ts",
  outputDir: path.join(root, "tests/.out/e2e-results"),
  // Two cores are the least we run on.
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL,
    launchOptions,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
  },
  projects: [
    // One server, one scenario: stories in turn, each with documents of its own.
    { name: "stories", testIgnore: LOOKS, workers: 1 },
    // Looks change nothing: several at once, at what the stories left.
    { name: "looks", testMatch: LOOKS, fullyParallel: true, dependencies: ["stories"] },
  ],
  webServer: {
    command: "node --import tsx tests/e2e/serve.ts",
    cwd: root,
    url: `${baseURL}/api/health/ready`,
    timeout: 900_000,
    reuseExistingServer: false,
    stdout: "ignore",
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    env: {
      CHANGPING_DATA: path.join(root, "tests/.out/e2e-data"),
      PORT: String(port),
      HOST: "127.0.0.1",
      LOG_LEVEL: "warn",
      NEXTAUTH_URL: baseURL,
      DATABASE_URL: "",
      OWNER_DATABASE_URL: "",
      JOBS_DATABASE_URL: "",
    },
  },
});
