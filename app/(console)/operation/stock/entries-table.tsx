import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { Amount } from "@/components/stock/amount";
import { Chip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { absoluteText } from "@/components/ui/time-text";
import type { listEntries } from "@/lib/operation/storage/queries/entries";
import type { EntryKind } from "@/lib/platform/ledger/post";
import { nameIn } from "@/lib/platform/i18n/names";
import { documentHref } from "./presentation";

type Rows = Awaited<ReturnType<typeof listEntries>>["rows"];
const DOCUMENTS = [
  "delivery",
  "putAway",
  "lot",
  "packQuery",
  "stocktake",
  "stockAdjustment",
  "transferOrder",
  "shipment",
  "handover",
  "discrepancy",
  "import",
] as const;
export const LEDGER_DOCUMENTS = DOCUMENTS;

/** Movements of the stock ledger: when, what, from where to where, how much, by which document; reversals point both ways. */
export async function EntriesTable({ rows, ofLot = false }: { rows: Rows; ofLot?: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("storage"), getLocale()]);
  /** The site is named once when goods stay within it. */
  const place = (at: Rows[number]["fromPlace"], named: boolean) =>
    `${at.outside || !named ? "" : `${nameIn(at.site, locale)} · `}${t(`places.${at.kind}`)}${at.zone ? ` ${at.zone}` : ""}`;
  return (
    <DataTable
      caption={t("tabs.ledger")}
      maxHeight={ofLot ? "none" : undefined}
      dense
      columns={[
        { key: "at", header: t("fields.at"), nowrap: true },
        { key: "kind", header: t("fields.kind") },
        ...(ofLot ? [] : [{ key: "goods", header: t("fields.goods") }]),
        { key: "quantity", header: t("fields.quantity"), numeric: true },
        { key: "from", header: t("fields.from") },
        { key: "to", header: t("fields.to") },
        { key: "document", header: t("fields.document") },
        { key: "who", header: t("fields.who"), phoneHidden: true },
      ]}
      rows={rows.map((row) => {
        const href = documentHref(row.documentKind, row.documentId);
        const document = DOCUMENTS.find((known) => known === row.documentKind);
        const name = document ? t(`documents.${document}`) : row.documentKind;
        return {
          key: row.id,
          label: `#${row.id}`,
          tone: row.reversedBy !== null ? ("faded" as const) : undefined,
          cells: [
            <time
              key="at"
              dateTime={row.businessAt.toISOString()}
              title={`${t("fields.postedAt")} ${absoluteText(row.postedAt)}`}
            >
              {absoluteText(row.businessAt)}
            </time>,
            <span key="kind" className="inline-flex flex-wrap gap-1">
              {t(`kinds.${row.kind as EntryKind}`)}
              {row.reversedBy !== null ? <Chip tone="faded">{t("ledgerPage.reversed")}</Chip> : null}
              {row.reversesId !== null ? <Chip>{t("ledgerPage.reverses", { id: String(row.reversesId) })}</Chip> : null}
            </span>,
            ...(ofLot
              ? []
              : [
                  <span key="goods">
                    {nameIn(row.goods, locale)}{" "}
                    <Link
                      href={`/operation/stock/lots/${row.lotId}`}
                      className="text-accent-ink underline tabular-nums"
                    >
                      {row.lot.number}
                    </Link>
                  </span>,
                ]),
            <Amount key="quantity" value={row.quantity} unit={row.lot.unit} />,
            place(row.fromPlace, row.toPlace.outside || row.fromSiteId !== row.toSiteId),
            place(row.toPlace, true),
            <span key="document">
              {href ? (
                <Link href={href} className="whitespace-nowrap text-accent-ink underline">
                  {name}
                </Link>
              ) : (
                name
              )}
              {row.reason ? <span className="block text-ink-3">{row.reason}</span> : null}
            </span>,
            row.actor ? nameIn(row.actor, locale) : row.actorId === null ? t("ledgerPage.system") : "—",
          ],
        };
      })}
      empty={
        <EmptyState compact title={t("ledgerPage.empty")}>
          {t("ledgerPage.emptyText")}
        </EmptyState>
      }
    />
  );
}
