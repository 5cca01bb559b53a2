export const dynamic = "force-dynamic";

/** Liveness: the process answers. Restart it when this fails. */
export function GET(): Response {
  return Response.json({ status: "live" }, { headers: { "cache-control": "no-store" } });
}
