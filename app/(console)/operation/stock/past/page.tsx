import { History } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Amount, nameIn } from "@/components/stock/amount";
import { DataTable } from "@/components/ui/data-table";
import { DateInput } from "@/components/ui/date-input";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { absoluteText } from "@/components/ui/time-text";
import { stockAt } from "@/lib/operation/storage/queries/past";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { SavedFilterBar } from "../../../saved-filter-bar";
import { addressOf, idOf, oneOf, type Params, textOf } from "../../../address";
import { SiteField } from "../site-field";
import { StockTabs } from "../stock-tabs";
import { UnitTotalsLine } from "../unit-totals-line";

const PATH = "/operation/stock/past";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("storage"))("tabs.past") };
}

export default async function PastPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("storage"),
    getLocale(),
  ]);
  const { now } = await businessClock(actor);
  const typed = textOf(params, "at");
  const local = typed && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(typed) ? typed : absoluteText(now).replace(" ", "T");
  const at = new Date(`${local}:59+08:00`);
  const by = oneOf(params, "by", ["business", "posting"] as const) ?? "business";
  const siteId = idOf(params, "site");
  const rows = await stockAt(actor, { at, by, siteId });
  const totals = new Map<string, number>();
  for (const row of rows) totals.set(row.unit, (totals.get(row.unit) ?? 0) + Number(row.onHand));
  return (
    <>
      <PageHeader
        title={t("tabs.past")}
        lead={t("pastPage.lead")}
        trail={[{ label: t("title"), href: "/operation/stock" }]}
      />
      <StockTabs current="past" siteId={siteId} />
      <SavedFilterBar actor={actor} action={PATH} clearHref={typed || siteId ? PATH : undefined}>
        <Field label={t("pastPage.moment")} name="at">
          <DateInput withTime name="at" defaultValue={local} />
        </Field>
        <Field label={t("fields.by")} name="by">
          <Select
            name="by"
            placeholder={false}
            defaultValue={by}
            options={[
              { value: "business", label: t("pastPage.byBusiness") },
              { value: "posting", label: t("pastPage.byPosting") },
            ]}
          />
        </Field>
        <SiteField actor={actor} siteId={siteId} />
      </SavedFilterBar>
      <DataTable
        caption={t("tabs.past")}
        columns={[
          { key: "goods", header: t("fields.goods") },
          { key: "site", header: t("fields.site") },
          { key: "onHand", header: t("fields.onHand"), numeric: true },
        ]}
        rows={rows.map((row) => ({
          key: `${row.goodsId}${row.unit}${row.siteId}`,
          label: nameIn(row, locale),
          href: addressOf("/operation/stock/ledger", { goods: row.goodsId, site: row.siteId, to: local.slice(0, 10) }),
          cells: [nameIn(row, locale), row.site, <Amount key="onHand" value={row.onHand} unit={row.unit} />],
        }))}
        empty={
          <EmptyState icon={<History aria-hidden />} title={t("pastPage.empty")}>
            {t("pastPage.emptyText")}
          </EmptyState>
        }
      />
      <UnitTotalsLine totals={[...totals].map(([unit, total]) => ({ unit, total }))} />
      {rows.length >= 2000 ? <p className="mt-2 text-sm text-ink-2">{t("pastPage.truncated")}</p> : null}
    </>
  );
}
