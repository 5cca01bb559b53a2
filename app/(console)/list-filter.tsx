import { Checkbox } from "@/components/ui/checkbox";
import { DateInput } from "@/components/ui/date-input";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Actor } from "@/lib/platform/auth/actor";
import { addressOf } from "./address";
import { SavedFilterBar } from "./saved-filter-bar";

/** A filter one can set: a choice when it has options, else a text to look for, unless `kind` says otherwise. */
export type FilterField = {
  /** Its name in the address. */
  name: string;
  label: string;
  /** `flag`: there or not, `1` in the address; `day`: a calendar day. */
  kind?: "flag" | "day";
  options?: ReadonlyArray<{ value: string; label: string }>;
  /** Of a choice: what not choosing is called; of a text: an example. */
  placeholder?: string;
};

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
  return options ? (options.find((option) => option.value === value)?.label ?? label) : value;
}

/** The filters in force that can be taken off, each with what it is called. */
export function filtersInForce({ filter, fields, chips = {} }: Filtered): Array<{ name: string; label: string }> {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const field = fields.find((one) => one.name === name);
    const label = chips[name] ?? (field && labelOf(field, value));
    return label === undefined ? [] : [{ name, label }];
  });
}

/** The control of one filter, with its label. */
export function FilterControl({ field, value = "" }: { field: FilterField; value?: string }) {
  const { name, label, kind, options, placeholder } = field;
  if (kind === "flag") return <Checkbox name={name} value="1" label={label} defaultChecked={value !== ""} />;
  return (
    <Field label={label} name={name}>
      {kind === "day" ? (
        <DateInput name={name} defaultValue={value} />
      ) : options ? (
        <Select name={name} defaultValue={value} placeholder={placeholder ?? "—"} options={[...options]} />
      ) : (
        <Input name={name} type="search" defaultValue={value} maxLength={60} placeholder={placeholder} />
      )}
    </Field>
  );
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
      chips={filtersInForce({ filter, fields, chips }).map(({ name, label }) => ({
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
