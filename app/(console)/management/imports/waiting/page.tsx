import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ExportMenu } from "@/components/exchange/export-menu";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { waitingRows } from "@/lib/management/exchange/queries/list";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { addressOf, type Params, pagerOf, textOf } from "../../../address";
import { RowsTable } from "../rows-table";
import { RetryButton } from "./retry-button";

const PATH = "/management/imports/waiting";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("exchange"))("waiting.title") };
}

export default async function WaitingRowsPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("exchange"),
    getLocale(),
  ]);
  const reason = textOf(params, "reason");
  const page = await waitingRows(actor, reason ? { reason } : {}, cursorOf(params));
  const total = page.counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <PageHeader
        title={t("waiting.title")}
        lead={t("waiting.lead")}
        trail={[{ label: t("title"), href: "/management/imports" }]}
        actions={
          <>
            <ExportMenu list="waitingRows" filter={{ reason }} />
            {canSomewhere(actor, "alias.teach") ? (
              <LinkButton href="/management/aliases">{t("waiting.teach")}</LinkButton>
            ) : null}
            {canSomewhere(actor, "pack.resolve") ? (
              <LinkButton href="/management/packs">{t("waiting.packs")}</LinkButton>
            ) : null}
            {total > 0 ? <RetryButton /> : null}
          </>
        }
      />
      <nav aria-label={t("fields.reason")} className="mb-4 flex flex-wrap gap-2">
        <LinkButton href={PATH} size="sm" aria-current={reason ? undefined : "page"}>
          {t("waiting.all")} {total.toLocaleString(locale)}
        </LinkButton>
        {page.counts.map((one) => (
          <LinkButton
            key={one.reason}
            href={addressOf(PATH, { reason: one.reason })}
            size="sm"
            aria-current={reason === one.reason ? "page" : undefined}
          >
            {t(`reasonNames.${one.reason}`)} {one.count.toLocaleString(locale)}
          </LinkButton>
        ))}
      </nav>
      <RowsTable
        caption={t("waiting.title")}
        rows={page.rows.map((row) => ({
          ...row,
          key: row.id,
          from: { label: row.fileName, href: `/management/imports/${row.batchId}` },
        }))}
        empty={
          <EmptyState icon={<CircleCheck aria-hidden />} title={t("waiting.empty.title")}>
            {t("waiting.empty.text")}
          </EmptyState>
        }
      />
      <Pager {...pagerOf(PATH, { reason }, page)} />
    </>
  );
}
