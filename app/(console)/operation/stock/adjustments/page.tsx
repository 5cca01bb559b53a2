import { Scale } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { StateChip } from "@/components/ui/chip";
import { Freshness } from "@/components/ui/time";
import { type AdjustmentState, adjustmentMachine } from "@/lib/operation/storage/machine/adjustment";
import { listAdjustments } from "@/lib/operation/storage/queries/documents";
import type { AdjustmentReason } from "@/lib/operation/storage/schema/stock";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { cursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { idOf, oneOf, type Params } from "../../../address";
import { ListPage } from "../../../list-page";
import { Difference } from "../difference";
import { ADJUSTMENT_STATE_KIND } from "../presentation";
import { siteField } from "../site-field";
import { StockTabs } from "../stock-tabs";

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
  const filter = {
    site: idOf(params, "site"),
    state: oneOf(params, "state", adjustmentMachine.states),
    lot: idOf(params, "lot"),
  };
  const [page, { now }, sites] = await Promise.all([
    listAdjustments(actor, { state: filter.state, siteId: filter.site, lotId: filter.lot }, cursorOf(params)),
    businessClock(actor),
    siteField(actor),
  ]);
  return (
    <ListPage
      {...{ actor, params, page, filter, path: PATH }}
      title={t("adjustment.title")}
      lead={t("adjustments.lead")}
      trail={[{ label: t("title"), href: "/operation/stock" }]}
      above={<StockTabs current="adjustments" siteId={filter.site} />}
      fields={[
        sites,
        {
          name: "state",
          label: t("fields.state"),
          placeholder: t("fields.all"),
          options: adjustmentMachine.states.map((value) => ({ value, label: t(`adjustment.states.${value}`) })),
        },
      ]}
      chips={{ lot: page.rows[0]?.lot.number ?? t("fields.lot") }}
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
          nameIn(row.site, locale),
          <Difference key="difference" value={row.difference} unit={row.lot.unit} />,
          t(`adjustments.reasons.${row.reasonCode as AdjustmentReason}`),
          <StateChip key="state" kind={ADJUSTMENT_STATE_KIND[row.state as AdjustmentState]}>
            {t(`adjustment.states.${row.state as AdjustmentState}`)}
          </StateChip>,
          <Freshness key="at" at={row.businessAt} now={now} />,
        ],
      }))}
      empty={{ icon: <Scale aria-hidden />, title: t("adjustments.empty"), text: t("adjustments.emptyText") }}
    />
  );
}
