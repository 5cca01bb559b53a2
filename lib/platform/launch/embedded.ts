import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { type Binaries, findBinaries } from "./binaries";
import { checkout } from "./folders";
import { isAlive } from "./lock";
import { LaunchFault, say } from "./say";
import { canReach, postgresUser, type SystemUser } from "./system-user";

/** What distinguishes one embedded server from another. */
export interface ClusterOptions {
  /** Folder of the data folder that holds this cluster. */
  folder: string;
  superuserPassword: string;
  /** Settings beyond our own, as `name=value`; tests switch durability off. */
  settings?: string[];
}

/** A running embedded server. */
export interface Cluster {
  port: number;
  /** Superuser's address of the maintenance database. */
  adminUrl: string;
  /** True if the server was running already: an orphan of a killed run, or one started by `db:up`. */
  adopted: boolean;
  /** Stops the server; resolves when its process has gone. */
  stop(): Promise<void>;
}

/** A folder that the postgres account can reach when the checkout is closed to it (below /root, say). */
function refugeFor(folder: string): string {
  const digest = createHash("sha256").update(path.resolve(folder)).digest("hex").slice(0, 12);
  const refuge = path.join(process.getuid?.() === 0 ? "/var/lib" : os.tmpdir(), "changping", digest);
  fs.mkdirSync(refuge, { recursive: true, mode: 0o755 });
  return refuge;
}

/** Nothing of our environment reaches the server, where `PGDATA`, `TZ` or a locale would change what it does. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SYSTEMROOT, NODE_ENV } = process.env;
  return { PATH, SYSTEMROOT, NODE_ENV, LANG: "C.UTF-8", LC_ALL: "C.UTF-8", TZ: "UTC" };
}

class EmbeddedServer {
  readonly user: SystemUser | undefined = postgresUser();
  readonly home: string;
  readonly data: string;
  readonly binaries: Binaries;

  constructor(private readonly options: ClusterOptions) {
    const wanted = path.resolve(this.options.folder);
    const isNew = fs.mkdirSync(wanted, { recursive: true, mode: 0o700 }) !== undefined;
    this.home = this.chooseHome(wanted);
    this.data = path.join(this.home, "data");
    this.binaries = findBinaries(this.user, () => refugeFor(checkout));
    if (isNew && this.home !== wanted) {
      // The data folder was removed to start afresh: what was kept elsewhere for it goes too, with its old passwords.
      this.stop();
      fs.rmSync(this.data, { recursive: true, force: true });
    }
  }

  private chooseHome(wanted: string): string {
    if (this.user) fs.chownSync(wanted, this.user.uid, this.user.gid);
    if (canReach(this.user, wanted)) return wanted;
    const refuge = path.join(refugeFor(wanted), "postgres");
    fs.mkdirSync(refuge, { recursive: true, mode: 0o700 });
    if (this.user) fs.chownSync(refuge, this.user.uid, this.user.gid);
    say("数据库账户够不到数据目录，改存于：", `The database account cannot reach ${wanted}; data is kept in ${refuge}`);
    return refuge;
  }

  private run(program: string, args: string[], timeoutMs = 90_000): SpawnSyncReturns<string> {
    return spawnSync(program, args, {
      ...this.user,
      cwd: this.user ? "/" : this.home,
      encoding: "utf8",
      // Output of the server itself goes to its log; an inherited pipe would keep us waiting for it.
      stdio: ["ignore", "pipe", "pipe"],
      timeout: timeoutMs,
      env: serverEnvironment(),
    });
  }

  /** Creates the cluster apart and renames it, so that a crash half way leaves nothing that looks finished. */
  initialise(): void {
    if (fs.existsSync(path.join(this.data, "PG_VERSION"))) return;
    const draft = path.join(this.home, "data.draft");
    fs.rmSync(draft, { recursive: true, force: true });
    fs.rmSync(this.data, { recursive: true, force: true });
    const passwordFile = path.join(this.home, "password.draft");
    fs.writeFileSync(passwordFile, this.options.superuserPassword, { mode: 0o600 });
    if (this.user) fs.chownSync(passwordFile, this.user.uid, this.user.gid);
    let complaint = "";
    try {
      // Without a UTF-8 character type Chinese has no letters and trigram search matches nothing.
      for (const locale of ["C.UTF-8", "en_US.UTF-8"]) {
        fs.rmSync(draft, { recursive: true, force: true });
        const made = this.run(this.binaries.initdb, [
          `--pgdata=${draft}`,
          "--username=postgres",
          `--pwfile=${passwordFile}`,
          "--auth=scram-sha-256",
          "--encoding=UTF8",
          `--locale=${locale}`,
          "--no-sync",
        ]);
        if (made.status === 0) {
          fs.renameSync(draft, this.data);
          return;
        }
        complaint += `${made.stderr}${made.error?.message ?? ""}`;
      }
    } finally {
      fs.rmSync(passwordFile, { force: true });
    }
    throw new LaunchFault("无法创建内置数据库。", `initdb failed: ${complaint.trim()}`);
  }

  /** Process number and port from `postmaster.pid`, if that process is alive and is PostgreSQL. */
  running(): { pid: number; port: number } | undefined {
    let lines: string[];
    try {
      lines = fs.readFileSync(path.join(this.data, "postmaster.pid"), "utf8").split("\n");
    } catch {
      return undefined;
    }
    const pid = Number(lines[0]);
    if (!pid || !isAlive(pid) || !this.isPostgres(pid)) return undefined;
    return { pid, port: Number(lines[3]) };
  }

  /** After a reboot or in a new container the number may belong to somebody else. */
  private isPostgres(pid: number): boolean {
    try {
      return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
    } catch {
      return true;
    }
  }

  start(port: number): void {
    if (!this.running()) fs.rmSync(path.join(this.data, "postmaster.pid"), { force: true });
    const settings = [
      `port=${port}`,
      "listen_addresses=127.0.0.1",
      "unix_socket_directories=",
      "max_connections=300",
      "shared_buffers=256MB",
      "jit=off",
      "timezone=UTC",
      "log_timezone=UTC",
      ...(this.options.settings ?? []),
    ];
    const started = spawnSync(
      this.binaries.pgCtl,
      // pg_ctl puts the server into a session of its own: Ctrl-C at the terminal does not reach it before the app has drained.
      [
        "start",
        "-w",
        "-t",
        "60",
        "-s",
        "-D",
        this.data,
        "-l",
        path.join(this.home, "server.log"),
        "-o",
        settings.map((setting) => `-c ${setting}`).join(" "),
      ],
      {
        ...this.user,
        cwd: this.user ? "/" : this.home,
        stdio: "ignore",
        timeout: 90_000,
        env: serverEnvironment(),
      },
    );
    if (started.status !== 0) {
      throw new LaunchFault("内置数据库启动失败。", `The embedded database did not start:\n${this.tailOfLog()}`);
    }
  }

  private tailOfLog(): string {
    try {
      return fs.readFileSync(path.join(this.home, "server.log"), "utf8").trim().split("\n").slice(-8).join("\n");
    } catch {
      return "(no log)";
    }
  }

  stop(): void {
    if (!this.running()) return;
    const gently = this.run(this.binaries.pgCtl, ["stop", "-s", "-w", "-t", "5", "-m", "fast", "-D", this.data], 8_000);
    if (gently.status === 0 || !this.running()) return;
    this.run(this.binaries.pgCtl, ["stop", "-s", "-w", "-t", "3", "-m", "immediate", "-D", this.data], 5_000);
  }
}

/** Asks the system for a port nobody uses. */
export function freePort(preferred = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", (error) => (preferred ? freePort(0).then(resolve, reject) : reject(error)));
    probe.listen(preferred, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

async function accepts(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function adminUrl(port: number, password: string): string {
  return `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
}

/**
 * Starts the embedded PostgreSQL of a folder, or adopts the one already running on it.
 * The server is detached: it outlives this process until `stop()` is called.
 * @throws LaunchFault with the server's own words if it cannot be created or started
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const server = new EmbeddedServer(options);
  const answer = (port: number, adopted: boolean): Cluster => ({
    port,
    adminUrl: adminUrl(port, options.superuserPassword),
    adopted,
    stop: async () => server.stop(),
  });

  const orphan = server.running();
  if (orphan) {
    if (await accepts(adminUrl(orphan.port, options.superuserPassword))) return answer(orphan.port, true);
    server.stop();
  }
  server.initialise();
  const portFile = path.join(path.resolve(options.folder), "..", "postgres.port");
  const lastPort = fs.existsSync(portFile) ? Number(fs.readFileSync(portFile, "utf8")) : 0;
  const port = await freePort(lastPort);
  server.start(port);
  fs.writeFileSync(portFile, String(port));
  if (!(await accepts(adminUrl(port, options.superuserPassword)))) {
    server.stop();
    throw new LaunchFault("内置数据库不接受连接。", "The embedded database runs but refuses its own password.");
  }
  return answer(port, false);
}

/** Stops the embedded server of a folder if one runs; says whether one did. */
export function stopCluster(options: ClusterOptions): boolean {
  const server = new EmbeddedServer(options);
  if (!server.running()) return false;
  server.stop();
  return true;
}
