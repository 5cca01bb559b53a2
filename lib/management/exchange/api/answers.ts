import { z } from "zod";
import type { ExportList } from "../export/list";
import { PROBLEMS, type ProblemCode } from "./problems";

/** A whole number; as decimal text where a JSON number would lose digits. */
const whole = z.union([z.int(), z.string().regex(/^-?\d{16,}$/)]);
const CELLS = {
  text: z.string(),
  integer: whole,
  decimal: z.number(),
  date: z.iso.date(),
  dateTime: z.iso.datetime(),
  boolean: z.boolean(),
} as const;

type Column = ExportList["columns"][number];

/** A row of a list: every column by name, with what it is; null is unknown or does not apply. */
export const rowSchema = (list: ExportList, what: (column: Column) => string) =>
  z.strictObject(
    Object.fromEntries(
      list.columns.map((column): [string, z.ZodType] => [
        column.name,
        CELLS[column.type ?? "text"].nullable().describe(what(column)),
      ]),
    ),
  );

/** A page of a list. */
export const pageSchema = (row: z.ZodType) =>
  z.strictObject({
    data: z.array(row),
    next: z.string().nullable().describe("Give as `after` for what follows; null on the last page"),
    previous: z.string().nullable().describe("Give as `before` for what comes before; null on the first page"),
  });

/** What a caller may read. */
export const indexSchema = z.strictObject({
  person: z.strictObject({ username: z.string(), name: z.string() }),
  businessTime: z.iso.datetime().describe("What the lists take for now: a scenario has a clock of its own"),
  scenario: z.string().nullable(),
  lists: z.array(z.strictObject({ name: z.string(), title: z.string(), href: z.string() })),
  openapi: z.string(),
});

/** RFC 9457. */
export const problemSchema = z.strictObject({
  type: z.string().describe("`urn:changping:problem:` and the code"),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
  detail: z.string().optional().describe("The parameter or list it is about"),
  requestId: z.string().optional(),
});
