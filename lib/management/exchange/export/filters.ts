import { z } from "zod";

/** What a list's address may narrow it by, each with what it takes. Names and values are those of the list's own page. */
export type ListFilters = Readonly<Partial<Record<FilterName, z.ZodType>>>;

export type FilterName =
  | "area"
  | "at"
  | "batch"
  | "by"
  | "category"
  | "condition"
  | "document"
  | "from"
  | "goods"
  | "id"
  | "incident"
  | "kind"
  | "lot"
  | "outcome"
  | "overdue"
  | "person"
  | "plan"
  | "priority"
  | "q"
  | "reason"
  | "recalled"
  | "site"
  | "stale"
  | "state"
  | "status"
  | "text"
  | "to"
  | "trouble"
  | "unit"
  | "unmet"
  | "view"
  | "within"
  | "zone";

const MOST_CHARACTERS = 200;

export const words = (what: string) =>
  z
    .string()
    .max(MOST_CHARACTERS)
    .regex(/^\P{Cc}+$/u)
    .describe(what);
export const idOf = (what: string) => z.uuid().describe(`Id of the ${what}`);
export const flag = (what: string) => z.literal("1").describe(what);
export const oneOf = (values: readonly string[], what: string) => z.enum([...values]).describe(what);

/** Values that have a label in the messages: for documents of the layer above, whose machine may not be read here. */
export const labelled = (labels: Readonly<Record<string, string>>, what: string) => oneOf(Object.keys(labels), what);

export const text = words("Part of a name or number");
export const incident = idOf("incident");
export const site = idOf("site; of a document with two ends, either");
export const goods = idOf("goods");
export const areaCode = z
  .string()
  .regex(/^\d{2,12}$/)
  .describe("Area code; whatever lies inside it");
export const fromDay = z.iso.date().describe("First day, Asia/Shanghai");
export const toDay = z.iso.date().describe("Last day, Asia/Shanghai");
export const stateOf = (machine: { states: readonly string[] }) => oneOf(machine.states, "State of the document");
