import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { faultOfFlow } from "./certify-flow";
import { readBinary, readDimacs, readFlow } from "./dimacs";
import { MinCostSolver } from "./mincost";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readDimacs(bytes(text));
/** Status, objective and what the checker says. */
const solved = (text: string) => {
  const problem = read(text);
  const solution = new MinCostSolver(problem).solve();
  return [solution.status, solution.objective, faultOfFlow(problem, solution)];
};

const example =
  "c two ways\np min 4 5\nn 1 4\nn 4 -4\na 1 2 0 4 2\na 1 3 0 2 2\na 2 3 0 2 1\na 2 4 0 3 3\na 3 4 0 5 1\n";
const binary = Int32Array.of(2, 1, 3, -3, 0, 1, 4);

describe("flow files", () => {
  it("reads the DIMACS example and finds its optimum", () => {
    expect(solved(example)).toEqual(["optimal", 14, null]);
  });

  it("reads comments anywhere, blank lines, indents, tabs, CR LF, plus signs and no break at the end", () => {
    const odd = `\ufeffc x\n\n   \n${example.replace("c two ways\np min 4 5\n", "c\n p\tmin  4\t 5 \ncomment\n").replace("2 4 0 3 3", "2 4 +0 3 3")}c end`;
    expect(read(odd)).toEqual(read(example));
    expect(read(example.replaceAll("\n", "\r\n"))).toEqual(read(example));
  });

  it("takes every legal network: loops, parallel arcs, no arcs, one node, lower bounds below 0, capacity 0 or none", () => {
    expect(solved("p min 0 0\n")).toEqual(["optimal", 0, null]);
    expect(solved("p min 1 0\n")).toEqual(["optimal", 0, null]);
    expect(solved("p min 1 1\na 1 1 0 5 -3\n")).toEqual(["optimal", -15, null]);
    expect(solved("p min 2 2\nn 1 3\nn 2 -3\na 1 2 0 0 1\na 1 2 0 -1 5\n")).toEqual(["optimal", 15, null]);
    expect(solved("p min 2 1\nn 2 3\nn 1 -3\na 1 2 -4 3 1\n")).toEqual(["optimal", -3, null]);
    expect(solved("p min 2 2\na 1 2 2 5 -4\na 2 1 0 9 1\n")).toEqual(["optimal", -15, null]);
  });

  it("names what has no optimum: no flow, an endless cycle, an arc whose bounds cross, supplies that do not balance", () => {
    expect(solved("p min 2 0\nn 1 3\nn 2 -3\n")[0]).toBe("infeasible");
    expect(solved("p min 2 2\na 1 2 0 -1 -2\na 2 1 0 -1 1\n")[0]).toBe("unbounded");
    expect(solved("p min 3 2\nn 1 1\nn 3 -1\na 1 2 0 -1 -2\na 2 1 0 -1 1\n")[0]).toBe("infeasible");
    expect(solved("p min 2 1\nn 1 3\nn 2 -3\na 1 2 4 3 1\n")[0]).toBe("infeasible");
    expect(solved("p min 2 1\nn 1 5\nn 2 -3\na 1 2 0 -1 1\n")[0]).toBe("unbalanced");
  });

  it("is exact up to 2^53 and says so beyond", () => {
    const most = Number.MAX_SAFE_INTEGER;
    const two = (units: number, cost: number) => `p min 2 1\nn 1 ${units}\nn 2 -${units}\na 1 2 0 -1 ${cost}\n`;
    expect(solved(two(most, 1))).toEqual(["optimal", most, null]);
    expect(solved(two(1, 1e12))).toEqual(["optimal", 1e12, null]);
    expect(solved(two(7, 3_000_000_000))).toEqual(["optimal", 21_000_000_000, null]);
    expect(solved(two(1e9, 1e9))[0]).toBe("overflow");
    expect(solved(two(1, most))[0]).toBe("overflow");
    expect(() => read("p min 2 1\nn 1 9007199254740992\n")).toThrow("line 2: a number beyond 2^53");
  });

  it("names the line that is wrong", () => {
    expect(() => read("")).toThrow("no problem line");
    expect(() => read("p min 2 1\na 1 9 0 1 1\n")).toThrow("line 2");
    expect(() => read("p max 2 1\n")).toThrow("not a min problem");
    expect(() => read("p min 2 0\np min 2 0\n")).toThrow("line 2: a second problem line");
    expect(() => read("n 1 3\np min 2 0\n")).toThrow("before the problem line");
    expect(() => read(`p min 2 2\na 1 2 0 1 1\nc ${"long".repeat(9)}\n`)).toThrow("announced");
    expect(() => read("p min 2 999999999\n")).toThrow("more than the file can hold");
    expect(() => read("p min 99999999999 1\n")).toThrow("nodes");
    expect(() => read("p min 2 1\na 1 2 0 x 1\n")).toThrow("whole number");
    expect(() => read("p min 2 1\na 1 2 0 1 2.5\n")).toThrow("line 2: a number that is not whole");
    expect(() => read("p min 2 1\na 1 2 0 1 2 7\n")).toThrow("more on the line");
    expect(() => read("p min 2 1\na 1 2 0 1\n")).toThrow("whole number is missing");
    expect(() => read("p min 2 0\nn 1 1\nn 1 2\n")).toThrow("node 1 a second time");
    expect(() => read("p min 2 0\nx 1\n")).toThrow('unknown line "x"');
  });

  it("reads the binary form, whole or not at all", () => {
    const whole = new Uint8Array(binary.buffer);
    expect(new MinCostSolver(readBinary(whole)).solve().objective).toBe(12);
    for (let length = 0; length < whole.length; length++) {
      expect(() => readBinary(whole.subarray(0, length)), `${length} bytes`).toThrow("length");
    }
    expect(() => readBinary(new Uint8Array(Int32Array.of(2, 1, 3, -3, 0, 2, 4).buffer))).toThrow("unknown nodes");
    expect(() => readBinary(new Uint8Array(Int32Array.of(-1, 1, 3).buffer))).toThrow("length");
  });

  it("tells text from binary by what is in the file", () => {
    expect(readFlow(bytes(example), "network.txt")).toEqual(read(example));
    expect(readFlow(new Uint8Array(binary.buffer), "network.bin")).toEqual(readBinary(new Uint8Array(binary.buffer)));
    expect(() => readFlow(Uint8Array.of(0x1f, 0x8b, 8, 0), "network.bin")).toThrow("length");
    expect(() => readFlow(Uint8Array.of(0x1f, 0x8b, 8, 0), "network.min")).toThrow("unknown line");
  });
});

describe("the checker of flows", () => {
  const problem = read(example);
  const solution = new MinCostSolver(problem).solve();

  it("refuses any flow, price or objective that is off by one where it matters", () => {
    expect(faultOfFlow(problem, solution)).toBeNull();
    solution.flows.forEach((_, k) => {
      for (const by of [-1, 1]) {
        const flows = solution.flows.map((flow, j) => flow + (j === k ? by : 0));
        expect(faultOfFlow(problem, { ...solution, flows })).not.toBeNull();
      }
    });
    const twice = {
      ...solution,
      arcs: Int32Array.of(...solution.arcs, 0),
      flows: Float64Array.of(...solution.flows, 0),
    };
    expect(faultOfFlow(problem, twice)).toContain("twice");
    expect(faultOfFlow(problem, { ...solution, potential: solution.potential.map(() => Number.NaN) })).toContain(
      "price",
    );
  });

  it("counts an arc without flow as above a lower bound below 0", () => {
    const back = read("p min 2 1\na 1 2 -4 3 1\n");
    const nothing = {
      status: "optimal" as const,
      objective: 0,
      pivots: 0,
      arcs: new Int32Array(0),
      flows: new Float64Array(0),
      potential: new Float64Array(3),
    };
    expect(faultOfFlow(back, nothing)).toContain("dearer");
  });
});

describe("npm run bench:flow", () => {
  it("prints one JSON line a file, faults named without a stack, and fails when a file could not be read", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "flow-files-"));
    const file = (name: string, content: string | Uint8Array) => {
      writeFileSync(path.join(folder, name), content);
      return path.join(folder, name);
    };
    const run = (files: string[]) =>
      promisify(execFile)(process.execPath, ["--import", "tsx", "tests/bench/flow.ts", ...files]).then(
        ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
        (error: { code: number; stdout: string; stderr: string }) => error,
      );
    try {
      const good = await run([file("a.min", example), file("b.min", "p min 2 0\nn 1 3\nn 2 -3\n")]);
      expect(good.code).toBe(0);
      const lines = good.stdout
        .trim()
        .split("\n")
        .map((text) => JSON.parse(text));
      expect(lines).toMatchObject([
        { status: "optimal", objective: 14, certified: true },
        { status: "infeasible", objective: null, certified: false },
      ]);
      expect(Object.keys(lines[0]).slice(0, 7)).toEqual([
        ...["file", "status", "objective", "pivots", "seconds", "peakMb", "certified"],
      ]);
      const missing = path.join(folder, "none.min");
      const truncated = file("c.bin", new Uint8Array(binary.buffer).subarray(0, 20));
      const bad = await run([file("d.min", "p min 2 1\na 1 2 0 1\n"), missing, truncated]);
      expect(bad.code).toBe(1);
      expect(bad.stderr).not.toContain("    at ");
      expect(
        bad.stdout
          .trim()
          .split("\n")
          .map((text) => JSON.parse(text)),
      ).toMatchObject([
        { status: "malformed", fault: "line 2: a whole number is missing", certified: false },
        { file: missing, status: "unreadable", objective: null },
        { status: "malformed", objective: null },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});
