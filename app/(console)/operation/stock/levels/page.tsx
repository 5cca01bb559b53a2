import { ExportMenu } from "@/components/exchange/export-menu";
import { Gauge } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Amount, nameIn } from "@/components/stock/amount";
import { Checkbox } from "@/components/ui/checkbox";
import { StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { listLevels } from "@/lib/operation/storage/queries/levels";
import { sitesFor } from "@/lib/operation/procurement/queries/choices";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { pairCursorOf } from "@/lib/platform/db/key-page";
import { SavedFilterBar } from "../../../saved-filter-bar";
import { addressOf, idOf, type Params, pagerOf, textOf } from "../../../address";
import { goodsChip } from "../goods-chip";
import { SiteField } from "../site-field";
import { StockTabs } from "../stock-tabs";
import { placeIn, STANDING_KIND } from "../presentation";
import { LevelDialog } from "./level-dialog";

const PATH = "/operation/stock/levels";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("storage"))("tabs.levels") };
}

export default async function LevelsPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("storage"),
    getLocale(),
  ]);
  const siteId = idOf(params, "site");
  const goodsId = idOf(params, "goods");
  const text = textOf(params, "q");
  const onlyTrouble = params.trouble === "1" || undefined;
  const mayAdd = canSomewhere(actor, "stock.setLevels");
  const set = { site: siteId, goods: goodsId, q: text, trouble: onlyTrouble ? "1" : undefined };
  const [{ rows, ...page }, sites, chosen] = await Promise.all([
    listLevels(actor, { siteId, goodsId, text, onlyTrouble }, pairCursorOf(params)),
    mayAdd ? sitesFor(actor, "stock.setLevels") : [],
    goodsChip(actor, goodsId, addressOf(PATH, { ...set, goods: undefined })),
  ]);
  const number = (value: number) => value.toLocaleString(locale, { maximumFractionDigits: 1 });
  return (
    <>
      <PageHeader
        title={t("tabs.levels")}
        lead={t("levelsPage.lead")}
        trail={[{ label: t("title"), href: "/operation/stock" }]}
        actions={
          <>
            <ExportMenu list="levels" filter={params} />
            {mayAdd ? (
              <LevelDialog
                sites={sites.map((site) => ({
                  value: site.id,
                  label: locale === "en" ? (site.nameEn ?? site.name) : site.name,
                }))}
              />
            ) : undefined}
          </>
        }
      />
      <StockTabs current="levels" siteId={siteId} goodsId={goodsId} />
      <SavedFilterBar
        actor={actor}
        action={PATH}
        hidden={goodsId ? { goods: goodsId } : undefined}
        chips={[
          ...chosen,
          ...(text ? [{ key: "q", label: text, removeHref: addressOf(PATH, { ...set, q: undefined }) }] : []),
          ...(onlyTrouble
            ? [
                {
                  key: "trouble",
                  label: t("levelsPage.onlyTrouble"),
                  removeHref: addressOf(PATH, { ...set, trouble: undefined }),
                },
              ]
            : []),
        ]}
        clearHref={text || onlyTrouble || siteId || goodsId ? PATH : undefined}
      >
        <SiteField actor={actor} siteId={siteId} />
        <Field label={t("fields.text")} name="q">
          <Input name="q" maxLength={60} defaultValue={text ?? ""} />
        </Field>
        <Checkbox name="trouble" value="1" label={t("levelsPage.onlyTrouble")} defaultChecked={onlyTrouble} />
      </SavedFilterBar>
      <DataTable
        caption={t("tabs.levels")}
        columns={[
          { key: "goods", header: t("fields.goods") },
          { key: "site", header: t("fields.site") },
          { key: "onHand", header: t("fields.shelf"), numeric: true },
          { key: "floor", header: t("fields.floor"), numeric: true },
          { key: "minimum", header: t("fields.minimum"), numeric: true },
          { key: "maximum", header: t("fields.maximum"), numeric: true },
          { key: "cover", header: t("fields.cover"), numeric: true },
          { key: "standing", header: t("fields.standing") },
          ...(mayAdd ? [{ key: "edit", header: <span className="sr-only">{t("levelsPage.edit")}</span> }] : []),
        ]}
        rows={rows.map((row) => {
          const name = nameIn(row, locale);
          const site = placeIn(row, locale);
          return {
            key: `${row.siteId}${row.goodsId}`,
            label: `${name} ${site}`,
            tone: row.standing === "belowFloor" || row.standing === "belowMinimum" ? ("trouble" as const) : undefined,
            cells: [
              name,
              site,
              <Amount key="onHand" value={row.onHand} unit={row.unit} />,
              row.floor > 0n ? <Amount key="floor" value={row.floor} /> : "—",
              row.minimum === null ? "—" : <Amount key="minimum" value={row.minimum} />,
              row.maximum === null ? "—" : <Amount key="maximum" value={row.maximum} />,
              row.cover && row.cover.days !== null ? (
                <span
                  key="cover"
                  className="tabular-nums"
                  title={t(`coverText.${row.cover.basis}`, { use: number(row.cover.dailyUse), unit: row.unit })}
                >
                  {row.cover.basis === "issues" ? "≈ " : ""}
                  {number(row.cover.days)}
                </span>
              ) : (
                <Amount key="cover" value={null} />
              ),
              <StateChip key="standing" kind={STANDING_KIND[row.standing]}>
                {t(`standings.${row.standing}`)}
              </StateChip>,
              ...(mayAdd
                ? [
                    row.mayEdit ? (
                      <LevelDialog
                        key="edit"
                        level={{
                          siteId: row.siteId,
                          goodsId: row.goodsId,
                          name: `${name} · ${site}`,
                          unit: row.unit,
                          floor: Number(row.floor),
                          minimum: row.minimum === null ? null : Number(row.minimum),
                          maximum: row.maximum === null ? null : Number(row.maximum),
                          dailyUse: row.dailyUse,
                          version: row.version,
                        }}
                      />
                    ) : null,
                  ]
                : []),
            ],
          };
        })}
        empty={
          <EmptyState icon={<Gauge aria-hidden />} title={t("levelsPage.empty")}>
            {t("levelsPage.emptyText")}
          </EmptyState>
        }
      />
      <Pager {...pagerOf(PATH, set, page)} />
    </>
  );
}
