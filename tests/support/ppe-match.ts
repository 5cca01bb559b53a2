import { readFileSync } from "node:fs";
import path from "node:path";

const folder = path.join(import.meta.dirname, "data", "ppe-match");

/** Rows of one of the test bench's tables as records; the files hold no quoted commas. */
export function ppeRows(file: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(path.join(folder, file), "utf8").trim().split(/\r?\n/);
  const names = header.split(",");
  return lines.map((line) => {
    const cells = splitCells(line);
    return Object.fromEntries(names.map((name, k) => [name || "row", cells[k] ?? ""]));
  });
}

/** Days since 1970 with fraction. */
export function dayOf(date: string): number {
  const [day, time = "00:00:00"] = date.split(" ");
  const [year, month, dayOfMonth] = day.split("-").map(Number);
  const [hours, minutes] = time.split(":").map(Number);
  return Date.UTC(year, month - 1, dayOfMonth, hours, minutes) / 86_400_000;
}

function splitCells(line: string): string[] {
  const cells: string[] = [];
  for (const match of line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)) {
    cells.push(match[2] ?? match[1]);
    if (match[3] === "") break;
  }
  return cells;
}
