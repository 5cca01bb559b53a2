import { getTranslations } from "next-intl/server";
import { LinkTabs } from "@/components/ui/tabs";
import { addressOf } from "../../address";

const TABS = ["overview", "lots", "rotation", "levels", "ledger", "past", "adjustments", "picks"] as const;
export type StockTab = (typeof TABS)[number];

/** The views of stock as tabs; site and goods in view stay when changing between them. */
export async function StockTabs({
  current,
  siteId,
  goodsId,
}: {
  current: StockTab;
  siteId?: string;
  goodsId?: string;
}) {
  const t = await getTranslations("storage");
  return (
    <div className="mb-3">
      <LinkTabs
        label={t("title")}
        tabs={TABS.map((key) => ({
          key,
          label: t(`tabs.${key}`),
          href: addressOf(`/operation/stock${key === "overview" ? "" : `/${key}`}`, { site: siteId, goods: goodsId }),
          current: key === current,
        }))}
      />
    </div>
  );
}
