import { Problem } from "@/lib/management/exchange/api/problems";
import { refuse } from "../problem-response";

export const dynamic = "force-dynamic";

/** Every address under `/api` that no interface has: a program gets an answer it can read, never a page. */
const unknown = (request: Request): Response => refuse(request, new Problem("addressUnknown"));

export {
  unknown as DELETE,
  unknown as GET,
  unknown as HEAD,
  unknown as OPTIONS,
  unknown as PATCH,
  unknown as POST,
  unknown as PUT,
};
