import fs from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";

/** The scenario's public records lie with the seed; see NOTICE for their origin. */
const folder = path.join(process.cwd(), "prisma/seed/data");

/** Rows of one of the scenario's CSV files, by header. */
export function scenarioRows(name: string): Record<string, string>[] {
  return parse(fs.readFileSync(path.join(folder, name)), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  }) as Record<string, string>[];
}

/** A file of the scenario as it is. */
export const scenarioFile = (name: string): Uint8Array => fs.readFileSync(path.join(folder, name));

/** Lines back to CSV, quoted where needed. */
export function csvOf(header: readonly string[], rows: readonly Record<string, string>[]): Uint8Array {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [header.join(","), ...rows.map((row) => header.map((name) => cell(row[name] ?? "")).join(","))];
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
}

export const WUHAN_2020 = {
  name: "武汉 2020",
  /** Receipts to the 29th are stocked; the replay opens on this morning. */
  opens: "2020-01-30",
  /** The last day that brings receipts. */
  lastDay: "2020-02-12",
  /** The city it plays in. */
  areaCode: "4201",
} as const;
