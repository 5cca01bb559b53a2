import { Checkbox } from "@/components/ui/checkbox";
import { DateInput } from "@/components/ui/date-input";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

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

/** What a filter in force is called. */
export function filterLabel({ label, kind, options }: FilterField, value: string): string {
  if (kind === "flag") return label;
  if (kind === "day") return `${label} ${value}`;
  return options ? (options.find((option) => option.value === value)?.label ?? label) : value;
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
