import { ExportMenu } from "@/components/exchange/export-menu";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { listEntries } from "@/lib/operation/storage/queries/entries";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { startOfDay } from "@/lib/platform/clock/clock";
import { cursorOf } from "@/lib/platform/db/key-page";
import { dayParam, idOf, oneOf, type Params, pagerOf } from "../../../address";
import { ListFilter } from "../../../list-filter";
import { EntriesTable, LEDGER_DOCUMENTS } from "../entries-table";
import { goodsLabel } from "../goods-chip";
import { siteField } from "../site-field";
import { StockTabs } from "../stock-tabs";

const PATH = "/operation/stock/ledger";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("storage"))("tabs.ledger") };
}

export default async function LedgerPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t] = await Promise.all([requireActor(), searchParams, getTranslations("storage")]);
  const set = {
    site: idOf(params, "site"),
    lot: idOf(params, "lot"),
    goods: idOf(params, "goods"),
    document: oneOf(params, "document", LEDGER_DOCUMENTS),
    id: idOf(params, "id"),
    from: dayParam(params, "from"),
    to: dayParam(params, "to"),
  };
  const [page, goods, sites] = await Promise.all([
    listEntries(
      actor,
      {
        siteId: set.site,
        lotId: set.lot,
        goodsId: set.goods,
        documentKind: set.document,
        documentId: set.id,
        from: set.from ? startOfDay(set.from) : undefined,
        to: set.to ? startOfDay(set.to, 1) : undefined,
      },
      cursorOf(params),
    ),
    goodsLabel(actor, set.goods),
    siteField(actor),
  ]);
  return (
    <>
      <PageHeader
        title={t("tabs.ledger")}
        lead={t("ledgerPage.lead")}
        trail={[{ label: t("title"), href: "/operation/stock" }]}
        actions={<ExportMenu list="ledger" filter={params} />}
      />
      <StockTabs current="ledger" siteId={set.site} goodsId={set.goods} />
      <ListFilter
        actor={actor}
        path={PATH}
        filter={set}
        fields={[
          sites,
          {
            name: "document",
            label: t("ledgerPage.document"),
            placeholder: t("fields.all"),
            options: LEDGER_DOCUMENTS.map((value) => ({ value, label: t(`documents.${value}`) })),
          },
          { name: "from", label: t("ledgerPage.fromDay"), kind: "day" },
          { name: "to", label: t("ledgerPage.toDay"), kind: "day" },
        ]}
        chips={{ lot: page.rows[0]?.lot.number ?? t("fields.lot"), goods, id: t("fields.document") }}
      />
      <EntriesTable rows={page.rows} />
      <Pager {...pagerOf(PATH, set, page)} />
    </>
  );
}
