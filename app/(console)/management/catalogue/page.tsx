import { ExportMenu } from "@/components/exchange/export-menu";
import { PackageSearch } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { listCategories, listGoods } from "@/lib/operation/catalogue/queries";
import type { StorageClass } from "@/lib/operation/catalogue/schema";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { SavedFilterBar } from "../../saved-filter-bar";

type Search = Promise<Record<string, string | string[] | undefined>>;
const HOME = "/management/catalogue";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("catalogue"))("title") };
}

export default async function CataloguePage({ searchParams }: { searchParams: Search }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("catalogue"),
    getLocale(),
  ]);
  const text = typeof params.text === "string" ? params.text.trim().slice(0, 60) : "";
  const categories = await listCategories(actor);
  const category = categories.find((one) => one.code === params.category);
  const page = await listGoods(actor, { text: text || undefined, category: category?.code }, cursorOf(params));
  const name = (row: { nameZh: string; nameEn: string }) => (locale === "en" ? row.nameEn : row.nameZh);
  const address = (changes: Record<string, string | undefined>) => {
    const next = new URLSearchParams(
      Object.entries({ text, category: category?.code, ...changes }).flatMap(([key, value]) =>
        value ? [[key, value]] : [],
      ),
    );
    return next.size > 0 ? `${HOME}?${next}` : HOME;
  };
  const create = canSomewhere(actor, "catalogue.edit") ? (
    <LinkButton href={`${HOME}/new`} variant="primary">
      {t("create")}
    </LinkButton>
  ) : undefined;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            <ExportMenu list="goods" filter={params} />
            {create}
          </>
        }
      />
      <SavedFilterBar
        actor={actor}
        action={HOME}
        clearHref={HOME}
        chips={[
          ...(text ? [{ key: "text", label: text, removeHref: address({ text: undefined }) }] : []),
          ...(category
            ? [{ key: "category", label: name(category), removeHref: address({ category: undefined }) }]
            : []),
        ]}
      >
        <Field label={t("fields.text")} name="text">
          <Input name="text" type="search" defaultValue={text} />
        </Field>
        <Field label={t("fields.category")} name="category">
          <Select
            name="category"
            defaultValue={category?.code ?? ""}
            placeholder="—"
            options={categories.map((one) => ({ value: one.code, label: name(one) }))}
          />
        </Field>
      </SavedFilterBar>
      <DataTable
        caption={t("title")}
        columns={[
          { key: "name", header: t("fields.nameZh") },
          { key: "code", header: t("fields.code") },
          { key: "category", header: t("fields.category"), phoneHidden: true },
          { key: "baseUnit", header: t("fields.baseUnit") },
          { key: "standard", header: t("fields.standard") },
          { key: "storage", header: t("fields.storageClass"), phoneHidden: true },
          { key: "aliases", header: t("fields.aliases"), numeric: true, phoneHidden: true },
        ]}
        rows={page.rows.map((goods) => ({
          key: goods.id,
          href: `${HOME}/${goods.id}`,
          label: name(goods),
          tone: goods.active ? undefined : ("faded" as const),
          cells: [
            <span key="name" className="inline-flex flex-wrap items-center gap-2">
              {name(goods)}
              {goods.active ? null : <Chip tone="faded">{t("inactive")}</Chip>}
            </span>,
            goods.code,
            name(goods.category),
            goods.baseUnit,
            goods.standard ?? "—",
            t(`storage.${goods.storageClass as StorageClass}`),
            goods._count.aliases,
          ],
        }))}
        empty={
          <EmptyState icon={<PackageSearch aria-hidden />} title={t("empty.title")} action={create}>
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
