import { FileInput as FileIcon } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { Quantity } from "@/components/ui/quantity";
import { Freshness } from "@/components/ui/time";
import { importMachine, type ImportState } from "@/lib/management/exchange/machine";
import { listImports } from "@/lib/management/exchange/queries/list";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { type ImportKind, importKinds } from "@/lib/platform/exchange/model/table";
import { nameIn } from "@/lib/platform/i18n/names";
import { oneOf, type Params } from "../../address";
import { ListPage } from "../../list-page";
import { IMPORT_STATE_KIND, sumOf } from "./presentation";

const PATH = "/management/imports";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("exchange"))("title") };
}

export default async function ImportsPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("exchange"),
    getLocale(),
  ]);
  const filter = { kind: oneOf(params, "kind", importKinds), state: oneOf(params, "state", importMachine.states) };
  const page = await listImports(actor, filter, cursorOf(params));
  return (
    <ListPage
      {...{ actor, params, page, filter, path: PATH, exported: "imports" }}
      title={t("title")}
      lead={t("lead")}
      actions={<LinkButton href={`${PATH}/waiting`}>{t("waiting.title")}</LinkButton>}
      create={{ permission: "import.run", label: t("upload.title") }}
      fields={[
        {
          name: "kind",
          label: t("fields.kind"),
          options: importKinds.map((value) => ({ value, label: t(`kindNames.${value}`) })),
        },
        {
          name: "state",
          label: t("fields.state"),
          options: importMachine.states.map((value) => ({ value, label: t(`states.${value}`) })),
        },
      ]}
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
        href: `${PATH}/${batch.id}`,
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
          batch.site ? nameIn(batch.site, locale) : "—",
          batch.by ? nameIn(batch.by, locale) : "—",
          <Freshness key="at" at={batch.createdAt} now={new Date()} />,
        ],
      }))}
      empty={{ icon: <FileIcon aria-hidden />, title: t("empty.title"), text: t("empty.text") }}
    />
  );
}
