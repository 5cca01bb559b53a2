import { OAuth2Server } from "oauth2-mock-server";

/** What the product is told of the identity service of the stories: its secret protects nothing. */
export const IDENTITY_CLIENT = { id: "changping", secret: "stories-only", name: "统一身份认证（模拟）" };

/**
 * An identity service that believes anybody: whoever its sign-in page is opened for by `login_hint` is signed in, under that name and with a
 * subject of that name. Returns its address.
 */
export async function startIdentityService(port: number): Promise<string> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate("RS256");
  await server.start(port, "127.0.0.1");
  const names = new Map<string, string>();
  server.service.on("beforeAuthorizeRedirect", ({ url }, request) => {
    const asked = new URL(request.url ?? "", "http://127.0.0.1").searchParams;
    names.set(url.searchParams.get("code") ?? "", asked.get("login_hint") ?? "nobody");
  });
  server.service.on("beforeTokenSigning", (token, request) => {
    const name = names.get(String((request.body as { code?: unknown }).code)) ?? "nobody";
    Object.assign(token.payload, { sub: `subject-of-${name}`, preferred_username: name });
  });
  return server.issuer.url ?? `http://127.0.0.1:${port}`;
}
