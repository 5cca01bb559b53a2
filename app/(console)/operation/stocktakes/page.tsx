import { ExportMenu } from "@/components/exchange/export-menu";
import { ClipboardCheck } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { Freshness } from "@/components/ui/time";
import { type StocktakeState, stocktakeMachine } from "@/lib/operation/storage/machine/stocktake";
import { listStocktakes } from "@/lib/operation/storage/queries/documents";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { cursorOf } from "@/lib/platform/db/key-page";
import { SavedFilterBar } from "../../saved-filter-bar";
import { addressOf, idOf, oneOf, type Params, pagerOf } from "../../address";
import { STOCKTAKE_STATE_KIND } from "../stock/presentation";
import { SiteField } from "../stock/site-field";

const PATH = "/operation/stocktakes";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("storage"))("stocktake.title") };
}

export default async function StocktakesPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("storage"),
    getLocale(),
  ]);
  const set = { state: oneOf(params, "state", stocktakeMachine.states), site: idOf(params, "site") };
  const [page, { now }] = await Promise.all([
    listStocktakes(actor, { state: set.state, siteId: set.site }, cursorOf(params)),
    businessClock(actor),
  ]);
  const create = canSomewhere(actor, "stocktake.open") ? (
    <LinkButton href={`${PATH}/new`} variant="primary">
      {t("stocktakes.create")}
    </LinkButton>
  ) : undefined;
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  return (
    <>
      <PageHeader
        title={t("stocktake.title")}
        lead={t("stocktakes.lead")}
        actions={
          <>
            <ExportMenu list="stocktakes" filter={params} />
            {create}
          </>
        }
      />
      <SavedFilterBar
        actor={actor}
        action={PATH}
        chips={
          set.state
            ? [
                {
                  key: "state",
                  label: t(`stocktake.states.${set.state}`),
                  removeHref: addressOf(PATH, { ...set, state: undefined }),
                },
              ]
            : []
        }
        clearHref={set.state || set.site ? PATH : undefined}
      >
        <SiteField actor={actor} siteId={set.site} />
        <Field label={t("fields.state")} name="state">
          <Select
            name="state"
            defaultValue={set.state ?? ""}
            placeholder={t("fields.all")}
            options={stocktakeMachine.states.map((value) => ({ value, label: t(`stocktake.states.${value}`) }))}
          />
        </Field>
      </SavedFilterBar>
      <DataTable
        caption={t("stocktake.title")}
        columns={[
          { key: "number", header: t("fields.number"), nowrap: true },
          { key: "site", header: t("fields.site") },
          { key: "zone", header: t("fields.zone") },
          { key: "lines", header: t("fields.lines"), numeric: true },
          { key: "accuracy", header: t("fields.accuracy"), numeric: true },
          { key: "state", header: t("fields.state") },
          { key: "at", header: t("fields.at"), nowrap: true },
        ]}
        rows={page.rows.map((row) => ({
          key: row.id,
          href: `${PATH}/${row.id}`,
          label: row.number,
          cells: [
            row.number,
            row.site.name,
            row.zone ?? t("stocktakes.whole"),
            row._count.lines,
            row.accuracy === null ? "—" : percent.format(row.accuracy),
            <StateChip key="state" kind={STOCKTAKE_STATE_KIND[row.state as StocktakeState]}>
              {t(`stocktake.states.${row.state as StocktakeState}`)}
            </StateChip>,
            <Freshness key="at" at={row.businessAt} now={now} />,
          ],
        }))}
        empty={
          <EmptyState icon={<ClipboardCheck aria-hidden />} title={t("stocktakes.empty")} action={create}>
            {t("stocktakes.emptyText")}
          </EmptyState>
        }
      />
      <Pager {...pagerOf(PATH, set, page)} />
    </>
  );
}
