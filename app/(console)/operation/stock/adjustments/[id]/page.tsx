import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { DocumentMoves } from "@/components/form/document-moves";
import { StateChip } from "@/components/ui/chip";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader } from "@/components/ui/page-header";
import { StateLine } from "@/components/workflow/state-line";
import { moveAdjustmentAction } from "@/lib/operation/storage/actions";
import { type AdjustmentState, adjustmentMachine } from "@/lib/operation/storage/machine/adjustment";
import { getAdjustment } from "@/lib/operation/storage/queries/documents";
import type { AdjustmentReason } from "@/lib/operation/storage/schema/stock";
import { ADJUSTMENT_REASONS } from "@/lib/operation/storage/schema/stock";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { nameIn } from "@/lib/platform/i18n/names";
import { DocumentHistory } from "../../../../document-history";
import { Difference } from "../../difference";
import { ADJUSTMENT_STATE_KIND } from "../../presentation";

type Props = { params: Promise<{ id: string }> };
const LINE = ["draft", "submitted", "posted"] as const;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getAdjustment(await requireActor(), (await params).id)).number };
}

export default async function AdjustmentPage({ params }: Props) {
  const [actor, { id }, t, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("storage"),
    getLocale(),
  ]);
  const row = await getAdjustment(actor, id);
  const state = row.state as AdjustmentState;
  const left = state === "rejected" || state === "reversed";
  return (
    <>
      <PageHeader
        title={row.number}
        trail={[
          { label: t("title"), href: "/operation/stock" },
          { label: t("adjustment.title"), href: "/operation/stock/adjustments" },
        ]}
        state={<StateChip kind={ADJUSTMENT_STATE_KIND[state]}>{t(`adjustment.states.${state}`)}</StateChip>}
      />
      <StateLine
        steps={LINE.map((key) => ({ key, label: t(`adjustment.states.${key}`) }))}
        current={state === "reversed" ? "posted" : state === "rejected" ? "submitted" : state}
        exit={left ? { label: t(`adjustment.states.${state}`) } : undefined}
      />
      <DocumentMoves id={row.id} version={row.version} moves={row.moves} action={moveAdjustmentAction} />
      <div className="mt-6 grid gap-8 lg:grid-cols-2">
        <DescriptionList
          facts={[
            { key: "goods", term: t("fields.goods"), value: nameIn(row.goods, locale) },
            {
              key: "lot",
              term: t("fields.lot"),
              value: (
                <Link href={`/operation/stock/lots/${row.lotId}`} className="text-accent-ink underline tabular-nums">
                  {row.lot.number}
                </Link>
              ),
            },
            { key: "site", term: t("fields.site"), value: nameIn(row.site, locale) },
            { key: "place", term: t("fields.place"), value: `${t(`places.${row.place.kind}`)} ${row.place.zone}` },
            {
              key: "difference",
              term: t("fields.difference"),
              value: <Difference value={row.difference} unit={row.lot.unit} />,
            },
            {
              key: "code",
              term: t("fields.kind"),
              value: t(`adjustments.reasons.${row.reasonCode as AdjustmentReason}`),
            },
            { key: "reason", term: t("fields.reason"), value: row.reason, wide: true },
          ]}
        />
        <DocumentHistory
          actor={actor}
          kind="stockAdjustment"
          id={row.id}
          machine={adjustmentMachine}
          factLabels={{ difference: t("fields.facts.difference"), reasonCode: t("fields.facts.reasonCode") }}
          factTexts={Object.fromEntries(
            ADJUSTMENT_REASONS.map((value) => [`reasonCode.${value}`, t(`adjustments.reasons.${value}`)]),
          )}
        />
      </div>
    </>
  );
}
