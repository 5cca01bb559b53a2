import { Scale } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { absoluteText } from "@/components/ui/time-text";
import { unitText } from "@/components/ui/unit-text";
import { runCheckAction } from "@/lib/operation/storage/actions";
import { listChecks } from "@/lib/operation/storage/queries/documents";
import { requireActor } from "@/lib/platform/auth/require-actor";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("storage"))("checks.title") };
}

export default async function ChecksPage() {
  const [actor, t, locale] = await Promise.all([requireActor(), getTranslations("storage"), getLocale()]);
  const { checks } = await listChecks(actor);
  const [latest] = checks;
  return (
    <>
      <PageHeader
        title={t("checks.title")}
        lead={t("checks.lead")}
        actions={
          <ActionForm action={runCheckAction} submit={t("checks.run")} done={t("checks.done")}>
            {null}
          </ActionForm>
        }
      />
      <DataTable
        caption={t("checks.title")}
        columns={[
          { key: "at", header: t("checks.started"), nowrap: true },
          { key: "result", header: t("checks.result") },
          { key: "balances", header: t("checks.balances"), numeric: true },
          { key: "entries", header: t("checks.entries"), numeric: true },
          { key: "took", header: t("checks.took"), numeric: true },
        ]}
        rows={checks.map((check) => ({
          key: check.id,
          label: absoluteText(check.startedAt),
          tone: check.mismatchCount > 0 ? ("trouble" as const) : undefined,
          cells: [
            absoluteText(check.startedAt),
            <StateChip key="result" kind={check.mismatchCount > 0 ? "trouble" : "done"}>
              {check.mismatchCount > 0 ? t("checks.mismatches", { count: check.mismatchCount }) : t("checks.clean")}
            </StateChip>,
            Number(check.balances).toLocaleString(locale),
            Number(check.entries).toLocaleString(locale),
            check.finishedAt
              ? t("checks.seconds", {
                  seconds: ((check.finishedAt.getTime() - check.startedAt.getTime()) / 1000).toFixed(1),
                })
              : "—",
          ],
        }))}
        empty={
          <EmptyState icon={<Scale aria-hidden />} title={t("checks.empty")}>
            {t("checks.emptyText")}
          </EmptyState>
        }
      />
      {latest && latest.mismatchCount > 0 ? (
        <Section title={t("checks.mismatches", { count: latest.mismatchCount })} className="mt-8">
          <Table caption={t("checks.mismatches", { count: latest.mismatchCount })}>
            <thead>
              <Tr>
                <Th>{t("fields.lot")}</Th>
                <Th>{t("fields.site")}</Th>
                <Th>{t("fields.place")}</Th>
                <Th numeric>{t("checks.balances")}</Th>
                <Th numeric>{t("checks.byEntries")}</Th>
                <Th numeric>{t("checks.reserved")}</Th>
                <Th numeric>{t("checks.byReservations")}</Th>
              </Tr>
            </thead>
            <tbody>
              {latest.mismatches.map((row) => (
                <Tr key={`${row.placeId}${row.lotId}`} tone="trouble">
                  <Td>
                    <Link href={`/operation/stock/lots/${row.lotId}`} className="text-accent-ink underline">
                      {row.lot}
                    </Link>
                  </Td>
                  <Td>{row.site}</Td>
                  <Td>{row.place}</Td>
                  <Td numeric>
                    {row.onHand} {unitText(row.unit, locale, Number(row.onHand))}
                  </Td>
                  <Td numeric>
                    {row.byEntries} {unitText(row.unit, locale, Number(row.byEntries))}
                  </Td>
                  <Td numeric>{row.reserved}</Td>
                  <Td numeric>{row.byReservations}</Td>
                </Tr>
              ))}
            </tbody>
          </Table>
          {latest.mismatches.length < latest.mismatchCount ? (
            <p className="mt-2 text-sm text-ink-2">
              {t("checks.outside", { count: latest.mismatchCount - latest.mismatches.length })}
            </p>
          ) : null}
        </Section>
      ) : null}
    </>
  );
}
