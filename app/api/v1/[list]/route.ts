import { apiPage } from "@/lib/management/exchange/queries/api-page";
import { endpoint, refuseWriting } from "../endpoint";

export const dynamic = "force-dynamic";

/** A page of a list as JSON; `public/openapi.json` says what it takes and gives. */
export function GET(request: Request, { params }: { params: Promise<{ list: string }> }): Promise<Response> {
  return endpoint(request, async ({ actor }) => apiPage(actor, (await params).list, new URL(request.url).searchParams));
}

export { refuseWriting as DELETE, refuseWriting as PATCH, refuseWriting as POST, refuseWriting as PUT };
