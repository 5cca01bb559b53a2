import { Problem } from "@/lib/management/exchange/api/problems";
import { clientAddress } from "@/lib/platform/auth/options";
import { callerOf, type SignedIn } from "@/lib/platform/auth/require-actor";
import { countRequest, countWrongToken } from "@/lib/platform/auth/throttle";
import { log } from "@/lib/platform/log";
import { HEADERS, problemResponse, refuse } from "../problem-response";

async function caller(request: Request): Promise<SignedIn> {
  const person = await callerOf(request);
  if (!person) {
    const tried = request.headers.has("authorization");
    const wait = tried ? await countWrongToken(clientAddress(request.headers.get("x-forwarded-for") ?? undefined)) : 0;
    throw wait > 0 ? new Problem("tooManyRequests", undefined, wait) : new Problem("unauthenticated");
  }
  const wait = await countRequest(person.actor.personId ?? "");
  if (wait > 0) throw new Problem("tooManyRequests", undefined, wait);
  return person;
}

/** Answers a request of another system: who asks, how often, the work, and every problem by its code. */
export async function endpoint(request: Request, work: (person: SignedIn) => Promise<object>): Promise<Response> {
  const requestId = request.headers.get("x-request-id");
  try {
    const body = await work(await caller(request));
    return new Response(JSON.stringify(body), {
      headers: { ...HEADERS, "content-type": "application/json; charset=utf-8" },
    });
  } catch (error) {
    if (error instanceof Problem) return problemResponse(error, requestId);
    log.error({ err: error, requestId }, "request of another system failed");
    return problemResponse(new Problem("bug"), requestId);
  }
}

/** Everything but reading is refused, whoever asks. */
export const refuseWriting = (request: Request): Response => refuse(request, new Problem("methodNotAllowed"));
