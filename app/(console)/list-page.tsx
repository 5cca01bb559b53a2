import { getTranslations } from "next-intl/server";
import type { ComponentProps, ReactNode } from "react";
import { ExportMenu } from "@/components/exchange/export-menu";
import { LinkButton } from "@/components/ui/button";
import { type Column, DataTable, type Row } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { LinkTabs } from "@/components/ui/tabs";
import type { Actor } from "@/lib/platform/auth/actor";
import type { Permission } from "@/lib/platform/auth/permissions";
import { canSomewhere } from "@/lib/platform/auth/reach";
import type { KeyPage } from "@/lib/platform/db/key-page";
import { addressOf, type Params, pagerOf } from "./address";
import { type Filtered, filtersInForce, ListFilter } from "./list-filter";

/** A button that leads to where one of these is made; nothing for whoever may not make any. */
export type Creation = { permission: Permission; label: string; href?: string };

/**
 * The page of a list, whatever is listed: its head with the export and the way to a new one, filters that live in the address, rows, and
 * steps by key. What the page itself decides is which filters it knows and what a row shows.
 */
export async function ListPage({
  actor,
  path,
  params,
  title,
  lead,
  exported,
  asked = params,
  steady,
  trail,
  actions,
  create,
  above,
  tabs,
  filter,
  fields,
  chips,
  columns = [],
  rows = [],
  dense,
  table,
  empty,
  page,
  children,
}: Filtered & {
  actor: Actor;
  path: string;
  params: Params;
  title: string;
  lead: ReactNode;
  trail?: ComponentProps<typeof PageHeader>["trail"];
  /** Its name in `lib/management/exchange/export/lists.ts`. */
  exported?: string;
  /** What the export is asked for, where it is more than the address says: with the values understood when none is set. */
  asked?: Params;
  /** What the further pages hold on to besides the filters: a moment that would go on between two steps. */
  steady?: Record<string, string>;
  /** Ways from here to elsewhere, left of the way to a new one. */
  actions?: ReactNode;
  create?: Creation;
  /** Between the head and the filters. */
  above?: ReactNode;
  /**
   * Views of the list: the filter of this name takes one value each; the view without a value shows when none is set. Going to a view
   * takes off the filters named in `reset`.
   */
  tabs?: {
    name: string;
    reset?: readonly string[];
    views: ReadonlyArray<{ value?: string; label: string; count?: number }>;
  };
  columns?: Column[];
  rows?: Row[];
  dense?: boolean;
  /** The rows in a table of the page's own, where one can act on them; left out when there are none. */
  table?: ReactNode;
  /** What an empty list says. When filters are the reason it says that nothing matches, unless `filtered` puts it better. */
  empty: { icon: ReactNode; title: string; text: ReactNode; filtered?: "same" | { title: string; text: ReactNode } };
  page: Pick<KeyPage<unknown>, "next" | "previous">;
  /** Below the rows: their totals. */
  children?: ReactNode;
}) {
  const t = await getTranslations("ui.filter");
  const nothing = { title: t("nothing"), text: t("nothingText") };
  const button =
    create && canSomewhere(actor, create.permission) ? (
      <LinkButton href={create.href ?? `${path}/new`} variant="primary">
        {create.label}
      </LinkButton>
    ) : undefined;
  const keep = tabs ? [tabs.name] : [];
  const filtered = filtersInForce({ filter, fields, chips, keep }).length > 0;
  const cleared = Object.fromEntries((tabs?.reset ?? []).map((name) => [name, undefined]));
  const reason = filtered && empty.filtered !== "same" ? (empty.filtered ?? nothing) : empty;
  return (
    <>
      <PageHeader
        title={title}
        lead={lead}
        trail={trail}
        actions={
          <>
            {exported ? <ExportMenu list={exported} filter={asked} /> : null}
            {actions}
            {button}
          </>
        }
      />
      {above}
      {tabs ? (
        <div className="mb-3">
          <LinkTabs
            label={title}
            tabs={tabs.views.map(({ value, label, count }) => ({
              key: value ?? "",
              label,
              count,
              href: addressOf(path, { ...filter, ...cleared, [tabs.name]: value }),
              current: filter[tabs.name] === value,
            }))}
          />
        </div>
      ) : null}
      {fields.length > 0 || filtered ? <ListFilter {...{ actor, path, filter, fields, chips }} keep={keep} /> : null}
      {table ?? (
        <DataTable
          caption={title}
          columns={columns}
          rows={rows}
          dense={dense}
          empty={
            <EmptyState icon={empty.icon} title={reason.title} action={reason === empty ? button : undefined}>
              {reason.text}
            </EmptyState>
          }
        />
      )}
      {children}
      <Pager {...pagerOf(path, { ...steady, ...filter }, page)} />
    </>
  );
}
