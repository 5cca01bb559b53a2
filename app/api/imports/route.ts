import { uploadImport } from "@/lib/management/exchange/commands/upload";
import { MAX_UPLOAD_BYTES, uploadInput } from "@/lib/management/exchange/schema";
import { signedIn } from "@/lib/platform/auth/require-actor";
import { asFailure, type Failure, type Message } from "@/lib/platform/errors";
import { requestLogger } from "@/lib/platform/log";
import { fieldMessages } from "@/lib/platform/workflow/action";

export const dynamic = "force-dynamic";

/** Room for the other fields of the form and its boundaries. */
const FORM_BYTES = 64 * 1024;

const fail = (status: number, failure: Failure): Response => Response.json({ ok: false, failure }, { status });
const badFile = (message: Message): Failure => ({
  kind: "badInput",
  reason: { key: "errors.badInput" },
  fields: { file: message },
});

/** Did a page of ours send this? Browsers say so on every post, also over plain HTTP, where only `Origin` is sent. */
function isOwn(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = request.headers.get("origin");
  return origin !== null && URL.canParse(origin) && new URL(origin).host === request.headers.get("host");
}

/** Takes a sheet for a preview. Answers `{ok: true, value: {id}}` or the failure in the shape every action answers with. */
export async function POST(request: Request): Promise<Response> {
  if (!isOwn(request)) return fail(403, { kind: "notFound", reason: { key: "errors.notAllowed" } });
  const person = await signedIn();
  if (!person) return fail(401, { kind: "notFound", reason: { key: "errors.notAllowed" } });
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(length > 0 && length <= MAX_UPLOAD_BYTES + FORM_BYTES))
    return fail(413, badFile({ key: "exchange.fileFaults.fileTooLarge" }));
  const form = await request.formData().catch(() => null);
  const file = form?.get("file");
  if (!form || !(file instanceof File)) return fail(400, badFile({ key: "errors.required" }));
  const field = (name: string) => form.get(name) || undefined;
  const input = uploadInput.safeParse({
    kind: field("kind"),
    siteId: field("siteId"),
    incidentId: field("incidentId"),
    priority: field("priority"),
  });
  if (!input.success)
    return fail(400, {
      kind: "badInput",
      reason: { key: "errors.badInput" },
      fields: fieldMessages(input.error),
    });
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return Response.json({
      ok: true,
      value: await uploadImport(person.actor, { bytes, fileName: file.name }, input.data),
    });
  } catch (error) {
    const failure = asFailure(error);
    if (failure) return fail(failure.kind === "badInput" ? 400 : 409, failure);
    const requestId = request.headers.get("x-request-id") ?? "";
    requestLogger(request.headers).error({ err: error }, "upload failed");
    return fail(500, { kind: "bug", reason: { key: "errors.bug", params: { requestId } }, requestId });
  }
}
