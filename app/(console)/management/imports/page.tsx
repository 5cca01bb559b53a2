import { FileInput as FileIcon } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ExportMenu } from "@/components/exchange/export-menu";
import { LinkButton } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Quantity } from "@/components/ui/quantity";
import { Select } from "@/components/ui/select";
import { Freshness } from "@/components/ui/time";
import { importMachine, type ImportState } from "@/lib/management/exchange/machine";
import { listImports } from "@/lib/management/exchange/queries/list";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { type ImportKind, importKinds } from "@/lib/platform/exchange/model";
import { SavedFilterBar } from "../../saved-filter-bar";
import { IMPORT_STATE_KIND, sumOf } from "./presentation";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("exchange"))("title") };
}

export default async function ImportsPage({ searchParams }: { searchParams: Search }) {
  const [actor, params, t] = await Promise.all([requireActor(), searchParams, getTranslations("exchange")]);
  const state = importMachine.states.find((known) => known === params.state);
  const kind = importKinds.find((known) => known === params.kind);
  const filter = { ...(state ? { state } : {}), ...(kind ? { kind } : {}) };
  const page = await listImports(actor, filter, cursorOf(params));
  const address = (extra: Record<string, string>) =>
    `/management/imports?${new URLSearchParams({ ...filter, ...extra })}`;
  const without = (name: "state" | "kind") =>
    `/management/imports?${new URLSearchParams(Object.entries(filter).filter(([key]) => key !== name))}`;
  const upload = (
    <LinkButton href="/management/imports/new" variant="primary">
      {t("upload.title")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            <ExportMenu list="imports" filter={filter} />
            <LinkButton href="/management/imports/waiting">{t("waiting.title")}</LinkButton>
            {upload}
          </>
        }
      />
      <SavedFilterBar
        actor={actor}
        action="/management/imports"
        chips={[
          ...(kind ? [{ key: "kind", label: t(`kindNames.${kind}`), removeHref: without("kind") }] : []),
          ...(state ? [{ key: "state", label: t(`states.${state}`), removeHref: without("state") }] : []),
        ]}
        clearHref="/management/imports"
      >
        <Field label={t("fields.kind")} name="kind">
          <Select
            name="kind"
            defaultValue={kind ?? ""}
            placeholder="—"
            options={importKinds.map((value) => ({ value, label: t(`kindNames.${value}`) }))}
          />
        </Field>
        <Field label={t("fields.state")} name="state">
          <Select
            name="state"
            defaultValue={state ?? ""}
            placeholder="—"
            options={importMachine.states.map((value) => ({ value, label: t(`states.${value}`) }))}
          />
        </Field>
      </SavedFilterBar>
      <DataTable
        caption={t("history")}
        columns={[
          { key: "file", header: t("fields.file") },
          { key: "kind", header: t("fields.kind") },
          { key: "state", header: t("fields.state") },
          { key: "read", header: t("fields.rowsRead"), numeric: true },
          { key: "imported", header: t("fields.imported"), numeric: true },
          { key: "queued", header: t("fields.queued"), numeric: true },
          { key: "rejected", header: t("fields.rejected"), numeric: true },
          { key: "site", header: t("fields.site"), phoneHidden: true },
          { key: "by", header: t("fields.by"), phoneHidden: true },
          { key: "at", header: t("fields.at") },
        ]}
        rows={page.rows.map((batch) => ({
          key: batch.id,
          href: `/management/imports/${batch.id}`,
          label: batch.fileName,
          cells: [
            batch.fileName,
            t(`kindNames.${batch.kind as ImportKind}`),
            <StateChip key="state" kind={IMPORT_STATE_KIND[batch.state as ImportState]}>
              {t(`states.${batch.state as ImportState}`)}
            </StateChip>,
            <Quantity key="read" value={batch.rowsRead} unit="" />,
            <Quantity key="imported" value={batch.imported} unit="" />,
            <Quantity key="queued" value={sumOf(batch.queued as object)} unit="" />,
            <Quantity key="rejected" value={sumOf(batch.rejected as object)} unit="" />,
            batch.site ?? "—",
            batch.by ?? "—",
            <Freshness key="at" at={batch.createdAt} now={new Date()} />,
          ],
        }))}
        empty={
          <EmptyState icon={<FileIcon aria-hidden />} title={t("empty.title")} action={upload}>
            {t("empty.text")}
          </EmptyState>
        }
      />
      <Pager
        firstHref={page.previous ? address({}) : undefined}
        previousHref={page.previous ? address({ before: page.previous }) : undefined}
        nextHref={page.next ? address({ after: page.next }) : undefined}
      />
    </>
  );
}
