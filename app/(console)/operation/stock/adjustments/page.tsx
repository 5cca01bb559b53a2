import { Scale } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "@/components/stock/amount";
import { StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { Freshness } from "@/components/ui/time";
import { type AdjustmentState, adjustmentMachine } from "@/lib/operation/storage/machine/adjustment";
import { listAdjustments } from "@/lib/operation/storage/queries/documents";
import type { AdjustmentReason } from "@/lib/operation/storage/schema/stock";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { cursorOf } from "@/lib/platform/db/key-page";
import { SavedFilterBar } from "../../../saved-filter-bar";
import { addressOf, idOf, oneOf, type Params, pagerOf } from "../../../address";
import { ADJUSTMENT_STATE_KIND } from "../presentation";
import { SiteField } from "../site-field";
import { StockTabs } from "../stock-tabs";
import { Difference } from "../difference";

const PATH = "/operation/stock/adjustments";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("storage"))("adjustment.title") };
}

export default async function AdjustmentsPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("storage"),
    getLocale(),
  ]);
  const set = {
    state: oneOf(params, "state", adjustmentMachine.states),
    site: idOf(params, "site"),
    lot: idOf(params, "lot"),
  };
  const [page, { now }] = await Promise.all([
    listAdjustments(actor, { state: set.state, siteId: set.site, lotId: set.lot }, cursorOf(params)),
    businessClock(actor),
  ]);
  return (
    <>
      <PageHeader
        title={t("adjustment.title")}
        lead={t("adjustments.lead")}
        trail={[{ label: t("title"), href: "/operation/stock" }]}
      />
      <StockTabs current="adjustments" siteId={set.site} />
      <SavedFilterBar
        actor={actor}
        action={PATH}
        hidden={set.lot ? { lot: set.lot } : {}}
        chips={
          set.state
            ? [
                {
                  key: "state",
                  label: t(`adjustment.states.${set.state}`),
                  removeHref: addressOf(PATH, { ...set, state: undefined }),
                },
              ]
            : []
        }
        clearHref={Object.values(set).some(Boolean) ? PATH : undefined}
      >
        <SiteField actor={actor} siteId={set.site} />
        <Field label={t("fields.state")} name="state">
          <Select
            name="state"
            defaultValue={set.state ?? ""}
            placeholder={t("fields.all")}
            options={adjustmentMachine.states.map((value) => ({ value, label: t(`adjustment.states.${value}`) }))}
          />
        </Field>
      </SavedFilterBar>
      <DataTable
        caption={t("adjustment.title")}
        columns={[
          { key: "number", header: t("fields.number"), nowrap: true },
          { key: "goods", header: t("fields.goods") },
          { key: "lot", header: t("fields.lot"), nowrap: true },
          { key: "site", header: t("fields.site") },
          { key: "difference", header: t("fields.difference"), numeric: true },
          { key: "reason", header: t("fields.reason") },
          { key: "state", header: t("fields.state") },
          { key: "at", header: t("fields.at"), nowrap: true },
        ]}
        rows={page.rows.map((row) => ({
          key: row.id,
          href: `${PATH}/${row.id}`,
          label: row.number,
          cells: [
            row.number,
            row.goods ? nameIn(row.goods, locale) : "",
            row.lot.number,
            row.site.name,
            <Difference key="difference" value={row.difference} unit={row.lot.unit} />,
            t(`adjustments.reasons.${row.reasonCode as AdjustmentReason}`),
            <StateChip key="state" kind={ADJUSTMENT_STATE_KIND[row.state as AdjustmentState]}>
              {t(`adjustment.states.${row.state as AdjustmentState}`)}
            </StateChip>,
            <Freshness key="at" at={row.businessAt} now={now} />,
          ],
        }))}
        empty={
          <EmptyState icon={<Scale aria-hidden />} title={t("adjustments.empty")}>
            {t("adjustments.emptyText")}
          </EmptyState>
        }
      />
      <Pager {...pagerOf(PATH, set, page)} />
    </>
  );
}
