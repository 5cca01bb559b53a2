import { PROBLEMS, type Problem } from "@/lib/management/exchange/api/problems";

export const HEADERS = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  vary: "authorization, cookie",
};

/** The answer to a request that has a problem (RFC 9457); programs read the code, people the title. */
export function problemResponse({ code, about, retryAfterS }: Problem, requestId: string | null): Response {
  const { status, title } = PROBLEMS[code];
  const body = {
    type: `urn:changping:problem:${code}`,
    title,
    status,
    code,
    ...(about ? { detail: about } : {}),
    ...(requestId ? { requestId } : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...HEADERS,
      "content-type": "application/problem+json",
      ...(status === 405 ? { allow: "GET, HEAD" } : {}),
      ...(status === 401 ? { "www-authenticate": 'Bearer realm="changping"' } : {}),
      ...(retryAfterS ? { "retry-after": String(retryAfterS) } : {}),
    },
  });
}

/** The same for a request that has one for certain. */
export const refuse = (request: Request, problem: Problem): Response =>
  problemResponse(problem, request.headers.get("x-request-id"));
