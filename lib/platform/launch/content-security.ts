/**
 * The content security policy. Scripts run only with the nonce of their request; styles may be inline, because MapLibre,
 * the charts and the headless components set them on elements; workers may come from blobs, as MapLibre starts its own so.
 * There is no `upgrade-insecure-requests`: phones on the local network come over plain HTTP.
 */
export function contentSecurityPolicy(options: { nonce: string; development: boolean; tileUrl?: string }): string {
  const tiles = options.tileUrl ? ` ${originOf(options.tileUrl)}` : "";
  // React's development build rebuilds server stacks with eval; Next's hot reload speaks over a web socket.
  const script = options.development ? " 'unsafe-eval'" : "";
  const connect = options.development ? " ws: wss:" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${options.nonce}' 'strict-dynamic'${script}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob:${tiles}`,
    "font-src 'self'",
    `connect-src 'self'${tiles}${connect}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function originOf(template: string): string {
  // A template such as https://t{s}.example.org/{z}/{x}/{y} names several hosts: a wildcard for the first label.
  const { protocol, host } = new URL(template.replaceAll("{s}", "s--"));
  return host.includes("s--") ? `${protocol}//*.${host.split(".").slice(1).join(".")}` : `${protocol}//${host}`;
}

/** Headers every response carries, whatever it is. */
export function securityHeaders(secure: boolean): [string, string][] {
  const headers: [string, string][] = [
    ["X-Content-Type-Options", "nosniff"],
    ["X-Frame-Options", "DENY"],
    ["Referrer-Policy", "same-origin"],
    ["Permissions-Policy", "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"],
    ["Cross-Origin-Resource-Policy", "same-origin"],
  ];
  // Browsers ignore both over plain HTTP, and complain of the second.
  if (secure) {
    headers.push(["Strict-Transport-Security", "max-age=31536000"], ["Cross-Origin-Opener-Policy", "same-origin"]);
  }
  return headers;
}
