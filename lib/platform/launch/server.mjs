// The production server: Next's handler behind an HTTP server of our own, because `next start` does not end while a
// browser holds an event stream open. Plain JavaScript, so that no loader sits in the serving process.
import { randomUUID } from "node:crypto";
import http from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import next from "next";
import pino from "pino";
import pretty from "pino-pretty";

const port = Number(process.env.PORT || 3000);
const hostname = process.env.HOST || "0.0.0.0";
const trustsProxy = ["1", "true"].includes(process.env.TRUST_PROXY ?? "");
/** Requests under way get this long; then their connections are cut. */
const drainMs = 2500;

const log = pino(
  {
    level: process.env.LOG_LEVEL || "info",
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  },
  process.env.LOG_FORMAT === "pretty" ? pretty({ ignore: "pid,hostname", singleLine: true }) : undefined,
);

/** @returns {{ draining: boolean, closers: Map<string, Set<() => void | Promise<void>>> }} see shutdown.ts */
function shutdownRegistry() {
  const key = Symbol.for("changping.shutdown");
  globalThis[key] ??= { draining: false, closers: new Map() };
  return globalThis[key];
}

/** What a client says about itself counts only behind a proxy that overwrites it. */
function identify(request) {
  if (!trustsProxy) {
    for (const name of Object.keys(request.headers)) {
      if (name.startsWith("x-forwarded-") || name === "forwarded" || name === "x-real-ip") delete request.headers[name];
    }
    delete request.headers["x-request-id"];
  }
  const given = String(request.headers["x-request-id"] ?? "");
  const id = /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
  request.headers["x-request-id"] = id;
  return id;
}

const server = http.createServer();
const app = next({
  dev: false,
  dir: path.resolve(import.meta.dirname, "../../.."),
  hostname,
  port,
  httpServer: server,
});
await app.prepare();
const handle = app.getRequestHandler();

server.on("request", (request, response) => {
  const requestId = identify(request);
  // The token of an invitation is a secret for as long as it is good: a log is no place for it.
  const path = (request.url ?? "/").split("?", 1)[0].replace(/^(\/invite\/).+/, "$1[secret]");
  response.setHeader("x-request-id", requestId);
  if (shutdownRegistry().draining) response.setHeader("connection", "close");
  if (!path.startsWith("/_next/static/")) {
    const begun = performance.now();
    response.once("close", () => {
      const entry = {
        requestId,
        method: request.method,
        path,
        status: response.statusCode,
        ms: Math.round(performance.now() - begun),
      };
      if (response.statusCode >= 500) log.error(entry, "request");
      else log.info(entry, "request");
    });
  }
  handle(request, response).catch((error) => {
    log.error({ requestId, err: error }, "request failed");
    if (!response.headersSent) response.writeHead(500).end();
    else response.destroy();
  });
});

let stopping = false;
async function stop(reason) {
  if (stopping) return;
  stopping = true;
  const begun = performance.now();
  const registry = shutdownRegistry();
  registry.draining = true;
  const closed = new Promise((resolve) => server.close(resolve));
  const closers = [...registry.closers.values()].flatMap((named) => [...named]).map(async (close) => close());
  const settled = Promise.allSettled(closers);
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  await Promise.race([Promise.all([closed, settled]), sleep(drainMs)]);
  clearInterval(idle);
  server.closeAllConnections();
  await Promise.race([settled, sleep(1000)]);
  log.info({ reason, ms: Math.round(performance.now() - begun) }, "server stopped");
  process.exit(0);
}

// Ctrl-C reaches the whole terminal group: the launcher hears it too and tells us in its own order.
process.on("SIGINT", () => {
  if (!process.connected) void stop("SIGINT");
});
process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("message", (message) => {
  if (message === "stop") void stop("launcher");
});
// A launcher that was killed outright takes this server with it.
if (process.connected) process.on("disconnect", () => void stop("launcher gone"));
process.on("unhandledRejection", (error) => log.error({ err: error }, "unhandled rejection"));

server.on("error", (error) => {
  log.fatal({ err: error }, "cannot serve");
  process.exit(1);
});
server.listen(port, hostname, () => process.send?.("ready"));
