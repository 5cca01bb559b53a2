import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, securityHeaders } from "./content-security";

function directive(policy: string, name: string): string[] {
  const found = policy.split("; ").find((part) => part.startsWith(`${name} `));
  return found?.split(" ").slice(1) ?? [];
}

describe("the content security policy", () => {
  it("lets scripts run by nonce alone in production", () => {
    const policy = contentSecurityPolicy({ nonce: "abc", development: false });
    expect(directive(policy, "script-src")).toEqual(["'self'", "'nonce-abc'", "'strict-dynamic'"]);
    expect(policy).not.toContain("unsafe-eval");
  });

  it("opens pictures and fetches to the configured tile source and nothing else", () => {
    const policy = contentSecurityPolicy({
      nonce: "n",
      development: false,
      tileUrl: "https://t{s}.tiles.example/{z}/{x}/{y}?key=k",
    });
    expect(directive(policy, "img-src")).toContain("https://*.tiles.example");
    expect(directive(policy, "connect-src")).toEqual(["'self'", "https://*.tiles.example"]);
    expect(directive(contentSecurityPolicy({ nonce: "n", development: false }), "connect-src")).toEqual(["'self'"]);
  });

  it("promises HTTPS only where it is spoken", () => {
    const names = (secure: boolean) => securityHeaders(secure).map(([name]) => name);
    expect(names(true)).toContain("Strict-Transport-Security");
    expect(names(false)).not.toContain("Strict-Transport-Security");
  });
});
