import { Written } from "@/components/ui/written";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import type { ReactNode } from "react";
import { StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { Quantity } from "@/components/ui/quantity";
import type { RefusalReason, WaitingReason } from "@/lib/management/exchange/rules/outcomes";
import type { StoredRow } from "@/lib/management/exchange/rules/matching";
import { documentHref, OUTCOME_KIND } from "./presentation";
import { reasonSentences } from "./reason-text";

/** A row of a preview, of an import or of the queue. */
export interface TableRow {
  key: string;
  cell: string;
  row: StoredRow;
  outcome: "pending" | "imported" | "queued" | "rejected";
  reason: WaitingReason | RefusalReason | null;
  /** Further reasons after the gravest. */
  further?: (WaitingReason | RefusalReason)[];
  detail?: Record<string, string | number>;
  documentKind?: string | null;
  documentId?: string | null;
  /** Goods it was matched with, before it is imported. */
  matched?: string | null;
  from?: { label: string; href: string };
}

/** Rows of a sheet with what becomes of each, and why in plain words. */
export async function RowsTable({
  rows,
  caption,
  future = false,
  empty,
}: {
  rows: readonly TableRow[];
  caption: string;
  /** What will be, not what is. */
  future?: boolean;
  empty: ReactNode;
}) {
  const [t, sentence] = await Promise.all([getTranslations("exchange"), reasonSentences()]);
  const withSource = rows.some((row) => row.from);
  const verdict = (outcome: TableRow["outcome"]) =>
    future && outcome !== "pending" ? t(`willBe.${outcome}`) : t(`outcomes.${outcome}`);
  return (
    <DataTable
      caption={caption}
      dense
      columns={[
        { key: "cell", header: t("fields.cell") },
        { key: "outcome", header: t("fields.outcome") },
        { key: "date", header: t("fields.date"), nowrap: true, phoneHidden: true },
        { key: "party", header: t("fields.party") },
        { key: "goods", header: t("fields.goods") },
        { key: "quantity", header: t("fields.quantity"), numeric: true },
        { key: "reason", header: t("fields.reason") },
        ...(withSource ? [{ key: "from", header: t("waiting.of"), phoneHidden: true }] : []),
      ]}
      rows={rows.map((one) => {
        const { row } = one;
        const href = documentHref(one.documentKind ?? null, one.documentId ?? null);
        const reasons = [one.reason, ...(one.further ?? [])].filter((reason) => reason !== null);
        return {
          key: one.key,
          label: `${row.source.cell} ${row.goodsText}`,
          cells: [
            <span key="cell" className="tabular-nums">
              {row.source.cell}
              {row.source.sheet ? <span className="block text-ink-3">{row.source.sheet}</span> : null}
            </span>,
            <StateChip key="outcome" kind={OUTCOME_KIND[one.outcome]}>
              {verdict(one.outcome)}
            </StateChip>,
            <span key="date" className="tabular-nums">
              {row.date ?? "—"}
            </span>,
            row.partyText || "—",
            <span key="goods">
              <Written>{row.goodsText || "—"}</Written>
              {row.specText ? (
                <span className="block text-ink-3">
                  <Written>{row.specText}</Written>
                </span>
              ) : null}
              {one.matched ? <span className="block text-ink-2">→ {one.matched}</span> : null}
            </span>,
            <Quantity key="quantity" value={row.quantity} unit={row.unit} />,
            <span key="reason" className="grid gap-0.5">
              {reasons.map((reason) => (
                <span key={reason}>{sentence(reason, row, one.detail)}</span>
              ))}
              {href && one.documentKind ? (
                <Link href={href} className="text-accent-ink underline underline-offset-2">
                  {t(`documents.${one.documentKind as "delivery"}`)}
                </Link>
              ) : null}
              {row.qualityFlags.length > 0 ? (
                <span className="text-ink-3">{row.qualityFlags.map((flag) => t(`flags.${flag}`)).join(" · ")}</span>
              ) : null}
            </span>,
            ...(withSource
              ? [
                  one.from ? (
                    <Link key="from" href={one.from.href} className="text-accent-ink underline underline-offset-2">
                      {one.from.label}
                    </Link>
                  ) : (
                    "—"
                  ),
                ]
              : []),
          ],
        };
      })}
      empty={empty}
    />
  );
}
