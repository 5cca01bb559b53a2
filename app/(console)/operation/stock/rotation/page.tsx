import { CalendarClock } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { rotationList } from "@/lib/operation/storage/queries/rotation";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { pairCursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { idOf, oneOf, type Params } from "../../../address";
import { ListPage } from "../../../list-page";
import { goodsLabel } from "../goods-chip";
import { placeIn } from "../presentation";
import { siteField } from "../site-field";
import { StockTabs } from "../stock-tabs";
import { RotationTable } from "./rotation-table";

const PATH = "/operation/stock/rotation";
const WINDOWS = ["0", "7", "30", "90", "180", "365"] as const;
const USUAL = "90";

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
  const within = oneOf(params, "within", WINDOWS) ?? USUAL;
  const filter = {
    site: idOf(params, "site"),
    goods: idOf(params, "goods"),
    within: within === USUAL ? undefined : within,
  };
  const { site: siteId, goods: goodsId } = filter;
  const [{ rows, ...page }, goods, sites] = await Promise.all([
    rotationList(actor, { withinDays: Number(within), siteId, goodsId }, pairCursorOf(params)),
    goodsLabel(actor, goodsId),
    siteField(actor),
  ]);
  return (
    <ListPage
      {...{ actor, params, page, filter, path: PATH, exported: "rotation" }}
      asked={{ ...params, within }}
      title={t("tabs.rotation")}
      lead={t("rotationPage.lead")}
      trail={[{ label: t("title"), href: "/operation/stock" }]}
      above={<StockTabs current="rotation" siteId={siteId} goodsId={goodsId} />}
      fields={[
        sites,
        {
          name: "within",
          label: t("rotationPage.within"),
          usual: USUAL,
          options: WINDOWS.map((days) => ({
            value: days,
            label: days === "0" ? t("lot.expired") : t("rotationPage.days", { days: Number(days) }),
          })),
        },
      ]}
      chips={{ goods }}
      table={
        rows.length > 0 ? (
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
        ) : undefined
      }
      empty={{
        icon: <CalendarClock aria-hidden />,
        title: t("rotationPage.empty"),
        text: t("rotationPage.emptyText"),
        filtered: "same",
      }}
    />
  );
}
