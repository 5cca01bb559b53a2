import { Boxes } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Amount, Day } from "@/components/stock/amount";
import { Chip, StateChip } from "@/components/ui/chip";
import { unitText } from "@/components/ui/unit-text";
import { LOT_CONDITIONS } from "@/lib/operation/procurement/schema/delivery";
import { listLots } from "@/lib/operation/storage/queries/lots";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { dateOnly, dayOf } from "@/lib/platform/clock/clock";
import { cursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { idOf, oneOf, type Params, textOf } from "../../../address";
import { ListPage } from "../../../list-page";
import { goodsLabel } from "../goods-chip";
import { siteField } from "../site-field";
import { StockTabs } from "../stock-tabs";

const PATH = "/operation/stock/lots";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("storage"))("tabs.lots") };
}

export default async function LotsPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, p, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("storage"),
    getTranslations("procurement"),
    getLocale(),
  ]);
  const goodsId = idOf(params, "goods");
  const filter = {
    site: idOf(params, "site"),
    goods: goodsId,
    // A unit narrows one goods: without it, it says nothing.
    unit: goodsId && textOf(params, "unit"),
    q: textOf(params, "q"),
    zone: textOf(params, "zone"),
    condition: oneOf(params, "condition", LOT_CONDITIONS),
    recalled: oneOf(params, "recalled", ["1"]),
  };
  const { site: siteId, unit, q: text, zone, condition, recalled } = filter;
  const [{ rows, now, ...page }, goodsName, sites] = await Promise.all([
    listLots(actor, { siteId, goodsId, unit, condition, zone, text, recalled: recalled && true }, cursorOf(params)),
    goodsLabel(actor, goodsId),
    siteField(actor),
  ]);
  const today = dateOnly(dayOf(now));
  return (
    <ListPage
      {...{ actor, params, page, filter, path: PATH, exported: "stock" }}
      title={t("tabs.lots")}
      lead={t("lotsPage.lead")}
      trail={[{ label: t("title"), href: "/operation/stock" }]}
      above={<StockTabs current="lots" siteId={siteId} goodsId={goodsId} />}
      fields={[
        sites,
        { name: "q", label: t("fields.lotText") },
        {
          name: "condition",
          label: t("fields.condition"),
          placeholder: t("fields.all"),
          options: LOT_CONDITIONS.map((value) => ({ value, label: p(`conditions.${value}`) })),
        },
        { name: "recalled", label: t("lotsPage.onlyRecalled"), kind: "flag" },
      ]}
      chips={{
        goods: goodsName,
        unit: unit && unitText(unit, locale),
        zone: zone && `${t("fields.zone")} ${zone}`,
        recalled: t("fields.recalled"),
      }}
      columns={[
        { key: "lot", header: t("fields.lot"), nowrap: true },
        { key: "goods", header: t("fields.goods") },
        { key: "where", header: t("fields.place") },
        { key: "onHand", header: t("fields.onHand"), numeric: true },
        { key: "expires", header: t("fields.expiresOn"), nowrap: true },
        { key: "origin", header: t("fields.origin"), phoneHidden: true },
      ]}
      rows={rows.map((lot) => {
        const goods = lot.stockBalances[0]?.goods;
        const expired = lot.expiresOn !== null && lot.expiresOn < today;
        return {
          key: lot.id,
          href: `${PATH}/${lot.id}`,
          label: lot.number,
          tone: lot.recalled || expired ? "trouble" : undefined,
          cells: [
            lot.number,
            <span key="goods" className="inline-flex flex-wrap items-center gap-1">
              {goods ? nameIn(goods, locale) : ""}
              {lot.recalled ? <StateChip kind="trouble">{t("fields.recalled")}</StateChip> : null}
              {expired ? <StateChip kind="trouble">{t("lot.expired")}</StateChip> : null}
              {lot.condition === "good" ? null : <Chip tone="trouble">{p(`conditions.${lot.condition}`)}</Chip>}
            </span>,
            <ul key="where">
              {lot.stockBalances.map((row) => (
                <li key={row.placeId}>
                  {nameIn(row.site, locale)} · {t(`places.${row.place.kind}`)} {row.place.zone}
                </li>
              ))}
            </ul>,
            <ul key="onHand">
              {lot.stockBalances.map((row) => (
                <li key={row.placeId}>
                  <Amount value={row.onHand} unit={lot.unit} />
                </li>
              ))}
            </ul>,
            <Day key="expires" value={lot.expiresOn} />,
            lot.origin,
          ],
        };
      })}
      empty={{
        icon: <Boxes aria-hidden />,
        title: t("lotsPage.empty"),
        text: t("lotsPage.emptyText"),
        filtered: "same",
      }}
    />
  );
}
