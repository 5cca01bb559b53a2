import type { Instrumentation } from "next";

/** Runs once when a server process starts, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { prepareProcess } = await import("@/lib/platform/launch/process");
    await prepareProcess();
  }
}

/** Whatever a request failed with and nobody expected, with the id the person sees. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { log } = await import("@/lib/platform/log");
    const requestId = [request.headers["x-request-id"]].flat()[0] ?? "none";
    log.error({ err: error, requestId, method: request.method, route: context.routePath }, "unexpected error");
  }
};
