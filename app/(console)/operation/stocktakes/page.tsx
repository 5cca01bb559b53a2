import { ClipboardCheck } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { StateChip } from "@/components/ui/chip";
import { Freshness } from "@/components/ui/time";
import { type StocktakeState, stocktakeMachine } from "@/lib/operation/storage/machine/stocktake";
import { listStocktakes } from "@/lib/operation/storage/queries/documents";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { cursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { idOf, oneOf, type Params } from "../../address";
import { ListPage } from "../../list-page";
import { STOCKTAKE_STATE_KIND } from "../stock/presentation";
import { siteField } from "../stock/site-field";

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
  const filter = { site: idOf(params, "site"), state: oneOf(params, "state", stocktakeMachine.states) };
  const [page, { now }, sites] = await Promise.all([
    listStocktakes(actor, { state: filter.state, siteId: filter.site }, cursorOf(params)),
    businessClock(actor),
    siteField(actor),
  ]);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  return (
    <ListPage
      {...{ actor, params, page, filter, path: PATH, exported: "stocktakes" }}
      title={t("stocktake.title")}
      lead={t("stocktakes.lead")}
      create={{ permission: "stocktake.open", label: t("stocktakes.create") }}
      fields={[
        sites,
        {
          name: "state",
          label: t("fields.state"),
          placeholder: t("fields.all"),
          options: stocktakeMachine.states.map((value) => ({ value, label: t(`stocktake.states.${value}`) })),
        },
      ]}
      columns={[
        { key: "number", header: t("fields.number"), nowrap: true },
        { key: "site", header: t("fields.site") },
        { key: "scope", header: t("stocktakes.scope") },
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
          nameIn(row.site, locale),
          [row.zone, row.goods ? nameIn(row.goods, locale) : null].filter(Boolean).join(" · ") || t("stocktakes.whole"),
          row._count.lines,
          row.accuracy === null ? "—" : percent.format(row.accuracy),
          <StateChip key="state" kind={STOCKTAKE_STATE_KIND[row.state as StocktakeState]}>
            {t(`stocktake.states.${row.state as StocktakeState}`)}
          </StateChip>,
          <Freshness key="at" at={row.businessAt} now={now} />,
        ],
      }))}
      empty={{ icon: <ClipboardCheck aria-hidden />, title: t("stocktakes.empty"), text: t("stocktakes.emptyText") }}
    />
  );
}
