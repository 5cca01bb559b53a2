import { ExportMenu } from "@/components/exchange/export-menu";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { rotationList } from "@/lib/operation/storage/queries/rotation";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { pairCursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { SavedFilterBar } from "../../../saved-filter-bar";
import { addressOf, idOf, oneOf, type Params, pagerOf } from "../../../address";
import { goodsChip } from "../goods-chip";
import { placeIn } from "../presentation";
import { SiteField } from "../site-field";
import { StockTabs } from "../stock-tabs";
import { RotationTable } from "./rotation-table";

const PATH = "/operation/stock/rotation";
const WINDOWS = ["0", "7", "30", "90", "180", "365"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("storage"))("tabs.rotation") };
}

export default async function RotationPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("storage"),
    getLocale(),
  ]);
  const siteId = idOf(params, "site");
  const within = oneOf(params, "within", WINDOWS) ?? "90";
  const goodsId = idOf(params, "goods");
  const set = { site: siteId, goods: goodsId, within };
  const [{ rows, ...page }, chosen] = await Promise.all([
    rotationList(actor, { withinDays: Number(within), siteId, goodsId }, pairCursorOf(params)),
    goodsChip(actor, goodsId, addressOf(PATH, { ...set, goods: undefined })),
  ]);
  return (
    <>
      <PageHeader
        title={t("tabs.rotation")}
        lead={t("rotationPage.lead")}
        trail={[{ label: t("title"), href: "/operation/stock" }]}
        actions={<ExportMenu list="rotation" filter={{ ...params, within }} />}
      />
      <StockTabs current="rotation" siteId={siteId} goodsId={goodsId} />
      <SavedFilterBar
        actor={actor}
        action={PATH}
        hidden={goodsId ? { goods: goodsId } : undefined}
        chips={chosen}
        clearHref={siteId || goodsId ? PATH : undefined}
      >
        <SiteField actor={actor} siteId={siteId} />
        <Field label={t("rotationPage.within")} name="within">
          <Select
            name="within"
            placeholder={false}
            defaultValue={within}
            options={WINDOWS.map((days) => ({
              value: days,
              label: days === "0" ? t("lot.expired") : t("rotationPage.days", { days: Number(days) }),
            }))}
          />
        </Field>
      </SavedFilterBar>
      <RotationTable
        mayDispose={canSomewhere(actor, "stock.adjust")}
        rows={rows.map((row) => ({
          key: `${row.placeId} ${row.lotId}`,
          placeId: row.placeId,
          lotId: row.lotId,
          lot: row.lot,
          goods: nameIn(row, locale),
          unit: row.unit,
          site: `${placeIn(row, locale)}${row.zone ? ` · ${row.zone}` : ""}`,
          expiresOn: row.expiresOn.toISOString().slice(0, 10),
          daysLeft: row.daysLeft,
          onHand: Number(row.onHand),
          filed: row.filed,
        }))}
      />
      <Pager {...pagerOf(PATH, set, page)} />
    </>
  );
}
