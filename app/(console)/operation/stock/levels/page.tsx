import { Gauge } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Amount } from "@/components/stock/amount";
import { StateChip } from "@/components/ui/chip";
import { unitText } from "@/components/ui/unit-text";
import { listLevels } from "@/lib/operation/storage/queries/levels";
import { sitesFor } from "@/lib/operation/procurement/queries/choices";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { pairCursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { idOf, oneOf, type Params, textOf } from "../../../address";
import { ListPage } from "../../../list-page";
import { goodsLabel } from "../goods-chip";
import { placeIn, STANDING_KIND } from "../presentation";
import { siteField } from "../site-field";
import { StockTabs } from "../stock-tabs";
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
  const filter = {
    site: idOf(params, "site"),
    goods: idOf(params, "goods"),
    q: textOf(params, "q"),
    trouble: oneOf(params, "trouble", ["1"]),
  };
  const { site: siteId, goods: goodsId, q: text, trouble } = filter;
  const mayAdd = canSomewhere(actor, "stock.setLevels");
  const [{ rows, ...page }, sites, goods, field] = await Promise.all([
    listLevels(actor, { siteId, goodsId, text, onlyTrouble: trouble && true }, pairCursorOf(params)),
    mayAdd ? sitesFor(actor, "stock.setLevels") : [],
    goodsLabel(actor, goodsId),
    siteField(actor),
  ]);
  const number = (value: number) => value.toLocaleString(locale, { maximumFractionDigits: 1 });
  return (
    <ListPage
      {...{ actor, params, page, filter, path: PATH, exported: "levels" }}
      title={t("tabs.levels")}
      lead={t("levelsPage.lead")}
      trail={[{ label: t("title"), href: "/operation/stock" }]}
      actions={
        mayAdd ? (
          <LevelDialog
            sites={sites.map((site) => ({
              value: site.id,
              label: nameIn(site, locale),
            }))}
          />
        ) : null
      }
      above={<StockTabs current="levels" siteId={siteId} goodsId={goodsId} />}
      fields={[
        field,
        { name: "q", label: t("fields.text") },
        { name: "trouble", label: t("levelsPage.onlyTrouble"), kind: "flag" },
      ]}
      chips={{ goods }}
      columns={[
        { key: "goods", header: t("fields.goods") },
        { key: "site", header: t("fields.site") },
        { key: "onHand", header: t("fields.shelf"), numeric: true },
        { key: "floor", header: t("fields.floor"), numeric: true },
        { key: "minimum", header: t("fields.minimum"), numeric: true, phoneHidden: true },
        { key: "maximum", header: t("fields.maximum"), numeric: true, phoneHidden: true },
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
          tone: row.standing === "belowFloor" || row.standing === "belowMinimum" ? "trouble" : undefined,
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
                title={t(`coverText.${row.cover.basis}`, {
                  use: number(row.cover.dailyUse),
                  unit: unitText(row.unit, locale),
                })}
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
      empty={{ icon: <Gauge aria-hidden />, title: t("levelsPage.empty"), text: t("levelsPage.emptyText") }}
    />
  );
}
