import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { dataFile } from "./folders";
import { LaunchFault } from "./say";

const stored = z.object({
  superuserPassword: z.string().min(16),
  ownerPassword: z.string().min(16),
  appPassword: z.string().min(16),
  jobsPassword: z.string().min(16),
  sessionSecret: z.string().min(32),
});

/** Passwords of the embedded server and the key that signs sessions, made up on first start. */
export type Secrets = z.infer<typeof stored>;

/** Generated secrets of this data folder (`secrets.json`, readable by its owner alone, outside git). */
export function readSecrets(): Secrets {
  const file = dataFile("secrets.json");
  if (fs.existsSync(file)) {
    const parsed = stored.safeParse(JSON.parse(fs.readFileSync(file, "utf8")));
    if (parsed.success) return parsed.data;
    throw new LaunchFault(
      `${file} 已损坏。请从备份恢复，或连同该数据目录一并删除后重新开始。`,
      `${file} is damaged. Restore it from a backup, or remove the data folder and start afresh.`,
    );
  }
  const word = () => randomBytes(24).toString("base64url");
  const fresh: Secrets = {
    superuserPassword: word(),
    ownerPassword: word(),
    appPassword: word(),
    jobsPassword: word(),
    sessionSecret: randomBytes(48).toString("base64url"),
  };
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  return fresh;
}
