import { ExportMenu } from "@/components/exchange/export-menu";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "@/components/stock/amount";
import { DateInput } from "@/components/ui/date-input";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { listEntries } from "@/lib/operation/storage/queries/entries";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { SavedFilterBar } from "../../../saved-filter-bar";
import { addressOf, dayParam, idOf, oneOf, type Params, pagerOf } from "../../../address";
import { EntriesTable, LEDGER_DOCUMENTS } from "../entries-table";
import { SiteField } from "../site-field";
import { StockTabs } from "../stock-tabs";

const PATH = "/operation/stock/ledger";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("storage"))("tabs.ledger") };
}

/** Midnight in Wuhan at the start of a day. */
const startOf = (day: string) => new Date(`${day}T00:00:00+08:00`);

export default async function LedgerPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("storage"),
    getLocale(),
  ]);
  const set = {
    site: idOf(params, "site"),
    lot: idOf(params, "lot"),
    goods: idOf(params, "goods"),
    document: oneOf(params, "document", LEDGER_DOCUMENTS),
    id: idOf(params, "id"),
    from: dayParam(params, "from"),
    to: dayParam(params, "to"),
  };
  const page = await listEntries(
    actor,
    {
      siteId: set.site,
      lotId: set.lot,
      goodsId: set.goods,
      documentKind: set.document,
      documentId: set.id,
      from: set.from ? startOf(set.from) : undefined,
      to: set.to ? new Date(startOf(set.to).getTime() + 86_400_000) : undefined,
    },
    cursorOf(params),
  );
  const [first] = page.rows;
  const chips = (["lot", "goods", "document", "id", "from", "to"] as const)
    .filter((name) => set[name])
    .map((name) => ({
      key: name,
      label:
        name === "lot"
          ? (first?.lot.number ?? t("fields.lot"))
          : name === "goods"
            ? first
              ? nameIn(first.goods, locale)
              : t("fields.goods")
            : name === "document" && set.document
              ? t(`documents.${set.document}`)
              : name === "id"
                ? t("fields.document")
                : `${t(name === "from" ? "ledgerPage.fromDay" : "ledgerPage.toDay")} ${set[name]}`,
      removeHref: addressOf(PATH, { ...set, [name]: undefined }),
    }));
  return (
    <>
      <PageHeader
        title={t("tabs.ledger")}
        lead={t("ledgerPage.lead")}
        trail={[{ label: t("title"), href: "/operation/stock" }]}
        actions={<ExportMenu list="ledger" filter={params} />}
      />
      <StockTabs current="ledger" siteId={set.site} goodsId={set.goods} />
      <SavedFilterBar
        actor={actor}
        action={PATH}
        hidden={Object.fromEntries(
          (["lot", "goods", "id"] as const).flatMap((name) => (set[name] ? [[name, set[name]]] : [])),
        )}
        chips={chips}
        clearHref={chips.length > 0 || set.site ? PATH : undefined}
      >
        <SiteField actor={actor} siteId={set.site} />
        <Field label={t("ledgerPage.document")} name="document">
          <Select
            name="document"
            defaultValue={set.document ?? ""}
            placeholder={t("fields.all")}
            options={LEDGER_DOCUMENTS.map((value) => ({ value, label: t(`documents.${value}`) }))}
          />
        </Field>
        <Field label={t("ledgerPage.fromDay")} name="from">
          <DateInput name="from" defaultValue={set.from ?? ""} />
        </Field>
        <Field label={t("ledgerPage.toDay")} name="to">
          <DateInput name="to" defaultValue={set.to ?? ""} />
        </Field>
      </SavedFilterBar>
      <EntriesTable rows={page.rows} />
      <Pager {...pagerOf(PATH, set, page)} />
    </>
  );
}
