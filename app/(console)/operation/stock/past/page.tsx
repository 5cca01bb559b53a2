import { ExportMenu } from "@/components/exchange/export-menu";
import { History } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Amount } from "@/components/stock/amount";
import { DataTable } from "@/components/ui/data-table";
import { DateInput } from "@/components/ui/date-input";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { absoluteText } from "@/components/ui/time-text";
import { stockAt } from "@/lib/operation/storage/queries/past";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { pairCursorOf } from "@/lib/platform/db/key-page";
import { businessClock } from "@/lib/platform/clock/queries";
import { nameIn } from "@/lib/platform/i18n/names";
import { SavedFilterBar } from "../../../saved-filter-bar";
import { addressOf, idOf, oneOf, type Params, pagerOf, textOf } from "../../../address";
import { goodsChip } from "../goods-chip";
import { placeIn } from "../presentation";
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
  const goodsId = idOf(params, "goods");
  const set = { at: typed, by, site: siteId, goods: goodsId };
  const [{ rows, totals, ...page }, chosen] = await Promise.all([
    stockAt(actor, { at, by, siteId, goodsId }, pairCursorOf(params)),
    goodsChip(actor, goodsId, addressOf(PATH, { ...set, goods: undefined })),
  ]);
  return (
    <>
      <PageHeader
        title={t("tabs.past")}
        lead={t("pastPage.lead")}
        trail={[{ label: t("title"), href: "/operation/stock" }]}
        actions={<ExportMenu list="pastStock" filter={{ ...params, at: at.toISOString(), by }} />}
      />
      <StockTabs current="past" siteId={siteId} goodsId={goodsId} />
      <SavedFilterBar
        actor={actor}
        action={PATH}
        hidden={goodsId ? { goods: goodsId } : undefined}
        chips={chosen}
        clearHref={typed || siteId || goodsId ? PATH : undefined}
      >
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
          cells: [
            nameIn(row, locale),
            placeIn(row, locale),
            <Amount key="onHand" value={row.onHand} unit={row.unit} />,
          ],
        }))}
        empty={
          <EmptyState icon={<History aria-hidden />} title={t("pastPage.empty")}>
            {t("pastPage.emptyText")}
          </EmptyState>
        }
      />
      <UnitTotalsLine totals={totals} ofPage={page.next !== null || page.previous !== null} />
      <Pager {...pagerOf(PATH, { ...set, at: local }, page)} />
    </>
  );
}
