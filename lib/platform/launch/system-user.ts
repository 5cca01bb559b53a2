import { spawnSync } from "node:child_process";
import path from "node:path";
import { LaunchFault } from "./say";

/** The account PostgreSQL runs as: `undefined` means our own, as only root has to change over. */
export interface SystemUser {
  uid: number;
  gid: number;
}

function lookUp(name: string): SystemUser | undefined {
  const uid = spawnSync("id", ["-u", name], { encoding: "utf8" });
  const gid = spawnSync("id", ["-g", name], { encoding: "utf8" });
  if (uid.status !== 0 || gid.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** PostgreSQL refuses to run as root: finds the `postgres` account, makes it, or borrows `nobody`. */
export function postgresUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const existing = lookUp("postgres");
  if (existing) return existing;
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"]);
  const user = lookUp("postgres") ?? lookUp("nobody");
  if (user) return user;
  throw new LaunchFault(
    "PostgreSQL 不能以 root 运行，且无法创建 postgres 用户。请以普通用户启动。",
    "PostgreSQL will not run as root and no postgres account could be made. Start as an ordinary user.",
  );
}

/** Whether that account can reach a folder through all its parents. */
export function canReach(user: SystemUser | undefined, folder: string): boolean {
  if (!user) return true;
  const probe = spawnSync("/bin/sh", ["-c", 'cd "$1"', "probe", path.resolve(folder)], { ...user, cwd: "/" });
  return probe.status === 0;
}
