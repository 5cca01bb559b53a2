import { describe, expect, it } from "vitest";
import { createLogger } from "./log";

function linesOf(write: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLogger({ write: (line) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe("the log", () => {
  it("keeps secrets out at every level it promises", () => {
    const secret = "do-not-print-me";
    const [line] = linesOf((logger) =>
      logger.warn(
        {
          password: secret,
          input: { newPassword: secret },
          request: { headers: { cookie: secret, "set-cookie": secret } },
        },
        "x",
      ),
    );
    expect(JSON.stringify(line)).not.toContain(secret);
    expect(line).toMatchObject({ password: "[secret]", input: { newPassword: "[secret]" } });
  });

  it("carries the request id of a child logger and the level by name", () => {
    const [line] = linesOf((logger) => logger.child({ requestId: "r-1" }).error("boom"));
    expect(line).toMatchObject({ requestId: "r-1", level: "error", msg: "boom" });
  });
});
