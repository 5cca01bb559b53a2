import { readAttachment } from "@/lib/operation/distribution/handover/queries";
import { signedIn } from "@/lib/platform/auth/require-actor";
import { asFailure } from "@/lib/platform/errors";

export const dynamic = "force-dynamic";

const PICTURES = new Set(["image/jpeg", "image/png", "image/webp"]);

/** A photo or signature of a document, for who may see the document. Never anything a browser could run. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const person = await signedIn();
  if (!person) return new Response(null, { status: 401 });
  try {
    const found = await readAttachment(person.actor, (await params).id);
    const inline = PICTURES.has(found.mediaType);
    return new Response(found.content, {
      headers: {
        "content-type": inline ? found.mediaType : "application/octet-stream",
        "content-length": String(found.sizeBytes),
        "content-disposition": `${inline ? "inline" : "attachment"}; filename="${found.fileName.replace(/[^\w.-]/g, "_")}"`,
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, max-age=3600",
        etag: `"${found.sha256}"`,
      },
    });
  } catch (error) {
    if (asFailure(error)) return new Response(null, { status: 404 });
    throw error;
  }
}
