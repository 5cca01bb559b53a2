import { spawn } from "node:child_process";
import fs from "node:fs";
import { freePort } from "@/lib/platform/launch/embedded";
import { inCheckout } from "@/lib/platform/launch/folders";
import { generateClient } from "@/lib/platform/launch/generate";
import { runCommand, say } from "@/lib/platform/launch/say";
import { findBrowser } from "./support/browser";
import { sweepLeftovers } from "./support/leftovers";

/**
 * `npm test [-- --only types,unit]`: every stage in turn, each reported, a failing one not stopping the next. The very
 * last line of standard output is the sum over all stages: `N passed, N failed`.
 */

interface Outcome {
  passed: number;
  failed: number;
}

interface Stage {
  name: string;
  minutes: number;
  run(): Promise<Outcome>;
}

const out = inCheckout("tests/.out");

/** Runs a Node program with its output shown; asks it to end, then makes it, when its time is up. */
function node(args: string[], minutes: number, environment: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: inCheckout(),
      env: { ...process.env, ...environment },
      stdio: ["ignore", "inherit", "inherit"],
    });
    const timer = setTimeout(() => {
      say(`超过 ${minutes} 分钟，强行结束。`, `Over ${minutes} minutes: ended by force.`);
      child.kill("SIGTERM");
      setTimeout(() => child.kill("SIGKILL"), 20_000).unref();
    }, minutes * 60_000);
    // Ctrl-C reaches the whole terminal group by itself: we only have to outlive it and report.
    const outlive = () => undefined;
    const passOn = (signal: NodeJS.Signals) => child.kill(signal);
    process.on("SIGINT", outlive);
    process.on("SIGTERM", passOn);
    child.once("close", (code) => {
      clearTimeout(timer);
      process.off("SIGINT", outlive);
      process.off("SIGTERM", passOn);
      resolve(code ?? 1);
    });
  });
}

/** A check that counts as one test. */
function check(name: string, minutes: number, args: string[]): Stage {
  return {
    name,
    minutes,
    run: async () => ((await node(args, minutes)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
  };
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

function vitest(project: string, minutes: number): Stage {
  return {
    name: project,
    minutes,
    run: async () => {
      const file = `${out}/${project}.json`;
      fs.rmSync(file, { force: true });
      const code = await node(
        [
          inCheckout("node_modules/vitest/vitest.mjs"),
          "run",
          ...["--config", "tests/vitest.config.ts", "--project", project],
          ...["--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
        ],
        minutes,
      );
      if (!fs.existsSync(file)) return { passed: 0, failed: 1 };
      const report = JSON.parse(fs.readFileSync(file, "utf8")) as VitestReport;
      // A file that cannot even be loaded has no tests to fail, yet is a failure.
      const broken = report.testResults.filter(
        (result) => result.status === "failed" && !result.assertionResults.length,
      );
      const failed = report.numFailedTests + broken.length;
      return { passed: report.numPassedTests, failed: code !== 0 ? Math.max(failed, 1) : failed };
    },
  };
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
}

const endToEnd: Stage = {
  name: "e2e",
  minutes: 25,
  run: async () => {
    const file = `${out}/e2e.json`;
    fs.rmSync(file, { force: true });
    const code = await node(
      [
        inCheckout("node_modules/@playwright/test/cli.js"),
        "test",
        "--config",
        "tests/playwright.config.ts",
        "--reporter=list,json",
      ],
      endToEnd.minutes,
      {
        CHROMIUM_PATH: await findBrowser(),
        E2E_PORT: String(await freePort()),
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
        NODE_OPTIONS: "--import tsx",
      },
    );
    if (!fs.existsSync(file)) return { passed: 0, failed: 1 };
    const { stats } = JSON.parse(fs.readFileSync(file, "utf8")) as PlaywrightReport;
    return {
      passed: stats.expected + stats.flaky,
      failed: code !== 0 ? Math.max(stats.unexpected, 1) : stats.unexpected,
    };
  },
};

const stages: Stage[] = [
  check("types", 5, [
    inCheckout("node_modules/ts7/bin/tsc"),
    "--noEmit",
    "--incremental",
    "false",
    "-p",
    "tsconfig.json",
  ]),
  check("lint", 5, [inCheckout("node_modules/@biomejs/biome/bin/biome"), "check", "."]),
  vitest("unit", 10),
  vitest("integration", 12),
  endToEnd,
];

function chosenStages(): Stage[] {
  const flag = process.argv.indexOf("--only");
  if (flag < 0) return stages;
  const names = (process.argv[flag + 1] ?? "").split(",");
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length)
    throw new Error(`Unknown stage ${unknown.join(", ")}; there are ${stages.map((s) => s.name).join(", ")}`);
  return stages.filter((stage) => names.includes(stage.name));
}

const total: Outcome = { passed: 0, failed: 0 };
await runCommand(async () => {
  const chosen = chosenStages();
  fs.mkdirSync(out, { recursive: true });
  sweepLeftovers();
  generateClient();
  // Types of routes, and next-env.d.ts, which git does not keep.
  await node([inCheckout("node_modules/next/dist/bin/next"), "typegen"], 3, { NEXT_TELEMETRY_DISABLED: "1" });
  for (const stage of chosen) {
    say(`== ${stage.name}`, "");
    const { passed, failed } = await stage.run().catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      return { passed: 0, failed: 1 };
    });
    total.passed += passed;
    total.failed += failed;
    say(`${failed ? "✗" : "✓"} ${stage.name}`, `${passed} passed, ${failed} failed`);
  }
  sweepLeftovers();
});
if (process.exitCode) total.failed += 1;
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exit(total.failed ? 1 : 0);
