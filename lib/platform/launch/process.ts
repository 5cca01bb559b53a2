import { disconnect } from "@/lib/platform/db/client";
import { environment } from "@/lib/platform/env";
import { closeEverything, onShutdown } from "./shutdown";

/** What a server process does before its first request: checks its environment and learns how to stop. */
export async function prepareProcess(): Promise<void> {
  const { NODE_ENV } = environment();
  onShutdown("database pool", disconnect);
  if (NODE_ENV === "development") {
    // In production server.mjs does this; `next dev` would otherwise wait for open event streams.
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void closeEverything());
  }
}
