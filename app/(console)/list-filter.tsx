import type { Actor } from "@/lib/platform/auth/actor";
import { addressOf } from "./address";
import { FilterControl, type FilterField } from "./filter-control";
import { SavedFilterBar } from "./saved-filter-bar";

/** What a list is filtered by. */
export type Filtered = {
  /** Every filter in force under its name in the address. */
  filter: Readonly<Record<string, string | undefined>>;
  fields: readonly FilterField[];
  /** Names of filters that have no field (they come by links from elsewhere and can only be taken off), or other names of those that have. */
  chips?: Readonly<Record<string, string | undefined>>;
};

function labelOf({ label, kind, options }: FilterField, value: string): string {
  if (kind === "flag") return label;
  if (kind === "day") return `${label} ${value}`;
  if (kind === "moment") return `${label} ${value.replace("T", " ")}`;
  return options ? (options.find((option) => option.value === value)?.label ?? label) : value;
}

/**
 * The filters in force, each with what it is called, so that every one can be seen and taken off: one that the page has no words for shows
 * its value rather than hide. Those named in `keep` are shown otherwise, as views.
 */
export function filtersInForce({
  filter,
  fields,
  chips = {},
  keep = [],
}: Filtered & { keep?: readonly string[] }): Array<{ name: string; label: string }> {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (value === undefined || keep.includes(name)) return [];
    const field = fields.find((one) => one.name === name);
    return [{ name, label: chips[name] ?? (field ? labelOf(field, value) : value) }];
  });
}

/**
 * The filters of a list, which live in its address: a control for each field, a chip for each one in force, this person's saved ones.
 * Clearing them all keeps those named in `keep`.
 */
export function ListFilter({
  actor,
  path,
  filter,
  fields,
  chips,
  keep = [],
}: Filtered & { actor: Actor; path: string; keep?: readonly string[] }) {
  const hidden = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined || fields.some((field) => field.name === name) ? [] : [[name, value]],
  );
  const kept = Object.fromEntries(keep.map((name) => [name, filter[name]]));
  return (
    <SavedFilterBar
      actor={actor}
      action={path}
      hidden={Object.fromEntries(hidden)}
      chips={filtersInForce({ filter, fields, chips, keep }).map(({ name, label }) => ({
        key: name,
        label,
        removeHref: addressOf(path, { ...filter, [name]: undefined }),
      }))}
      clearHref={addressOf(path, kept)}
    >
      {fields.map((field) => (
        <FilterControl key={field.name} field={field} value={filter[field.name]} />
      ))}
    </SavedFilterBar>
  );
}
