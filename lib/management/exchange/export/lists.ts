import * as inbound from "./inbound";
import type { ExportList } from "./list";
import * as outbound from "./outbound";
import * as oversight from "./oversight";
import * as reference from "./reference";
import * as response from "./response";
import * as stock from "./stock";

/** Every list that can be exported, by the name in its address. A new list is defined beside its kin and appears here by itself. */
export const EXPORT_LISTS = {
  ...inbound,
  ...stock,
  ...outbound,
  ...reference,
  ...response,
  ...oversight,
} as const satisfies Record<string, ExportList>;

export type ExportName = keyof typeof EXPORT_LISTS;

/** Their names, in one order whatever loads the modules. */
export const EXPORT_NAMES = (Object.keys(EXPORT_LISTS) as ExportName[]).sort();

/** The list of a name; undefined for any other. */
export const exportList = (name: string): ExportList | undefined =>
  Object.hasOwn(EXPORT_LISTS, name) ? EXPORT_LISTS[name as ExportName] : undefined;
