import { History } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Amount } from "@/components/stock/amount";
import { absoluteText } from "@/components/ui/time-text";
import { stockAt } from "@/lib/operation/storage/queries/past";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { pairCursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { addressOf, idOf, momentParam, oneOf, type Params } from "../../../address";
import { ListPage } from "../../../list-page";
import { goodsLabel } from "../goods-chip";
import { placeIn } from "../presentation";
import { siteField } from "../site-field";
import { StockTabs } from "../stock-tabs";
import { UnitTotalsLine } from "../unit-totals-line";

const PATH = "/operation/stock/past";
const BY = ["business", "posting"] as const;

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
  const present = absoluteText(now).replace(" ", "T");
  const by = oneOf(params, "by", BY) ?? "business";
  const filter = {
    at: momentParam(params, "at"),
    by: by === "business" ? undefined : by,
    site: idOf(params, "site"),
    goods: idOf(params, "goods"),
  };
  const local = filter.at ?? present;
  const at = new Date(`${local}:59+08:00`);
  const { site: siteId, goods: goodsId } = filter;
  const [{ rows, totals, ...page }, goods, sites] = await Promise.all([
    stockAt(actor, { at, by, siteId, goodsId }, pairCursorOf(params)),
    goodsLabel(actor, goodsId),
    siteField(actor),
  ]);
  return (
    <ListPage
      {...{ actor, params, page, filter, path: PATH, exported: "pastStock" }}
      asked={{ ...params, at: at.toISOString(), by }}
      steady={{ at: local }}
      title={t("tabs.past")}
      lead={t("pastPage.lead")}
      trail={[{ label: t("title"), href: "/operation/stock" }]}
      above={<StockTabs current="past" siteId={siteId} goodsId={goodsId} />}
      fields={[
        { name: "at", label: t("pastPage.moment"), kind: "moment", usual: present },
        {
          name: "by",
          label: t("fields.by"),
          usual: "business",
          options: [
            { value: "business", label: t("pastPage.byBusiness") },
            { value: "posting", label: t("pastPage.byPosting") },
          ],
        },
        sites,
      ]}
      chips={{ goods }}
      columns={[
        { key: "goods", header: t("fields.goods") },
        { key: "site", header: t("fields.site") },
        { key: "onHand", header: t("fields.onHand"), numeric: true },
      ]}
      rows={rows.map((row) => ({
        key: `${row.goodsId}${row.unit}${row.siteId}`,
        label: nameIn(row, locale),
        href: addressOf("/operation/stock/ledger", { goods: row.goodsId, site: row.siteId, to: local.slice(0, 10) }),
        cells: [nameIn(row, locale), placeIn(row, locale), <Amount key="onHand" value={row.onHand} unit={row.unit} />],
      }))}
      empty={{
        icon: <History aria-hidden />,
        title: t("pastPage.empty"),
        text: t("pastPage.emptyText"),
        filtered: "same",
      }}
    >
      <UnitTotalsLine totals={totals} ofPage={page.next !== null || page.previous !== null} />
    </ListPage>
  );
}
