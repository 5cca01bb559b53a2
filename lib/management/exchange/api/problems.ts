/** What can be wrong with a request of another system (RFC 9457), by a code that programs can rely on. */
export const PROBLEMS = {
  parameterUnknown: { status: 400, title: "The list takes no such parameter" },
  parameterMalformed: { status: 400, title: "The parameter has a value the list cannot mean" },
  unauthenticated: { status: 401, title: "No access token or session that holds" },
  listNotAllowed: { status: 403, title: "None of your assignments opens this list" },
  listUnknown: { status: 404, title: "There is no such list" },
  addressUnknown: { status: 404, title: "There is no such address: /api/v1 says which there are" },
  methodNotAllowed: { status: 405, title: "The interface only reads: GET" },
  tooManyRequests: { status: 429, title: "Too many requests: wait as long as Retry-After says" },
  bug: { status: 500, title: "The server failed; the request id finds it in the log" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** A problem on its way out: thrown where it is found, written by the one endpoint. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    /** What of this request it is about: the parameter, the list. */
    readonly about?: string,
    readonly retryAfterS?: number,
  ) {
    super(`${code}${about ? `: ${about}` : ""}`);
  }
}
