import { z } from "zod";

/**
 * The environment the application reads, checked once at start. An empty string counts as not set, as shells and
 * compose files leave such behind. Everything here is documented in the README's deployment notes.
 */

const databaseUrl = z
  .string({ error: "is required (the launcher sets it for the embedded database)" })
  .regex(/^postgres(ql)?:\/\//, "must be a postgresql:// address");
const webUrl = z.url({ protocol: /^https?$/, error: "must be an http:// or https:// address" });
const flag = z
  .enum(["0", "1", "true", "false"], { error: "must be 1, 0, true or false" })
  .transform((value) => value === "1" || value === "true");

const shape = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  /** Role `changping_app`, bound by row-level security. */
  DATABASE_URL: databaseUrl,
  /** Role `changping_jobs`; the background jobs' own schema. */
  JOBS_DATABASE_URL: databaseUrl,
  NEXTAUTH_SECRET: z
    .string({ error: "is required: 32 characters or more, e.g. from  openssl rand -base64 48" })
    .min(32, "must have 32 characters or more, e.g. from  openssl rand -base64 48"),
  /** Public address of the site, used in links. */
  NEXTAUTH_URL: webUrl,
  PORT: z.coerce
    .number({ error: "must be a port number" })
    .int("must be a port number")
    .min(1, "must be between 1 and 65535")
    .max(65535, "must be between 1 and 65535")
    .default(3000),
  /** Address to listen on; 0.0.0.0 lets phones of the local network in. */
  HOST: z.string().default("0.0.0.0"),
  /** Set behind a proxy of one's own: only then are X-Forwarded-* and X-Request-Id believed. */
  TRUST_PROXY: flag.default(false),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  LOG_FORMAT: z.enum(["json", "pretty"]).default("json"),
  /** OpenID Connect provider of a government identity service; all three or none. */
  OIDC_ISSUER: webUrl.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default("统一身份认证"),
  /** Raster tile template ({z}/{x}/{y}); without it the map draws our own schematic of the city. */
  MAP_TILE_URL: webUrl.optional(),
  MAP_TILE_ATTRIBUTION: z.string().optional(),
  /** Licensed GS1 company prefix of the operator, for carton codes; without it an example prefix is used and marked simulated. */
  GS1_COMPANY_PREFIX: z
    .string()
    .regex(/^\d{7,10}$/, "must be 7 to 10 digits")
    .optional(),
});

/** The checked environment. */
export type Environment = z.infer<typeof shape>;

/** One line a fault, each naming the variable and what it must be. */
export class EnvironmentFault extends Error {
  override name = "EnvironmentFault";
  constructor(readonly faults: string[]) {
    super(`环境变量有误 The environment is at fault:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
  }
}

/**
 * Checks an environment.
 * @throws EnvironmentFault listing every fault at once
 */
export function readEnvironment(source: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = shape.safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  const oidc = (["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const).filter((name) => !given[name]);
  if (oidc.length === 1 || oidc.length === 2) {
    faults.push(`${oidc.join(", ")} missing: set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET together`);
  }
  if (!parsed.success || faults.length) throw new EnvironmentFault(faults);
  return parsed.data;
}

let checked: Environment | undefined;

/** The environment of this process, checked at first use: a production build needs none of it. */
export function environment(): Environment {
  checked ??= readEnvironment(process.env);
  return checked;
}
