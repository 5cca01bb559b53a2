import { ExportMenu } from "@/components/exchange/export-menu";
import { Boxes } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Amount, Day, nameIn } from "@/components/stock/amount";
import { Checkbox } from "@/components/ui/checkbox";
import { Chip, StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { LOT_CONDITIONS } from "@/lib/operation/procurement/schema/delivery";
import { Select } from "@/components/ui/select";
import { listLots } from "@/lib/operation/storage/queries/lots";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { dateOnly, dayOf } from "@/lib/platform/clock/clock";
import { cursorOf } from "@/lib/platform/db/key-page";
import { SavedFilterBar } from "../../../saved-filter-bar";
import { addressOf, idOf, oneOf, type Params, pagerOf, textOf } from "../../../address";
import { SiteField } from "../site-field";
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
  const filter = {
    siteId: idOf(params, "site"),
    goodsId: idOf(params, "goods"),
    unit: textOf(params, "unit"),
    condition: oneOf(params, "condition", LOT_CONDITIONS),
    zone: textOf(params, "zone"),
    recalled: params.recalled === "1" || undefined,
    text: textOf(params, "q"),
  };
  const { rows, now, ...page } = await listLots(actor, filter, cursorOf(params));
  const set = {
    site: filter.siteId,
    goods: filter.goodsId,
    unit: filter.unit,
    condition: filter.condition,
    zone: filter.zone,
    recalled: filter.recalled ? "1" : undefined,
    q: filter.text,
  };
  const today = dateOnly(dayOf(now));
  const goodsName = filter.goodsId ? rows[0]?.stockBalances[0]?.goods : undefined;
  const chips = [
    ...(filter.goodsId
      ? [
          {
            key: "goods",
            label: goodsName ? nameIn(goodsName, locale) : t("fields.goods"),
            removeHref: addressOf(PATH, { ...set, goods: undefined, unit: undefined }),
          },
        ]
      : []),
    ...(filter.text ? [{ key: "q", label: filter.text, removeHref: addressOf(PATH, { ...set, q: undefined }) }] : []),
    ...(filter.zone
      ? [{ key: "zone", label: filter.zone, removeHref: addressOf(PATH, { ...set, zone: undefined }) }]
      : []),
    ...(filter.condition
      ? [
          {
            key: "condition",
            label: p(`conditions.${filter.condition}`),
            removeHref: addressOf(PATH, { ...set, condition: undefined }),
          },
        ]
      : []),
    ...(filter.recalled
      ? [{ key: "recalled", label: t("fields.recalled"), removeHref: addressOf(PATH, { ...set, recalled: undefined }) }]
      : []),
  ];
  return (
    <>
      <PageHeader
        title={t("tabs.lots")}
        lead={t("lotsPage.lead")}
        trail={[{ label: t("title"), href: "/operation/stock" }]}
        actions={<ExportMenu list="stock" filter={params} />}
      />
      <StockTabs current="lots" siteId={filter.siteId} goodsId={filter.goodsId} />
      <SavedFilterBar
        actor={actor}
        action={PATH}
        hidden={{ ...(filter.goodsId ? { goods: filter.goodsId } : {}), ...(filter.unit ? { unit: filter.unit } : {}) }}
        chips={chips}
        clearHref={chips.length > 0 || filter.siteId ? PATH : undefined}
      >
        <SiteField actor={actor} siteId={filter.siteId} />
        <Field label={t("fields.lotText")} name="q">
          <Input name="q" maxLength={60} defaultValue={filter.text ?? ""} />
        </Field>
        <Field label={t("fields.condition")} name="condition">
          <Select
            name="condition"
            defaultValue={filter.condition ?? ""}
            placeholder={t("fields.all")}
            options={LOT_CONDITIONS.map((value) => ({ value, label: p(`conditions.${value}`) }))}
          />
        </Field>
        <Checkbox name="recalled" value="1" label={t("lotsPage.onlyRecalled")} defaultChecked={filter.recalled} />
      </SavedFilterBar>
      <DataTable
        caption={t("tabs.lots")}
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
            tone: lot.recalled || expired ? ("trouble" as const) : undefined,
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
                    {row.site.name} · {t(`places.${row.place.kind}`)} {row.place.zone}
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
        empty={
          <EmptyState icon={<Boxes aria-hidden />} title={t("lotsPage.empty")}>
            {t("lotsPage.emptyText")}
          </EmptyState>
        }
      />
      <Pager {...pagerOf(PATH, set, page)} />
    </>
  );
}
