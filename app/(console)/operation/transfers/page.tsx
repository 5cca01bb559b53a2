import { ExportMenu } from "@/components/exchange/export-menu";
import { Route } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PriorityBadge } from "@/components/ui/badges";
import { LinkButton } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { Freshness } from "@/components/ui/time";
import type { TransferState } from "@/lib/operation/transport/transfer/machine";
import { listTransfers } from "@/lib/operation/transport/transfer/queries";
import { TRANSFER_STATES } from "@/lib/operation/transport/transfer/schema";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { cursorOf } from "@/lib/platform/db/key-page";
import { SavedFilterBar } from "../../saved-filter-bar";
import { nameIn, PRIORITY_CLASS, TRANSFER_STATE_KIND } from "./presentation";

type Search = Promise<Record<string, string | string[] | undefined>>;
const PATH = "/operation/transfers";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transport.transfer"))("title") };
}

export default async function TransfersPage({ searchParams }: { searchParams: Search }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("transport.transfer"),
    getLocale(),
  ]);
  const text = (name: string) => (typeof params[name] === "string" ? (params[name] as string).slice(0, 40) : "");
  const id = (name: string) => (/^[0-9a-f-]{36}$/.test(text(name)) ? text(name) : undefined);
  const state = TRANSFER_STATES.find((known) => known === params.state);
  const query = text("query");
  const filter = { state, query, incidentId: id("incident"), planId: id("plan") };
  const [page, { now }] = await Promise.all([listTransfers(actor, filter, cursorOf(params)), businessClock(actor)]);
  const kept = {
    ...(state ? { state } : {}),
    ...(query ? { query } : {}),
    ...(filter.incidentId ? { incident: filter.incidentId } : {}),
    ...(filter.planId ? { plan: filter.planId } : {}),
  };
  const address = (extra: Record<string, string>, without?: string) =>
    `${PATH}?${new URLSearchParams(Object.entries({ ...kept, ...extra }).filter(([name]) => name !== without))}`;
  const create = canSomewhere(actor, "transfer.create") ? (
    <LinkButton href={`${PATH}/new`} variant="primary">
      {t("create")}
    </LinkButton>
  ) : undefined;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            <ExportMenu list="transfers" filter={params} />
            {create}
          </>
        }
      />
      <SavedFilterBar
        actor={actor}
        action={PATH}
        chips={[
          ...(state ? [{ key: "state", label: t(`states.${state}`), removeHref: address({}, "state") }] : []),
          ...(query ? [{ key: "query", label: query, removeHref: address({}, "query") }] : []),
        ]}
        clearHref={PATH}
      >
        <Field label={t("filters.state")} name="state">
          <Select
            name="state"
            defaultValue={state ?? ""}
            placeholder={t("filters.any")}
            options={TRANSFER_STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
          />
        </Field>
        <Field label={t("filters.query")} name="query">
          <Input name="query" defaultValue={query} maxLength={40} placeholder="TO0000001" />
        </Field>
      </SavedFilterBar>
      <DataTable
        caption={t("title")}
        columns={[
          { key: "number", header: t("fields.number"), nowrap: true },
          { key: "from", header: t("fields.from") },
          { key: "to", header: t("fields.to") },
          { key: "goods", header: t("fields.goods") },
          { key: "priority", header: t("fields.priority") },
          { key: "state", header: t("fields.state") },
          { key: "createdAt", header: t("fields.createdAt"), nowrap: true },
        ]}
        rows={page.rows.map((row) => ({
          key: row.id,
          href: `${PATH}/${row.id}`,
          label: row.number,
          tone: row.state === "cancelled" ? ("faded" as const) : undefined,
          cells: [
            row.number,
            nameIn(locale, row.fromSite),
            nameIn(locale, row.toSite),
            `${[...new Set(row.lines.map((line) => nameIn(locale, line.goods)))].join(locale === "en" ? ", " : "、")}${row._count.lines > row.lines.length ? " …" : ""}`,
            <PriorityBadge key="priority" priority={PRIORITY_CLASS[row.priority]} />,
            <StateChip key="state" kind={TRANSFER_STATE_KIND[row.state as TransferState]}>
              {t(`states.${row.state as TransferState}`)}
            </StateChip>,
            <Freshness key="at" at={row.businessAt} now={now} />,
          ],
        }))}
        empty={
          <EmptyState icon={<Route aria-hidden />} title={t("empty.title")} action={create}>
            {t("empty.text")}
          </EmptyState>
        }
      />
      <Pager
        firstHref={page.previous ? address({}) : undefined}
        previousHref={page.previous ? address({ before: page.previous }) : undefined}
        nextHref={page.next ? address({ after: page.next }) : undefined}
      />
    </>
  );
}
