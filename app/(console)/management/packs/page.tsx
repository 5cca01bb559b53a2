import { ExportMenu } from "@/components/exchange/export-menu";
import { Boxes } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { DocumentMoves } from "@/components/form/document-moves";
import { Amount } from "@/components/stock/amount";
import { Checkbox } from "@/components/ui/checkbox";
import { StateChip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { Card, PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { LinkTabs } from "@/components/ui/tabs";
import { unitText } from "@/components/ui/unit-text";
import { dismissPackAction, resolvePackAction } from "@/lib/operation/storage/actions";
import { listPackQueries } from "@/lib/operation/storage/queries/documents";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { NotFound } from "@/lib/platform/errors";
import { nameIn } from "@/lib/platform/i18n/names";
import { addressOf, idOf, oneOf, type Params, pagerOf } from "../../address";
import { Written } from "@/components/ui/written";

const PATH = "/management/packs";
const STATES = ["open", "resolved", "dismissed"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("storage"))("pack.title") };
}

export default async function PacksPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, common, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("storage"),
    getTranslations("ui.common"),
    getLocale(),
  ]);
  if (!canSomewhere(actor, "pack.resolve")) throw new NotFound({ key: "errors.notAllowed" });
  const state = oneOf(params, "state", STATES) ?? "open";
  const goodsId = idOf(params, "goods");
  const page = await listPackQueries(actor, { state, goodsId }, cursorOf(params));
  const set = { state: state === "open" ? undefined : state, goods: goodsId };
  return (
    <>
      <PageHeader
        title={t("pack.title")}
        lead={t("packs.lead")}
        actions={<ExportMenu list="packs" filter={params} />}
      />
      <div className="mb-4">
        <LinkTabs
          label={t("pack.title")}
          tabs={STATES.map((key) => ({
            key,
            label: t(`pack.states.${key}`),
            href: addressOf(PATH, { ...set, state: key === "open" ? undefined : key }),
            current: key === state,
          }))}
        />
      </div>
      {page.rows.length === 0 ? (
        <EmptyState icon={<Boxes aria-hidden />} title={t("packs.empty")}>
          {t("packs.emptyText")}
        </EmptyState>
      ) : null}
      <ul className="grid gap-4 xl:grid-cols-2">
        {page.rows.map((row) => {
          const goods = row.goods;
          if (!goods) return null;
          const catalogue = goods.packs.filter((pack) => pack.unit === row.unit && pack.baseUnits !== null);
          const size = (baseUnits: bigint | null, label: string) =>
            `${baseUnits} ${unitText(goods.baseUnit, locale, baseUnits)}${label ? ` (${label})` : ""}`;
          return (
            <li key={row.id}>
              <Card className="grid gap-3">
                <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
                  <h2 className="text-lg font-semibold">{nameIn(goods, locale)}</h2>
                  <Link
                    href={`/operation/stock/lots/${row.lotId}`}
                    className="text-sm text-accent-ink underline tabular-nums"
                  >
                    {row.lot?.number}
                  </Link>
                  {row.spec ? (
                    <span className="text-sm text-ink-2">
                      <Written>{row.spec}</Written>
                    </span>
                  ) : null}
                  {state === "open" ? null : (
                    <StateChip kind={state === "resolved" ? "done" : "cancelled"}>
                      {t(`pack.states.${state}`)}
                    </StateChip>
                  )}
                </div>
                <p className="text-sm text-ink-2">
                  <Written>{row.lot?.origin}</Written>
                  {row.lot?.stockBalances.map((balance) => (
                    <span key={balance.placeId}>
                      {" · "}
                      {nameIn(balance.site, locale)} <Amount value={balance.onHand} unit={row.unit} />
                    </span>
                  ))}
                </p>
                {catalogue.length > 0 ? (
                  <p className="text-sm">
                    {t("packs.catalogue", {
                      list: catalogue.map((pack) => size(pack.baseUnits, pack.label)).join(common("and")),
                    })}
                  </p>
                ) : null}
                {row.hints.length > 0 ? (
                  <p className="text-sm">
                    {t("packs.hints", {
                      list: row.hints.map((hint) => size(hint.baseUnits, hint.spec)).join(common("and")),
                    })}
                  </p>
                ) : null}
                {row.moves.some((move) => move.name === "resolve") ? (
                  <>
                    <ActionForm
                      action={resolvePackAction}
                      fixed={{ id: row.id, version: row.version }}
                      submit={t("packs.resolve")}
                      done={t("packs.done")}
                      className="grid gap-3 sm:grid-cols-2"
                    >
                      <FormField
                        name="baseUnits"
                        label={t("packs.baseUnits", {
                          unit: unitText(row.unit, locale, 1),
                          base: unitText(goods.baseUnit, locale),
                        })}
                        required
                      >
                        <NumberInput name="baseUnits" unit={goods.baseUnit} min={1} />
                      </FormField>
                      <FormField name="reason" label={t("packs.reason")} hint={t("packs.reasonHint")} required>
                        <Input name="reason" maxLength={500} />
                      </FormField>
                      <Checkbox name="remember" value="on" label={t("packs.remember")} className="sm:col-span-2" />
                    </ActionForm>
                    <DocumentMoves id={row.id} version={row.version} moves={row.moves} action={dismissPackAction} />
                  </>
                ) : (
                  <p className="text-sm text-ink-2">
                    {row.baseUnits !== null
                      ? t("packs.settled", {
                          unit: unitText(row.unit, locale, 1),
                          count: String(row.baseUnits),
                          base: unitText(goods.baseUnit, locale),
                        })
                      : null}{" "}
                    {row.reason}
                  </p>
                )}
              </Card>
            </li>
          );
        })}
      </ul>
      <Pager {...pagerOf(PATH, set, page)} />
    </>
  );
}
