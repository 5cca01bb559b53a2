import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { DocumentMoves } from "@/components/form/document-moves";
import { Chip, StateChip } from "@/components/ui/chip";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Quantity } from "@/components/ui/quantity";
import { Select } from "@/components/ui/select";
import { ServiceClock } from "@/components/ui/time";
import { StateLine } from "@/components/workflow/state-line";
import { unitText } from "@/components/ui/unit-text";
import { assignDiscrepancyAction, reopenDiscrepancyAction } from "@/lib/operation/distribution/discrepancy/actions";
import { discrepancyMachine, type DiscrepancyState } from "@/lib/operation/distribution/discrepancy/machine";
import { getDiscrepancy, ownerChoices } from "@/lib/operation/distribution/discrepancy/queries";
import { OPTIONS } from "@/lib/operation/distribution/discrepancy/rules";
import { RESOLUTIONS, type Resolution } from "@/lib/operation/distribution/discrepancy/schema";
import { type DiscrepancyKind, sizeOf } from "@/lib/operation/distribution/handover/rules";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { nameIn } from "@/lib/platform/i18n/names";
import { DocumentHistory } from "../../../document-history";
import { DISCREPANCY_STATE_KIND } from "../presentation";
import { ResolveForm } from "./resolve-form";

type Params = Promise<{ id: string }>;
const LINK = "text-accent-ink underline underline-offset-2";

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: (await getDiscrepancy(await requireActor(), (await params).id)).number };
}

export default async function DiscrepancyPage({ params }: { params: Params }) {
  const [actor, { id }, t, locale, format] = await Promise.all([
    requireActor(),
    params,
    getTranslations("distribution.discrepancy"),
    getLocale(),
    getFormatter(),
  ]);
  const [row, { now }] = await Promise.all([getDiscrepancy(actor, id), businessClock(actor)]);
  const state = row.state as DiscrepancyState;
  const kind = row.kind as DiscrepancyKind;
  const ownerIds = [row.ownerId];
  const moves = offeredMoves(actor, discrepancyMachine, row, {
    from: { areaCode: row.fromAreaCode, ownerIds },
    to: { areaCode: row.toAreaCode, ownerIds },
  });
  const offered = (name: string) => moves.some((move) => move.name === name);
  const owners = offered("assign") ? await ownerChoices(actor, row) : [];
  const word = (resolution: string) => {
    const known = [...RESOLUTIONS, "amended", "split"].find((each) => each === resolution);
    return known ? t(`resolutions.${known as Resolution | "amended" | "split"}`) : resolution;
  };
  const portions = (row.portions ?? []) as { option: string; quantity: string }[];
  const factLabels = Object.fromEntries(
    [...RESOLUTIONS, "amended" as const, "split" as const].map((each) => [each, t(`resolutions.${each}`)]),
  );
  return (
    <>
      <PageHeader
        title={row.number}
        trail={[{ label: t("title"), href: "/operation/discrepancies" }]}
        lead={row.goods ? nameIn(row.goods, locale) : undefined}
        state={
          <>
            <StateChip kind={DISCREPANCY_STATE_KIND[state]}>{t(`states.${state}`)}</StateChip>
            <Chip>{t(`kinds.${kind}`)}</Chip>
          </>
        }
      />
      <StateLine steps={discrepancyMachine.states.map((key) => ({ key, label: t(`states.${key}`) }))} current={state} />
      <DocumentMoves id={id} version={row.version} moves={moves} action={reopenDiscrepancyAction} />
      <div className="mt-6 grid gap-8 lg:grid-cols-2">
        <div className="grid content-start gap-8">
          <DescriptionList
            facts={[
              {
                key: "difference",
                term: t("fields.difference"),
                value: <Quantity value={Number(sizeOf(row))} unit={row.unit} strong />,
              },
              {
                key: "due",
                term: t("fields.due"),
                value: <ServiceClock dueAt={row.dueAt} now={now} doneAt={row.resolvedAt} totalMs={24 * 3_600_000} />,
              },
              {
                key: "expected",
                term: t("fields.expected"),
                value: <Quantity value={Number(row.expected)} unit={row.unit} />,
              },
              {
                key: "actual",
                term: t("fields.actual"),
                value: <Quantity value={Number(row.actual)} unit={row.unit} />,
              },
              { key: "owner", term: t("fields.owner"), value: row.owner ? nameIn(row.owner, locale) : "—" },
              { key: "lot", term: t("fields.lot"), value: row.lot?.number ?? "—" },
              ...(row.shipment
                ? [
                    {
                      key: "shipment",
                      term: t("fields.shipment"),
                      value: (
                        <>
                          <Link className={LINK} href={`/operation/shipments/${row.shipment.id}`}>
                            {row.shipment.number}
                          </Link>{" "}
                          {nameIn(row.shipment.fromSite, locale)} → {nameIn(row.shipment.toSite, locale)}
                        </>
                      ),
                      wide: true,
                    },
                  ]
                : []),
              ...(row.note ? [{ key: "note", term: t("fields.note"), value: row.note, wide: true }] : []),
              ...(row.resolution
                ? [
                    {
                      key: "resolution",
                      term: t("fields.resolution"),
                      value: (
                        <>
                          <span className="block">{word(row.resolution)}</span>
                          {portions.length > 1
                            ? portions.map((portion) => (
                                <span key={portion.option} className="block text-sm">
                                  {word(portion.option)} {format.number(BigInt(portion.quantity))}{" "}
                                  {unitText(row.unit, locale, BigInt(portion.quantity))}
                                </span>
                              ))
                            : null}
                          {row.resolutionNote ? (
                            <span className="block text-sm text-ink-2">{row.resolutionNote}</span>
                          ) : null}
                        </>
                      ),
                      wide: true,
                    },
                  ]
                : []),
            ]}
          />
          {offered("resolve") ? (
            <Section title={t("resolve.title")}>
              <ResolveForm
                id={id}
                version={row.version}
                unit={row.unit}
                size={String(sizeOf(row))}
                options={[...OPTIONS[kind]]}
              />
            </Section>
          ) : null}
          {offered("assign") ? (
            <Section title={t("assignForm.title")}>
              <ActionForm
                action={assignDiscrepancyAction}
                fixed={{ id, version: row.version }}
                submit={t("assignForm.submit")}
                done={t("assignForm.done")}
                variant="secondary"
              >
                <FormField name="ownerId" label={t("assignForm.owner")} required>
                  <Select
                    name="ownerId"
                    defaultValue={row.ownerId ?? ""}
                    options={owners.map((owner) => ({ value: owner.id, label: nameIn(owner, locale) }))}
                  />
                </FormField>
              </ActionForm>
            </Section>
          ) : null}
        </div>
        <DocumentHistory
          actor={actor}
          kind="discrepancy"
          id={id}
          machine={discrepancyMachine}
          factLabels={{
            ...factLabels,
            expected: t("fields.expected"),
            actual: t("fields.actual"),
          }}
        />
      </div>
    </>
  );
}
