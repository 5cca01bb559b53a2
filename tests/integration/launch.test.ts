import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cluster, startCluster, stopCluster } from "@/lib/platform/launch/embedded";
import { takeLock } from "@/lib/platform/launch/lock";
import { withConnection } from "@/lib/platform/launch/roles";

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "changping-launch-"));
  fs.chmodSync(folder, 0o755);
  process.env.CHANGPING_DATA = folder;
});
afterAll(() => {
  delete process.env.CHANGPING_DATA;
  fs.rmSync(folder, { recursive: true, force: true });
});

describe("the lock of the data folder", () => {
  it("lets one in and tells the other who is there", async () => {
    const lock = await takeLock("one", "npm start");
    await expect(takeLock("one", "npm start")).rejects.toThrow(`npm start, pid ${process.pid}`);
    lock.release();
    (await takeLock("one", "npm start")).release();
  });

  it("never lets two of many rivals in at once, though a dead holder left its mark", async () => {
    const gone = spawn(process.execPath, ["-e", ""]);
    await new Promise((resolve) => gone.once("exit", resolve));
    fs.writeFileSync(path.join(folder, "many.lock"), JSON.stringify({ pid: gone.pid, born: "1", doing: "npm start" }));
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock("many", "npm start")));
    const won = outcomes.filter((outcome) => outcome.status === "fulfilled");
    expect(won).toHaveLength(1);
    won[0]!.value.release();
  });

  it("is not held by a stranger who got a dead holder's process number", async () => {
    fs.writeFileSync(
      path.join(folder, "reused.lock"),
      JSON.stringify({ pid: process.pid, born: "0", doing: "npm start" }),
    );
    (await takeLock("reused", "npm start")).release();
  });

  it("waits for a holder that says it is stopping", async () => {
    const lock = await takeLock("leaving", "npm start");
    lock.announceStopping();
    const next = takeLock("leaving", "npm start");
    setTimeout(() => lock.release(), 300);
    (await next).release();
  });
});

describe("the embedded server", () => {
  const options = () => ({
    folder: path.join(folder, "postgres"),
    superuserPassword: "superuser-of-this-test",
    settings: ["fsync=off"],
  });
  const count = (cluster: Cluster) =>
    withConnection(cluster.adminUrl, async (client) => (await client.query("SELECT n FROM kept")).rows);

  it("is adopted when it outlived its launcher, and keeps its data and port over a restart", async () => {
    const first = await startCluster(options());
    expect(first.adopted).toBe(false);
    await withConnection(first.adminUrl, (client) => client.query("CREATE TABLE kept AS SELECT 1 AS n"));

    const again = await startCluster(options());
    expect(again).toMatchObject({ adopted: true, port: first.port });
    expect(await count(again)).toEqual([{ n: 1 }]);

    await again.stop();
    expect(stopCluster(options())).toBe(false);
    const restarted = await startCluster(options());
    expect(restarted).toMatchObject({ adopted: false, port: first.port });
    expect(await count(restarted)).toEqual([{ n: 1 }]);
    await restarted.stop();
  });

  it("starts over the mark of a server that was killed", async () => {
    const first = await startCluster(options());
    const home = path.join(folder, "postgres/data/postmaster.pid");
    const pid = Number(fs.readFileSync(home, "utf8").split("\n")[0]);
    process.kill(pid, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 500));
    const second = await startCluster(options());
    expect(second.adopted).toBe(false);
    expect(await count(second)).toEqual([{ n: 1 }]);
    await second.stop();
    expect(first.port).toBeGreaterThan(0);
  });
});
