import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client";
import { OneAtATime } from "./one-at-a-time";
import { statementNames } from "./statement-names";

/** Pool of the application's role: owns nothing, row-level security applies. One per process, also across hot reloads. */
const kept = globalThis as unknown as { changpingClient?: PrismaClient };

function connect(): PrismaClient {
  const connectionString = process.env.DATABASE_URL;
  if (!connectionString) throw new Error("DATABASE_URL is not set");
  const max = Number(process.env.DATABASE_POOL ?? 12);
  return new PrismaClient({
    adapter: new PrismaPg(
      { connectionString, max, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 10_000, Client: OneAtATime },
      { statementNameGenerator: statementNames() },
    ),
    transactionOptions: { maxWait: 10_000, timeout: 120_000 },
  });
}

/** The process's database client. Only `lib/platform` uses it directly; capabilities go through `read` and `write`. */
export function client(): PrismaClient {
  kept.changpingClient ??= connect();
  return kept.changpingClient;
}

/** Closes the pool; the next use opens it again. */
export async function disconnect(): Promise<void> {
  await kept.changpingClient?.$disconnect();
  kept.changpingClient = undefined;
}
