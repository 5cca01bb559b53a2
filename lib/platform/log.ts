import pino, { type Logger } from "pino";
import pretty from "pino-pretty";

/** Whatever carries one of these names never reaches a log, however deep in what is logged (three levels). */
const secretNames = [
  "password",
  "newPassword",
  "currentPassword",
  "passwordHash",
  "secret",
  "token",
  "inviteToken",
  "authorization",
  "cookie",
  '["set-cookie"]',
];

function secretPaths(): string[] {
  const below = (prefix: string) =>
    secretNames.map((name) => (name.startsWith("[") ? `${prefix}${name}` : `${prefix}.${name}`));
  return [...secretNames, ...below("*"), ...below("*.*")];
}

/** Options shared by every logger of the application: level, redaction, real time in UTC. */
export function createLogger(destination?: pino.DestinationStream): Logger {
  const level = process.env.LOG_LEVEL || "info";
  const options: pino.LoggerOptions = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretPaths(), censor: "[secret]" },
    formatters: { level: (label) => ({ level: label }) },
  };
  if (destination) return pino(options, destination);
  if (process.env.LOG_FORMAT === "pretty") return pino(options, pretty({ ignore: "pid,hostname", singleLine: true }));
  return pino(options);
}

/** The application's logger. Inside a request use `requestLogger`. */
export const log = createLogger();

/** A logger whose lines carry the request's id, as the response's `x-request-id` does. */
export function requestLogger(headers: { get(name: string): string | null }): Logger {
  return log.child({ requestId: headers.get("x-request-id") ?? "none" });
}
