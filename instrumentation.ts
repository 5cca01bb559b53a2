import type { Instrumentation } from "next";

/**
 * Runs once when a server process starts, before its first request. Everything stands inside the condition, or the build would follow it
 * into the runtime of the edge, which has no files and no database.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { prepareProcess } = await import("@/lib/platform/launch/process");
    await prepareProcess();
    // What runs by itself: clocks that ran out, rows that wait for a spelling or a pack size, the nightly ledger check.
    const { startSchedule } = await import("@/lib/platform/jobs/schedule");
    const { systemActor } = await import("@/lib/platform/auth/actor");
    const { escalateOverdue } = await import("@/lib/operation/demand/commands/escalate");
    const { retryQueued } = await import("@/lib/management/exchange/commands/retry");
    const { followAnswers } = await import("@/lib/management/exchange/commands/follow-answers");
    const { checkBalances } = await import("@/lib/operation/storage/commands/check-balances");
    // Between the scheduled tries: soon after somebody answered what rows wait for.
    followAnswers();
    const { unaccountedStock } = await import("@/lib/operation/distribution/handover/commands/unaccounted");
    const { releaseExpired } = await import("@/lib/operation/transport/recall/commands");
    const { rollStockDays } = await import("@/lib/operation/storage/queries/cover");
    void startSchedule([
      { name: "roll-stock-days", cron: "*/5 * * * *", run: () => rollStockDays(systemActor("roll-up")) },
      { name: "escalate-demand", cron: "*/5 * * * *", run: () => escalateOverdue(systemActor("escalation")) },
      { name: "retry-imports", cron: "*/10 * * * *", run: () => retryQueued(systemActor("imports")) },
      // Soon after midnight: what expired with the day is promised to nobody.
      { name: "release-expired", cron: "5 0 * * *", run: () => releaseExpired(systemActor("nightly")) },
      { name: "unaccounted-stock", cron: "0 2 * * *", run: () => unaccountedStock(systemActor("nightly")) },
      { name: "check-balances", cron: "30 2 * * *", run: () => checkBalances(systemActor("nightly")) },
    ]);
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
