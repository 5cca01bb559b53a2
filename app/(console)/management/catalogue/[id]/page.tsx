import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Chip } from "@/components/ui/chip";
import { Combobox } from "@/components/ui/combobox";
import { DescriptionList } from "@/components/ui/description-list";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { unitText } from "@/components/ui/unit-text";
import {
  createSubstitutionAction,
  editGoodsAction,
  savePackAction,
  searchGoodsAction,
} from "@/lib/operation/catalogue/actions";
import { getGoods, listUnits } from "@/lib/operation/catalogue/queries";
import type { StorageClass } from "@/lib/operation/catalogue/schema";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { Written } from "@/components/ui/written";
import { nameIn } from "@/lib/platform/i18n/names";
import { DocumentHistory } from "../../../document-history";
import { GoodsFields } from "../goods-fields";
import { SubstitutionSwitch } from "./substitution-switch";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const goods = await getGoods(await requireActor(), (await params).id);
  return { title: nameIn(goods, await getLocale()) };
}

export default async function GoodsPage({ params }: { params: Params }) {
  const [actor, { id }, t, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("catalogue"),
    getLocale(),
  ]);
  const [goods, units] = await Promise.all([getGoods(actor, id), listUnits(actor)]);
  const edits = canSomewhere(actor, "catalogue.edit");
  const name = (row: { nameZh: string; nameEn: string }) => nameIn(row, locale);
  const fact = (value: number | null, unit: string, field: string) =>
    value === null ? (
      t("packs.unknown")
    ) : (
      <span className="inline-flex flex-wrap items-center gap-2 tabular-nums">
        {value.toLocaleString(locale)} {unit}
        {goods.assumed.includes(field) ? <Chip tone="faded">{t("assumed")}</Chip> : null}
      </span>
    );
  return (
    <>
      <PageHeader
        title={name(goods)}
        trail={[{ label: t("title"), href: "/management/catalogue" }]}
        state={goods.active ? undefined : <Chip tone="faded">{t("inactive")}</Chip>}
        lead={locale === "en" ? goods.nameZh : goods.nameEn}
      />
      <div className="grid gap-8 lg:grid-cols-2">
        <div className="grid content-start gap-8">
          <DescriptionList
            facts={[
              { key: "code", term: t("fields.code"), value: goods.code },
              { key: "category", term: t("fields.category"), value: name(goods.category) },
              { key: "unit", term: t("fields.baseUnit"), value: unitText(goods.baseUnit, locale) },
              { key: "standard", term: t("fields.standard"), value: goods.standard ?? "—" },
              {
                key: "storage",
                term: t("fields.storageClass"),
                value: t(`storage.${goods.storageClass as StorageClass}`),
              },
              { key: "life", term: t("fields.shelfLifeDays"), value: fact(goods.shelfLifeDays, "", "shelfLifeDays") },
              { key: "weight", term: t("fields.weightG"), value: fact(goods.weightG, "g", "weightG") },
              { key: "volume", term: t("fields.volumeCm3"), value: fact(goods.volumeCm3, "cm³", "volumeCm3") },
              ...goods.externalCodes.map((one) => ({
                key: one.id,
                term: one.scheme,
                value: `${one.code} ${one.name}`,
              })),
            ]}
          />
          <Section title={t("packs.title")}>
            <p className="mb-2 max-w-prose text-sm text-ink-2">{t("packs.lead")}</p>
            {goods.packs.length === 0 ? (
              <p className="text-ink-3">{t("packs.empty")}</p>
            ) : (
              <Table caption={t("packs.title")} dense>
                <thead>
                  <Tr>
                    <Th>{t("packs.unit")}</Th>
                    <Th>{t("packs.label")}</Th>
                    <Th numeric>{t("packs.baseUnits")}</Th>
                    <Th>{t("packs.gtin")}</Th>
                  </Tr>
                </thead>
                <tbody>
                  {goods.packs.map((pack) => (
                    <Tr key={pack.id}>
                      <Td>{unitText(pack.unit, locale, 1)}</Td>
                      <Td>{pack.label || "—"}</Td>
                      <Td numeric>
                        {pack.baseUnits === null
                          ? t("packs.unknown")
                          : `${pack.baseUnits.toLocaleString(locale)} ${unitText(goods.baseUnit, locale, pack.baseUnits)}`}
                      </Td>
                      <Td>{pack.gtin ?? "—"}</Td>
                    </Tr>
                  ))}
                </tbody>
              </Table>
            )}
            {edits ? (
              <ActionForm
                action={savePackAction}
                fixed={{ goodsId: goods.id }}
                submit={t("packs.add")}
                variant="secondary"
                done={t("packs.saved")}
                resetOnDone
                className="mt-4 grid gap-3 sm:grid-cols-2"
                labels={{
                  unit: t("packs.unit"),
                  baseUnits: t("packs.baseUnits"),
                  gtin: t("packs.gtin"),
                  label: t("packs.label"),
                }}
              >
                <FormField name="unit" label={t("packs.unit")} required>
                  <Select
                    name="unit"
                    placeholder="—"
                    options={units.map((unit) => ({ value: unit.code, label: unitText(unit.code, locale) }))}
                  />
                </FormField>
                <FormField name="baseUnits" label={t("packs.baseUnits")}>
                  <NumberInput name="baseUnits" min={1} unit={goods.baseUnit} />
                </FormField>
                <FormField name="label" label={t("packs.label")}>
                  <Input name="label" maxLength={60} />
                </FormField>
                <FormField name="gtin" label={t("packs.gtin")}>
                  <Input name="gtin" inputMode="numeric" maxLength={14} />
                </FormField>
              </ActionForm>
            ) : null}
          </Section>
          <Section title={t("substitutions.title")}>
            <p className="mb-2 max-w-prose text-sm text-ink-2">{t("substitutions.lead")}</p>
            {goods.substitutes.length + goods.substitutesFor.length === 0 ? (
              <p className="text-ink-3">{t("substitutions.empty")}</p>
            ) : null}
            <ul className="grid gap-2">
              {goods.substitutes.map((rule) => (
                <li key={rule.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2">
                  <span className="min-w-0 grow">
                    {t("substitutions.fills")}{" "}
                    <Link
                      className="text-accent-ink underline underline-offset-2"
                      href={`/management/catalogue/${rule.substitute.id}`}
                    >
                      {name(rule.substitute)}
                    </Link>
                    {" · "}
                    {t("substitutions.ratio", { substitute: rule.ratioSubstitute, need: rule.ratioNeed })}
                    <span className="block text-sm text-ink-2">{rule.reason}</span>
                  </span>
                  {rule.active ? null : <Chip tone="faded">{t("substitutions.isOff")}</Chip>}
                  {edits ? <SubstitutionSwitch id={rule.id} version={rule.version} active={rule.active} /> : null}
                </li>
              ))}
              {goods.substitutesFor.map((rule) => (
                <li key={rule.id} className="border-b border-line py-2">
                  {t("substitutions.filledBy")}{" "}
                  <Link
                    className="text-accent-ink underline underline-offset-2"
                    href={`/management/catalogue/${rule.goods.id}`}
                  >
                    {name(rule.goods)}
                  </Link>
                  {rule.active ? null : ` · ${t("substitutions.isOff")}`}
                </li>
              ))}
            </ul>
            {edits ? (
              <ActionForm
                action={createSubstitutionAction}
                fixed={{ goodsId: goods.id }}
                submit={t("substitutions.add")}
                variant="secondary"
                done={t("substitutions.saved")}
                resetOnDone
                className="mt-4 grid gap-3 sm:grid-cols-2"
                labels={{ substituteId: t("substitutions.substitute"), reason: t("substitutions.reason") }}
              >
                <FormField name="substituteId" label={t("substitutions.substitute")} required>
                  <Combobox name="substituteId" search={searchGoodsAction} />
                </FormField>
                <FormField name="reason" label={t("substitutions.reason")} required>
                  <Input name="reason" maxLength={300} />
                </FormField>
                <FormField name="ratioSubstitute" label={t("substitutions.ratioSubstitute")}>
                  <NumberInput name="ratioSubstitute" min={1} defaultValue={1} />
                </FormField>
                <FormField name="ratioNeed" label={t("substitutions.ratioNeed")}>
                  <NumberInput name="ratioNeed" min={1} defaultValue={1} />
                </FormField>
              </ActionForm>
            ) : null}
          </Section>
        </div>
        <div className="grid content-start gap-8">
          <Section title={t("aliasesTitle")}>
            {goods.aliases.length === 0 ? (
              <p className="text-ink-3">{t("aliasesEmpty")}</p>
            ) : (
              <ul className="flex flex-wrap gap-1.5">
                {goods.aliases.map((alias) => (
                  <li key={alias.normalized}>
                    <Chip>
                      <Written>{alias.original}</Written>
                    </Chip>
                  </li>
                ))}
              </ul>
            )}
          </Section>
          {edits ? (
            <Section title={t("edit")}>
              <ActionForm
                action={editGoodsAction}
                fixed={{ id: goods.id, version: goods.version }}
                submit={t("save")}
                labels={{ nameZh: t("fields.nameZh"), nameEn: t("fields.nameEn") }}
              >
                <GoodsFields goods={goods} />
                <Checkbox name="active" label={t("fields.active")} defaultChecked={goods.active} />
              </ActionForm>
            </Section>
          ) : null}
          <DocumentHistory
            actor={actor}
            kind="goods"
            id={goods.id}
            factLabels={{
              pack: t("packs.unit"),
              baseUnits: t("packs.baseUnits"),
              gtin: t("packs.gtin"),
              substitute: t("substitutions.substitute"),
            }}
          />
        </div>
      </div>
    </>
  );
}
