import { ChevronRight } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { DocumentMoves } from "@/components/form/document-moves";
import { Chip, StateChip } from "@/components/ui/chip";
import { Combobox } from "@/components/ui/combobox";
import { DescriptionList } from "@/components/ui/description-list";
import { Input } from "@/components/ui/input";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Freshness } from "@/components/ui/time";
import { StateLine } from "@/components/workflow/state-line";
import { linkDuplicateAction, moveDeliveryAction, searchDeliveriesAction } from "@/lib/operation/procurement/actions";
import { type DeliveryState, deliveryMachine } from "@/lib/operation/procurement/machine/delivery";
import { listUnits } from "@/lib/operation/procurement/queries/choices";
import { getDelivery } from "@/lib/operation/procurement/queries/deliveries";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { nameIn } from "@/lib/platform/i18n/names";
import { DocumentHistory } from "../../../document-history";
import { DuplicateReview } from "../duplicate-review";
import { DELIVERY_LINE, DELIVERY_STATE_KIND } from "../presentation";
import { DeliveryLines } from "./delivery-lines";
import { NextStep } from "./next-step";
import { Written } from "@/components/ui/written";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getDelivery(await requireActor(), (await params).id)).number };
}

/** The last state of the main line a delivery reached before it left it. */
function reached(delivery: { inspectedById: string | null; countedById: string | null; arrivedAt: Date | null }) {
  return delivery.inspectedById
    ? "inspected"
    : delivery.countedById
      ? "counted"
      : delivery.arrivedAt
        ? "arrived"
        : "announced";
}

export default async function DeliveryPage({ params }: Props) {
  const [actor, { id }, t, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("procurement"),
    getLocale(),
  ]);
  const [delivery, { now }, units] = await Promise.all([
    getDelivery(actor, id),
    businessClock(actor),
    listUnits(actor),
  ]);
  const state = delivery.state as DeliveryState;
  const left = state === "rejected" || state === "reversed";
  const onLine = state === "partlyAccepted" ? "accepted" : state;
  return (
    <>
      <PageHeader
        title={delivery.number}
        trail={[{ label: t("delivery.title"), href: "/operation/deliveries" }]}
        lead={`${t(`kinds.${delivery.kind as "donation" | "purchase"}`)} · ${delivery.party.name} · ${nameIn(delivery.site, locale)}`}
        state={
          <>
            <StateChip kind={DELIVERY_STATE_KIND[state]}>{t(`delivery.states.${state}`)}</StateChip>
            {delivery.duplicateState ? (
              <StateChip kind={delivery.duplicateState === "suspected" ? "trouble" : "done"}>
                {t(`deliveries.duplicateStates.${delivery.duplicateState as "suspected" | "confirmed" | "rejected"}`)}
              </StateChip>
            ) : null}
            {delivery.cumulative ? <Chip>{t("deliveries.cumulative")}</Chip> : null}
            {delivery.simulated ? <Chip>{t("deliveries.simulated")}</Chip> : null}
          </>
        }
      />
      <StateLine
        steps={DELIVERY_LINE.map((key) => ({
          key,
          label:
            key === "accepted" && state === "partlyAccepted"
              ? t("delivery.states.partlyAccepted")
              : t(`delivery.states.${key}`),
        }))}
        current={left ? (state === "reversed" ? "accepted" : reached(delivery)) : onLine}
        exit={left ? { label: t(`delivery.states.${state}`) } : undefined}
      />
      {delivery.original && delivery.duplicateState === "suspected" ? (
        <Section title={t("deliveries.reviewTitle")} className="mb-4">
          <DuplicateReview
            delivery={delivery}
            original={delivery.original}
            reason={delivery.duplicateReason}
            version={delivery.version}
            mayReview={delivery.mayReviewDuplicate}
          />
        </Section>
      ) : null}
      <DocumentMoves id={delivery.id} version={delivery.version} moves={delivery.moves} action={moveDeliveryAction} />
      <NextStep delivery={delivery} packaging={units.filter((unit) => unit.packaging).map((unit) => unit.code)} />
      <div className="mt-8 grid gap-8 xl:grid-cols-[2fr_1fr]">
        <DeliveryLines delivery={delivery} />
        <div className="grid content-start gap-8">
          <DescriptionList
            columns={1}
            facts={[
              {
                key: "party",
                term: t("fields.party"),
                value: (
                  <Link href={`/management/parties/${delivery.partyId}`} className="text-accent-ink underline">
                    <Written>{delivery.party.name}</Written>
                  </Link>
                ),
              },
              { key: "site", term: t("fields.site"), value: nameIn(delivery.site, locale) },
              {
                key: "arrived",
                term: t("fields.arrivedAt"),
                value: delivery.arrivedAt ? <Freshness at={delivery.arrivedAt} now={now} /> : "—",
              },
              ...(delivery.order
                ? [
                    {
                      key: "order",
                      term: t("fields.order"),
                      value: (
                        <Link href={`/operation/purchase/${delivery.order.id}`} className="text-accent-ink underline">
                          {delivery.order.number}
                        </Link>
                      ),
                    },
                  ]
                : []),
              ...(delivery.incident
                ? [
                    {
                      key: "incident",
                      term: t("fields.incident"),
                      value: (
                        <Link
                          href={`/decision/incidents/${delivery.incident.id}`}
                          className="text-accent-ink underline"
                        >
                          {nameIn(delivery.incident, locale)}
                        </Link>
                      ),
                    },
                  ]
                : []),
              ...(delivery.repeats.length > 0
                ? [
                    {
                      key: "repeats",
                      term: t("deliveries.repeats"),
                      value: (
                        <span className="flex flex-wrap gap-2">
                          {delivery.repeats.map((row) => (
                            <Link
                              key={row.id}
                              href={`/operation/deliveries/${row.id}`}
                              className="text-accent-ink underline"
                            >
                              {row.number}
                            </Link>
                          ))}
                        </span>
                      ),
                    },
                  ]
                : []),
              ...(delivery.note ? [{ key: "note", term: t("fields.note"), value: delivery.note, wide: true }] : []),
            ]}
          />
          {delivery.mayReviewDuplicate &&
          (state === "announced" || state === "arrived") &&
          delivery.duplicateState !== "suspected" ? (
            <details className="group">
              <summary className="flex min-h-9 cursor-pointer items-center gap-2 font-medium touch:min-h-11">
                <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open:rotate-90" />
                {t("deliveries.linkTitle")}
              </summary>
              <ActionForm
                action={linkDuplicateAction}
                fixed={{ id: delivery.id, version: delivery.version }}
                submit={t("deliveries.linkSubmit")}
                variant="secondary"
                className="grid gap-3 pt-2"
              >
                <FormField name="duplicateOfId" label={t("deliveries.linkSearch")} required>
                  <Combobox name="duplicateOfId" search={searchDeliveriesAction} />
                </FormField>
                <FormField name="reason" label={t("fields.reason")} required>
                  <Input name="reason" maxLength={500} />
                </FormField>
              </ActionForm>
            </details>
          ) : null}
          <DocumentHistory
            actor={actor}
            kind="delivery"
            id={delivery.id}
            machine={deliveryMachine}
            factLabels={{
              lines: t("fields.facts.lines"),
              kind: t("fields.facts.kind"),
              party: t("fields.facts.party"),
              zone: t("fields.facts.zone"),
              acceptedLines: t("fields.facts.acceptedLines"),
              notAccepted: t("fields.facts.notAccepted"),
              duplicateState: t("fields.duplicateState"),
            }}
          />
        </div>
      </div>
    </>
  );
}
