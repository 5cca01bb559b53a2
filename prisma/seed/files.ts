import fs from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";

const folder = path.join(import.meta.dirname, "data");

/** A CSV of `prisma/seed/data`, rows by header. */
export function csv(name: string): Record<string, string>[] {
  return parse(fs.readFileSync(path.join(folder, name)), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  }) as Record<string, string>[];
}

/** A JSON file of `prisma/seed/data`. */
export function json<T>(name: string): T {
  return JSON.parse(fs.readFileSync(path.join(folder, name), "utf8")) as T;
}

/** Absolute path of a file of `prisma/seed/data`, to be imported as it is. */
export const fileOf = (name: string): string => path.join(folder, name);
