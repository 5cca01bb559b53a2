import { Warehouse } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Amount, Day } from "@/components/stock/amount";
import { Chip } from "@/components/ui/chip";
import { stockOverview } from "@/lib/operation/storage/queries/overview";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { addressOf, idOf, type Params, textOf } from "../../address";
import { ListPage } from "../../list-page";
import { goodsLabel } from "./goods-chip";
import { siteField } from "./site-field";
import { StockTabs } from "./stock-tabs";
import { UnitTotalsLine } from "./unit-totals-line";

const PATH = "/operation/stock";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("storage"))("title") };
}

export default async function StockPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("storage"),
    getLocale(),
  ]);
  const filter = { site: idOf(params, "site"), goods: idOf(params, "goods"), q: textOf(params, "q") };
  const { site: siteId, goods: goodsId, q: text } = filter;
  const [{ rows, totals, ...page }, goods, sites] = await Promise.all([
    stockOverview(actor, { siteId, goodsId, text }, cursorOf(params)),
    goodsLabel(actor, goodsId),
    siteField(actor),
  ]);
  return (
    <ListPage
      {...{ actor, params, page, filter, path: PATH, exported: "stock" }}
      title={t("title")}
      lead={t("lead")}
      above={<StockTabs current="overview" siteId={siteId} goodsId={goodsId} />}
      fields={[sites, { name: "q", label: t("fields.text") }]}
      chips={{ goods }}
      columns={[
        { key: "goods", header: t("fields.goods") },
        { key: "onHand", header: t("fields.onHand"), numeric: true },
        { key: "free", header: t("fields.free"), numeric: true },
        { key: "reserved", header: t("fields.reserved"), numeric: true, phoneHidden: true },
        { key: "dock", header: t("fields.dock"), numeric: true, phoneHidden: true },
        { key: "quarantine", header: t("fields.quarantine"), numeric: true, phoneHidden: true },
        { key: "blocked", header: t("fields.blocked"), numeric: true },
        { key: "outgoing", header: t("fields.outgoing"), numeric: true, phoneHidden: true },
        { key: "earliest", header: t("fields.earliestExpiry"), nowrap: true },
        { key: "lots", header: t("fields.lots"), numeric: true, phoneHidden: true },
      ]}
      rows={rows.map((row) => ({
        key: `${row.goodsId}${row.unit}`,
        href: addressOf(`${PATH}/lots`, { goods: row.goodsId, unit: row.unit, site: siteId }),
        label: nameIn(row, locale),
        cells: [
          <span key="goods">
            {nameIn(row, locale)}{" "}
            {row.unit === row.baseUnit ? null : <Chip tone="trouble">{t("overview.packNote")}</Chip>}
          </span>,
          <Amount key="onHand" value={row.onHand} unit={row.unit} strong />,
          <Amount key="free" value={row.free} />,
          <QuietAmount key="reserved" value={row.reserved} />,
          <QuietAmount key="dock" value={row.dock} />,
          <QuietAmount key="quarantine" value={row.quarantine} />,
          <QuietAmount key="blocked" value={row.blocked} />,
          <QuietAmount key="outgoing" value={row.outgoing} />,
          <Day key="day" value={row.earliestExpiry} />,
          Number(row.lots),
        ],
      }))}
      empty={{ icon: <Warehouse aria-hidden />, title: t("overview.empty"), text: t("overview.emptyText") }}
    >
      <UnitTotalsLine totals={totals} ofPage={page.next !== null || page.previous !== null} />
    </ListPage>
  );
}

/** Nothing is shown quietly, so that what is there stands out. */
function QuietAmount({ value }: { value: bigint }) {
  return value === 0n ? <span className="text-ink-3">0</span> : <Amount value={value} />;
}
