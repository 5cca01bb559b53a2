import { getTranslations } from "next-intl/server";
import { LinkTabs } from "@/components/ui/tabs";

const TABS = ["overview", "lots", "rotation", "levels", "ledger", "past", "adjustments", "picks"] as const;
export type StockTab = (typeof TABS)[number];

/** The views of stock as tabs; the site in view stays when changing between them. */
export async function StockTabs({ current, siteId }: { current: StockTab; siteId?: string }) {
  const t = await getTranslations("storage");
  const query = siteId ? `?site=${siteId}` : "";
  return (
    <div className="mb-3">
      <LinkTabs
        label={t("title")}
        tabs={TABS.map((key) => ({
          key,
          label: t(`tabs.${key}`),
          href: `/operation/stock${key === "overview" ? "" : `/${key}`}${query}`,
          current: key === current,
        }))}
      />
    </div>
  );
}
