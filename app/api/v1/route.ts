import { indexLocale } from "@/lib/management/exchange/api/parameters";
import { apiIndex } from "@/lib/management/exchange/queries/api-page";
import { endpoint, refuseWriting } from "./endpoint";

export const dynamic = "force-dynamic";

/** Who the caller is and which lists are open to them. */
export function GET(request: Request): Promise<Response> {
  return endpoint(request, ({ actor }) => apiIndex(actor, indexLocale(new URL(request.url).searchParams)));
}

export { refuseWriting as DELETE, refuseWriting as PATCH, refuseWriting as POST, refuseWriting as PUT };
