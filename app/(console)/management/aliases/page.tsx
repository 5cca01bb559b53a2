import { ExportMenu } from "@/components/exchange/export-menu";
import { Tags } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DocumentMoves } from "@/components/form/document-moves";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Card, PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { LinkTabs } from "@/components/ui/tabs";
import { moveSpellingAction } from "@/lib/operation/catalogue/actions";
import { aliasQueryMachine } from "@/lib/operation/catalogue/machine";
import { ALIAS_KINDS, countAliasQueries, listAliasQueries } from "@/lib/operation/catalogue/queries";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { addressOf, oneOf, type Params, pagerOf } from "../../address";
import { TeachForm } from "./teach-form";
import { Written } from "@/components/ui/written";

const PATH = "/management/aliases";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("catalogue.alias"))("title") };
}

export default async function AliasesPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("catalogue.alias"),
    getLocale(),
  ]);
  const kind = oneOf(params, "kind", ALIAS_KINDS) ?? "goods";
  const state = oneOf(params, "state", aliasQueryMachine.states) ?? "open";
  const [page, counts] = await Promise.all([
    listAliasQueries(actor, { kind, state }, cursorOf(params)),
    countAliasQueries(actor),
  ]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} actions={<ExportMenu list="aliases" filter={params} />} />
      <div className="mb-4 grid gap-2">
        <LinkTabs
          label={t("title")}
          tabs={ALIAS_KINDS.map((key) => ({
            key,
            label: t(`kinds.${key}`),
            href: addressOf(PATH, { kind: key, state }),
            current: key === kind,
            count: counts.find((row) => row.kind === key)?._count ?? 0,
          }))}
        />
        <LinkTabs
          label={t("title")}
          tabs={aliasQueryMachine.states.map((key) => ({
            key,
            label: t(`states.${key}`),
            href: addressOf(PATH, { kind, state: key }),
            current: key === state,
          }))}
        />
      </div>
      {page.rows.length === 0 ? (
        <EmptyState icon={<Tags aria-hidden />} title={t("empty.title")}>
          {t("empty.text")}
        </EmptyState>
      ) : (
        <ul className="grid gap-3">
          {page.rows.map((query) => {
            const moves = offeredMoves(actor, aliasQueryMachine, query, { only: { areaCode: "" } });
            return (
              <li key={query.id}>
                <Card>
                  <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-1">
                    <h2 className="text-base font-semibold break-all">
                      <Written>{query.original}</Written>
                    </h2>
                    {query.spec ? (
                      <span className="text-sm text-ink-2">
                        <Written>{t("spec", { spec: query.spec })}</Written>
                      </span>
                    ) : null}
                    <Chip>{t("occurrences", { count: query.occurrences })}</Chip>
                  </div>
                  {query.state === "open" ? (
                    <TeachForm
                      id={query.id}
                      version={query.version}
                      kind={kind}
                      suggestions={query.suggestions.map((one) => ({ id: one.id, name: nameIn(one, locale) }))}
                    />
                  ) : null}
                  <DocumentMoves id={query.id} version={query.version} moves={moves} action={moveSpellingAction} />
                </Card>
              </li>
            );
          })}
        </ul>
      )}
      <Pager {...pagerOf(PATH, { kind, state }, page)} />
    </>
  );
}
