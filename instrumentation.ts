import type { Instrumentation } from "next";

/** Runs once when a server process starts, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { environment } = await import("@/lib/platform/env");
  const { closeEverything, onShutdown } = await import("@/lib/platform/launch/shutdown");
  const { disconnect } = await import("@/lib/platform/db/client");
  const { NODE_ENV } = environment();
  onShutdown("database pool", disconnect);
  if (NODE_ENV === "development") {
    // In production server.mjs does this; `next dev` would otherwise wait for open event streams.
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void closeEverything());
  }
}

/** Whatever a request failed with and nobody expected, with the id the person sees. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { log } = await import("@/lib/platform/log");
  const requestId = [request.headers["x-request-id"]].flat()[0] ?? "none";
  log.error({ err: error, requestId, method: request.method, route: context.routePath }, "unexpected error");
};
