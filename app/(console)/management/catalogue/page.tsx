import { PackageSearch } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Chip } from "@/components/ui/chip";
import { unitText } from "@/components/ui/unit-text";
import { listCategories, listGoods } from "@/lib/operation/catalogue/queries";
import type { StorageClass } from "@/lib/operation/catalogue/schema";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { type Params, textOf } from "../../address";
import { ListPage } from "../../list-page";

const PATH = "/management/catalogue";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("catalogue"))("title") };
}

export default async function CataloguePage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("catalogue"),
    getLocale(),
  ]);
  const categories = await listCategories(actor);
  const filter = {
    text: textOf(params, "text"),
    category: categories.find((one) => one.code === params.category)?.code,
  };
  const page = await listGoods(actor, filter, cursorOf(params));
  const name = (row: { nameZh: string; nameEn: string }) => nameIn(row, locale);
  return (
    <ListPage
      {...{ actor, params, page, filter, path: PATH, exported: "goods" }}
      title={t("title")}
      lead={t("lead")}
      create={{ permission: "catalogue.edit", label: t("create") }}
      fields={[
        { name: "text", label: t("fields.text") },
        {
          name: "category",
          label: t("fields.category"),
          options: categories.map((one) => ({ value: one.code, label: name(one) })),
        },
      ]}
      columns={[
        { key: "name", header: t("fields.name") },
        { key: "code", header: t("fields.code") },
        { key: "category", header: t("fields.category"), phoneHidden: true },
        { key: "baseUnit", header: t("fields.baseUnit") },
        { key: "standard", header: t("fields.standard") },
        { key: "storage", header: t("fields.storageClass"), phoneHidden: true },
        { key: "aliases", header: t("fields.aliases"), numeric: true, phoneHidden: true },
      ]}
      rows={page.rows.map((goods) => ({
        key: goods.id,
        href: `${PATH}/${goods.id}`,
        label: name(goods),
        tone: goods.active ? undefined : "faded",
        cells: [
          <span key="name" className="inline-flex flex-wrap items-center gap-2">
            {name(goods)}
            {goods.active ? null : <Chip tone="faded">{t("inactive")}</Chip>}
          </span>,
          goods.code,
          name(goods.category),
          unitText(goods.baseUnit, locale),
          goods.standard ?? "—",
          t(`storage.${goods.storageClass as StorageClass}`),
          goods._count.aliases,
        ],
      }))}
      empty={{ icon: <PackageSearch aria-hidden />, title: t("empty.title"), text: t("empty.text"), filtered: "same" }}
    />
  );
}
