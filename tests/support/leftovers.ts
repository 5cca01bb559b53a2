import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { stopCluster } from "@/lib/platform/launch/embedded";
import { isAlive } from "@/lib/platform/launch/lock";

const prefix = "changping-test-";

/** A folder for a test server, marked as this process's. */
export function testServerFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), prefix));
  fs.chmodSync(folder, 0o755);
  fs.writeFileSync(path.join(folder, "owner.pid"), String(process.pid));
  return folder;
}

/** Stops and removes test servers whose test run was killed. */
export function sweepLeftovers(): void {
  for (const name of fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith(prefix))) {
    const folder = path.join(os.tmpdir(), name);
    try {
      const owner = Number(fs.readFileSync(path.join(folder, "owner.pid"), "utf8"));
      if (isAlive(owner)) continue;
      stopCluster({ folder: path.join(folder, "postgres"), superuserPassword: "" });
      fs.rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's, or just being made or removed by its own run: not ours to judge.
    }
  }
}
