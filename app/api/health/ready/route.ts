import { databaseAnswers } from "@/lib/platform/db/probe";
import { isDraining } from "@/lib/platform/launch/shutdown";
import { log } from "@/lib/platform/log";

export const dynamic = "force-dynamic";

function answer(status: number, body: Record<string, string>): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

/** Readiness: the process may be sent requests, as its database answers and it is not about to stop. */
export async function GET(): Promise<Response> {
  if (isDraining()) return answer(503, { status: "draining" });
  try {
    await databaseAnswers(2000);
    return answer(200, { status: "ready" });
  } catch (error) {
    log.warn({ err: error }, "not ready: the database does not answer");
    return answer(503, { status: "database unavailable" });
  }
}
