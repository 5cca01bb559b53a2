import type { ReactNode } from "react";
import { ExportMenu } from "@/components/exchange/export-menu";
import { LinkButton } from "@/components/ui/button";
import { type Column, DataTable, type Row } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { LinkTabs } from "@/components/ui/tabs";
import type { Actor } from "@/lib/platform/auth/actor";
import type { Permission } from "@/lib/platform/auth/permissions";
import { canSomewhere } from "@/lib/platform/auth/reach";
import type { KeyPage } from "@/lib/platform/db/key-page";
import { addressOf, type Params, pagerOf } from "./address";
import { SavedFilterBar } from "./saved-filter-bar";

type Option = { value: string; label: string };

/** A filter one can set: a choice when it has options, else a text to look for. */
export type FilterField = {
  /** Its name in the address. */
  name: string;
  label: string;
  options?: readonly Option[];
  /** Of a choice: what not choosing is called. */
  placeholder?: string;
};

/** A button that leads to where one of these is made; nothing for whoever may not make any. */
export type Creation = { permission: Permission; label: string; href?: string };

function FilterControl({ field, value = "" }: { field: FilterField; value?: string }) {
  const { name, label, options, placeholder } = field;
  return (
    <Field label={label} name={name}>
      {options ? (
        <Select name={name} defaultValue={value} placeholder={placeholder ?? "—"} options={[...options]} />
      ) : (
        <Input name={name} type="search" defaultValue={value} maxLength={60} placeholder={placeholder} />
      )}
    </Field>
  );
}

/**
 * The page of a list, whatever is listed: its head with the export and the way to a new one, filters that live in the address, rows, and
 * steps by key. What the page itself decides is which filters it knows and what a row shows.
 */
export function ListPage({
  actor,
  path,
  params,
  title,
  lead,
  exported,
  actions,
  create,
  tabs,
  filter,
  fields,
  chips = {},
  columns,
  rows,
  empty,
  page,
}: {
  actor: Actor;
  path: string;
  params: Params;
  title: string;
  lead: ReactNode;
  /** Its name in `lib/management/exchange/export/lists.ts`. */
  exported: string;
  /** Ways from here to elsewhere, left of the way to a new one. */
  actions?: ReactNode;
  create?: Creation;
  /** Views of the list: the filter of this name takes one value each; the view without a value shows when none is set. */
  tabs?: { name: string; views: ReadonlyArray<{ value?: string; label: string; count?: number }> };
  /** Every filter in force under its name in the address. */
  filter: Readonly<Record<string, string | undefined>>;
  fields: readonly FilterField[];
  /** Names of filters that have no field: they come by links from elsewhere and can only be taken off. */
  chips?: Readonly<Record<string, string | undefined>>;
  columns: Column[];
  rows: Row[];
  /** What an empty list says; `filtered` when filters are the reason. */
  empty: { icon: ReactNode; title: string; text: ReactNode; filtered?: { title: string; text: ReactNode } };
  page: Pick<KeyPage<unknown>, "next" | "previous">;
}) {
  const button =
    create && canSomewhere(actor, create.permission) ? (
      <LinkButton href={create.href ?? `${path}/new`} variant="primary">
        {create.label}
      </LinkButton>
    ) : undefined;
  const without = (name: string) => addressOf(path, { ...filter, [name]: undefined });
  const set = (name: string) => filter[name] !== undefined;
  const inForce = [
    ...fields.map(({ name, options }) => ({
      name,
      label: options?.find((option) => option.value === filter[name])?.label ?? filter[name] ?? "",
    })),
    ...Object.entries(chips).map(([name, label]) => ({ name, label: label ?? filter[name] ?? "" })),
  ].filter(({ name }) => set(name));
  const kept = Object.keys(filter).filter((name) => set(name) && !fields.some((field) => field.name === name));
  const view = tabs ? { [tabs.name]: filter[tabs.name] } : {};
  const reason = inForce.length > 0 && empty.filtered ? empty.filtered : empty;
  return (
    <>
      <PageHeader
        title={title}
        lead={lead}
        actions={
          <>
            <ExportMenu list={exported} filter={params} />
            {actions}
            {button}
          </>
        }
      />
      {tabs ? (
        <div className="mb-3">
          <LinkTabs
            label={title}
            tabs={tabs.views.map(({ value, label, count }) => ({
              key: value ?? "",
              label,
              count,
              href: addressOf(path, { ...filter, [tabs.name]: value }),
              current: filter[tabs.name] === value,
            }))}
          />
        </div>
      ) : null}
      {fields.length > 0 || inForce.length > 0 ? (
        <SavedFilterBar
          actor={actor}
          action={path}
          hidden={Object.fromEntries(kept.map((name) => [name, filter[name] as string]))}
          chips={inForce.map(({ name, label }) => ({ key: name, label, removeHref: without(name) }))}
          clearHref={inForce.length > 0 ? addressOf(path, view) : undefined}
        >
          {fields.map((field) => (
            <FilterControl key={field.name} field={field} value={filter[field.name]} />
          ))}
        </SavedFilterBar>
      ) : null}
      <DataTable
        caption={title}
        columns={columns}
        rows={rows}
        empty={
          <EmptyState icon={empty.icon} title={reason.title} action={reason === empty ? button : undefined}>
            {reason.text}
          </EmptyState>
        }
      />
      <Pager {...pagerOf(path, filter, page)} />
    </>
  );
}
