import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DocumentMoves } from "@/components/form/document-moves";
import { ExportMenu } from "@/components/exchange/export-menu";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Quantity } from "@/components/ui/quantity";
import { LinkTabs } from "@/components/ui/tabs";
import { Freshness } from "@/components/ui/time";
import { moveImportAction } from "@/lib/management/exchange/actions";
import { importMachine, type ImportState } from "@/lib/management/exchange/machine";
import { getImport, importRows } from "@/lib/management/exchange/queries/list";
import { previewImport, previewRows } from "@/lib/management/exchange/queries/preview";
import type { RefusalReason, WaitingReason } from "@/lib/management/exchange/rules/outcomes";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import type { ImportKind } from "@/lib/platform/exchange/model/table";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { nameIn } from "@/lib/platform/i18n/names";
import { pagerOf } from "../../../address";
import { DocumentHistory } from "../../../document-history";
import { columnLetter, IMPORT_STATE_KIND, RESULT_PAGES, sumOf } from "../presentation";
import { RowsTable, type TableRow } from "../rows-table";
import { ColumnsForm } from "./columns-form";
import { Running } from "./running";

type Params = Promise<{ id: string }>;
type Search = Promise<Record<string, string | string[] | undefined>>;

/** An import that wrote nothing for this long has lost its process. */
const SILENT_MS = 20_000;
const OUTCOMES = ["imported", "queued", "rejected"] as const;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: (await getImport(await requireActor(), (await params).id)).fileName };
}

export default async function ImportPage({ params, searchParams }: { params: Params; searchParams: Search }) {
  const [actor, { id }, search, t, common, locale] = await Promise.all([
    requireActor(),
    params,
    searchParams,
    getTranslations("exchange"),
    getTranslations("ui.common"),
    getLocale(),
  ]);
  const batch = await getImport(actor, id);
  const state = batch.state as ImportState;
  const kind = batch.kind as ImportKind;
  const outcome = OUTCOMES.find((known) => known === search.outcome);
  const reason = typeof search.reason === "string" ? search.reason : undefined;
  const isPreview = state === "previewed";
  const preview = isPreview ? await previewImport(actor, batch) : null;
  const report = preview?.report ?? {
    rowsRead: batch.rowsRead,
    imported: batch.imported,
    queued: batch.queued as Partial<Record<WaitingReason, number>>,
    rejected: batch.rejected as Partial<Record<RefusalReason, number>>,
    totals: batch.totals as Record<string, number>,
  };
  const counts = { imported: report.imported, queued: sumOf(report.queued), rejected: sumOf(report.rejected) };
  const settled = counts.imported + counts.queued + counts.rejected;
  const figures = { rows: report.rowsRead, ...counts, settled };

  const filter = { ...(outcome ? { outcome } : {}), ...(reason ? { reason } : {}) };
  const { rows, ...page } = preview
    ? await previewRows(preview, filter, cursorOf(search)).then((shown) => ({
        ...shown,
        rows: shown.rows.map(
          (row): TableRow => ({
            key: row.cell,
            cell: row.cell,
            row: row.row,
            outcome: row.outcome,
            reason: row.reason as TableRow["reason"],
            further: row.reasons.slice(1) as TableRow["further"],
            matched: row.goods ? row.goods.nameZh : null,
          }),
        ),
      }))
    : await importRows(actor, batch, filter, cursorOf(search)).then((shown) => ({
        ...shown,
        rows: shown.rows.map((row): TableRow => ({ ...row, key: row.id })),
      }));

  const here = (query: Record<string, string>) => `/management/imports/${id}?${new URLSearchParams(query)}#rows`;
  const steps = pagerOf(`/management/imports/${id}`, filter, page);
  const atRows = (href: string | undefined) => (href === undefined ? undefined : `${href}#rows`);
  const rowsPager = {
    firstHref: atRows(steps.firstHref),
    previousHref: atRows(steps.previousHref),
    nextHref: atRows(steps.nextHref),
  };
  const reasons = [
    ...Object.entries(report.queued).map(([name, count]) => ({ name, count, outcome: "queued" })),
    ...Object.entries(report.rejected).map(([name, count]) => ({ name, count, outcome: "rejected" })),
  ];
  const moves = offeredMoves(actor, importMachine, batch, { only: { areaCode: batch.areaCode, siteId: batch.siteId } });
  const stuck = state === "importing" && Date.now() - (batch.progressAt ?? batch.createdAt).getTime() > SILENT_MS;

  return (
    <>
      <PageHeader
        title={batch.fileName}
        trail={[{ label: t("title"), href: "/management/imports" }]}
        state={<StateChip kind={IMPORT_STATE_KIND[state]}>{t(`states.${state}`)}</StateChip>}
        actions={
          <>
            {isPreview ? null : <ExportMenu list="importRows" filter={{ batch: id }} />}
            {state === "done" || state === "cancelled" ? (
              <LinkButton href={RESULT_PAGES[kind]}>{t(`result.links.${kind}`)}</LinkButton>
            ) : null}
          </>
        }
      />
      {state === "importing" ? (
        <Running id={id} version={batch.version} done={settled} total={report.rowsRead} stuck={stuck} />
      ) : (
        <DocumentMoves id={id} version={batch.version} moves={moves} action={moveImportAction} />
      )}
      <div className="mt-6 grid gap-8">
        {state === "cancelled" ? <Banner>{t("result.cancelled")}</Banner> : null}
        {state === "failed" ? <Banner tone="trouble">{t("result.failed")}</Banner> : null}
        {report.rejected.alreadyImported ? (
          <Banner>{t("preview.again", { count: report.rejected.alreadyImported })}</Banner>
        ) : null}
        <div className="grid gap-8 lg:grid-cols-2">
          <div className="grid content-start gap-4">
            <p className="text-lg">
              {isPreview
                ? t("preview.report", figures)
                : state === "importing"
                  ? t("preview.running", figures)
                  : t("preview.done", figures)}
            </p>
            {preview && preview.setAside > 0 ? (
              <p className="text-ink-2">{t("preview.setAside", { count: preview.setAside })}</p>
            ) : null}
            <ul className="flex flex-wrap gap-2">
              {reasons.map(({ name, count, outcome: of }) => (
                <li key={`${of} ${name}`}>
                  <LinkButton href={here({ outcome: of, reason: name })} size="sm">
                    {t(`reasonNames.${name as WaitingReason}`)} {count.toLocaleString(locale)}
                  </LinkButton>
                </li>
              ))}
            </ul>
          </div>
          <DescriptionList
            facts={[
              { key: "kind", term: t("fields.kind"), value: t(`kinds.${kind}`) },
              ...(batch.site ? [{ key: "site", term: t("fields.site"), value: nameIn(batch.site, locale) }] : []),
              ...(batch.incident
                ? [
                    {
                      key: "incident",
                      term: t("fields.incident"),
                      value: (
                        <a
                          href={`/decision/incidents/${batch.incident.id}`}
                          className="text-accent-ink underline underline-offset-2"
                        >
                          {nameIn(batch.incident, locale)}
                        </a>
                      ),
                    },
                  ]
                : []),
              ...(batch.by ? [{ key: "by", term: t("fields.by"), value: nameIn(batch.by, locale) }] : []),
              {
                key: "at",
                term: t("fields.at"),
                value: <Freshness at={batch.createdAt} now={new Date()} />,
              },
              ...(Object.keys(report.totals).length > 0
                ? [
                    {
                      key: "totals",
                      term: t("preview.totals"),
                      wide: true,
                      value: (
                        <ul className="flex flex-wrap gap-x-5 gap-y-1">
                          {Object.entries(report.totals)
                            .sort((a, b) => b[1] - a[1])
                            .map(([unit, total]) => (
                              <li key={unit}>
                                <Quantity value={total} unit={unit || t("preview.noUnit")} />
                              </li>
                            ))}
                        </ul>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </div>
        {preview ? (
          <Section title={t("preview.tables")}>
            <div className="grid gap-6">
              {preview.tables.map((table) => (
                <details
                  key={`${table.sheet} ${table.firstRow}`}
                  className="rounded-lg border border-line bg-surface p-4"
                  open={table.mappedBy === "guessed"}
                >
                  <summary className="cursor-pointer">
                    {t("preview.table", {
                      sheet: table.sheet ? t("preview.sheet", { sheet: table.sheet }) : "",
                      first: table.firstRow,
                      last: table.lastRow,
                    })}
                    {" · "}
                    {t(`preview.mappedBy.${table.mappedBy}`)}
                    {table.titleDate ? ` · ${t("preview.titleDate", { date: table.titleDate })}` : ""}
                    {table.crossed
                      ? ` · ${t(`preview.crossed.${table.crossed.field}`, { count: table.crossed.columns.length })}`
                      : ""}
                    {table.titleParty ? ` · ${t("preview.titleParty", { party: table.titleParty })}` : ""}
                    {table.titleUnit ? ` · ${t("preview.titleUnit", { unit: table.titleUnit })}` : ""}
                  </summary>
                  <div className="mt-4 grid gap-3">
                    <p className="text-ink-2">{t("mapping.lead")}</p>
                    {table.unmappedHeaders.length > 0 ? (
                      <p className="text-ink-2">
                        {t("preview.unmapped", { headers: table.unmappedHeaders.join(common("and")) })}
                      </p>
                    ) : null}
                    <ColumnsForm
                      id={id}
                      version={batch.version}
                      headerFingerprint={table.headerFingerprint}
                      mapping={table.mapping}
                      columns={table.headers.map((header, column) => ({
                        value: String(column),
                        label: t("mapping.column", { letter: columnLetter(column), header }),
                      }))}
                    />
                  </div>
                </details>
              ))}
            </div>
          </Section>
        ) : null}
        <Section title={t("preview.rows")}>
          <div id="rows" className="grid gap-3">
            <LinkTabs
              label={t("fields.outcome")}
              tabs={[
                { key: "all", label: t("preview.allRows"), href: here({}), current: !outcome, count: settled },
                ...OUTCOMES.map((key) => ({
                  key,
                  label: isPreview ? t(`willBe.${key}`) : t(`outcomes.${key}`),
                  href: here({ outcome: key }),
                  current: outcome === key,
                  count: counts[key],
                })),
              ]}
            />
            <RowsTable
              caption={t("preview.rows")}
              future={isPreview}
              rows={rows}
              empty={<p className="p-4 text-ink-2">{t("preview.none")}</p>}
            />
            <Pager {...rowsPager} />
          </div>
        </Section>
        <DocumentHistory
          actor={actor}
          kind="importBatch"
          id={id}
          machine={importMachine}
          factLabels={{ kind: t("fields.kind"), rows: t("fields.rowsRead"), columns: t("mapping.title") }}
        />
      </div>
    </>
  );
}
