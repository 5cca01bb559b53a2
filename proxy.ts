import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy, securityHeaders } from "@/lib/platform/launch/content-security";

/** Every response gets its security headers and a request id; pages get a policy with a nonce of their own. */
export function proxy(request: NextRequest): NextResponse {
  // The database knows no null character, so no filter can hold one: the page is the one without it. Interfaces refuse it by name.
  if (/%00/i.test(request.nextUrl.search) && !request.nextUrl.pathname.startsWith("/api/")) {
    const clean = request.nextUrl.clone();
    clean.search = clean.search.replaceAll(/%00/gi, "");
    return NextResponse.redirect(clean);
  }
  const headers = new Headers(request.headers);
  const requestId = headers.get("x-request-id") ?? crypto.randomUUID();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy({
    nonce,
    development: process.env.NODE_ENV === "development",
    tileUrl: process.env.MAP_TILE_URL || undefined,
  });
  headers.set("x-request-id", requestId);
  headers.set("x-nonce", nonce);
  // Next reads the nonce from here and puts it on its own scripts.
  headers.set("content-security-policy", policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  const secure = (headers.get("x-forwarded-proto") ?? request.nextUrl.protocol).startsWith("https");
  for (const [name, value] of securityHeaders(secure)) response.headers.set(name, value);
  return response;
}

export const config = {
  // Built files are immutable and carry nothing to protect.
  matcher: ["/((?!_next/static|_next/image).*)"],
};
