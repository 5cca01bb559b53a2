import { type ChildProcess, spawn } from "node:child_process";
import { inCheckout } from "./folders";
import { LaunchFault } from "./say";

/** Runs a Node program to its end with its output kept back; shows the end of it only if it fails. */
export function runToEnd(args: string[], environment: Record<string, string>, failure: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: inCheckout(),
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
    const abandon = () => child.kill("SIGKILL");
    process.once("exit", abandon);
    child.once("error", reject);
    child.once("close", (code) => {
      process.off("exit", abandon);
      if (code === 0) return resolve();
      const tail = Buffer.concat(output).toString("utf8").trim().split("\n").slice(-60).join("\n");
      reject(new LaunchFault(`${failure}失败。`, `Command failed: node ${args.join(" ")}\n${tail}`));
    });
  });
}

/** A server that runs until told to stop. */
export interface RunningServer {
  /** Resolves with its exit code when it has gone, by our order or on its own. */
  ended: Promise<number>;
  /** Asks it to stop, and ends it by force after `patienceMs`. */
  stop(patienceMs: number): Promise<void>;
}

/**
 * Starts a Node server as a child.
 * @param ready resolves once it serves; `"ready"` waits for that word over the channel
 */
export async function startServer(
  args: string[],
  environment: Record<string, string>,
  waitsForWord: boolean,
): Promise<RunningServer> {
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: inCheckout(),
    env: { ...process.env, ...environment },
    // The channel also tells the server when we are gone, so that a launcher killed outright leaves no server behind.
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
  if (waitsForWord) {
    const word = new Promise<true>((resolve) => child.once("message", () => resolve(true)));
    if ((await Promise.race([word, ended])) !== true) {
      throw new LaunchFault(
        "服务器启动失败，原因见上。",
        "The server ended before it could serve; its words are above.",
      );
    }
  }
  const stop = async (patienceMs: number): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    if (waitsForWord && child.connected) child.send("stop");
    else child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), patienceMs);
    await ended;
    clearTimeout(force);
  };
  return { ended, stop };
}
