import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { DocumentMoves } from "@/components/form/document-moves";
import { PriorityBadge } from "@/components/ui/badges";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/button";
import { Chip, StateChip } from "@/components/ui/chip";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Freshness } from "@/components/ui/time";
import { StateLine } from "@/components/workflow/state-line";
import { planShipmentAction } from "@/lib/operation/transport/shipment/actions";
import type { ShipmentState } from "@/lib/operation/transport/shipment/machine";
import { crewChoices } from "@/lib/operation/transport/shipment/crew";
import { moveTransferAction } from "@/lib/operation/transport/transfer/actions";
import { TRANSFER_LINE_OF_LIFE, transferMachine, type TransferState } from "@/lib/operation/transport/transfer/machine";
import { getTransfer } from "@/lib/operation/transport/transfer/queries";
import { leftToPick } from "@/lib/operation/transport/transfer/rules";
import type { TransferPurpose } from "@/lib/operation/transport/transfer/schema";
import { can } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { nameIn } from "@/lib/platform/i18n/names";
import { DocumentHistory } from "../../../document-history";
import { CrewFields } from "../../shipments/crew-fields";
import { SHIPMENT_STATE_KIND } from "../../shipments/presentation";
import { PRIORITY_CLASS, TRANSFER_STATE_KIND } from "../presentation";
import { TransferFacts } from "./facts";
import { TransferLines } from "./lines";

type Params = Promise<{ id: string }>;
const LINK = "text-accent-ink underline underline-offset-2";

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: (await getTransfer(await requireActor(), (await params).id)).number };
}

export default async function TransferPage({ params }: { params: Params }) {
  const [actor, { id }, t, s, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("transport.transfer"),
    getTranslations("transport.shipment"),
    getLocale(),
  ]);
  const [transfer, { now }] = await Promise.all([getTransfer(actor, id), businessClock(actor)]);
  const state = transfer.state as TransferState;
  const from = { areaCode: transfer.fromAreaCode, siteId: transfer.fromSiteId };
  const moves = offeredMoves(actor, transferMachine, transfer, {
    from,
    to: { areaCode: transfer.toAreaCode, siteId: transfer.toSiteId },
  });
  const offered = (name: string) => moves.some((move) => move.name === name);
  const rest = transfer.lines.some((line) => leftToPick(line) > 0n);
  const short = transfer.lines.filter((line) => line.short > 0n).length;
  const needless: Record<string, boolean> = {
    backOrder: !rest,
    reserveRest: short === 0,
    reserveRestPicking: short === 0,
  };
  const bare = moves.filter((move) => !needless[move.name]);
  const staged = transfer.staged.filter((lot) => lot.free > 0n);
  const mayPlan = can(actor, "shipment.plan", from) && (state === "picked" || state === "shipped") && staged.length > 0;
  const crew = mayPlan ? await crewChoices(actor, from) : null;
  const putBackMove = offered("putBack") ? "putBack" : offered("putBackRest") ? "putBackRest" : null;
  return (
    <>
      <PageHeader
        title={transfer.number}
        trail={[{ label: t("title"), href: "/operation/transfers" }]}
        lead={`${nameIn(transfer.fromSite, locale)} → ${nameIn(transfer.toSite, locale)}`}
        state={
          <>
            <StateChip kind={TRANSFER_STATE_KIND[state]}>{t(`states.${state}`)}</StateChip>
            <PriorityBadge priority={PRIORITY_CLASS[transfer.priority]} />
            {transfer.purpose === "supply" ? null : <Chip>{t(`purposes.${transfer.purpose as TransferPurpose}`)}</Chip>}
            {transfer.recordedAfterwards ? <Chip tone="faded">{t("fields.recordedAfterwards")}</Chip> : null}
          </>
        }
        actions={
          <>
            {offered("pick") ? (
              <LinkButton href={`/operation/transfers/${id}/pick`} variant="primary">
                {t("moves.pick")}
              </LinkButton>
            ) : null}
            {state === "draft" || state === "cancelled" || transfer.blind ? null : (
              <LinkButton href={`/operation/transfers/${id}/pick-list`}>{t("pick.list")}</LinkButton>
            )}
          </>
        }
      />
      <StateLine
        steps={TRANSFER_LINE_OF_LIFE.map((key) => ({ key, label: t(`states.${key}`) }))}
        current={state === "cancelled" ? "draft" : state}
        exit={state === "cancelled" ? { label: t("states.cancelled") } : undefined}
      />
      <DocumentMoves
        id={id}
        version={transfer.version}
        moves={bare}
        action={moveTransferAction}
        confirm={{
          release: t("confirm.release"),
          finishPicking: t("pick.finishConfirm"),
          backOrder: t("confirm.backOrder"),
        }}
      />
      {short > 0 ? (
        <div className="mt-6">
          <Banner tone="trouble" title={t("fields.shortTitle", { count: short })}>
            {t("fields.shortText")}
          </Banner>
        </div>
      ) : null}
      <TransferLines transfer={transfer} putBackMove={putBackMove} staged={staged} />
      <div className="mt-6 grid gap-8 lg:grid-cols-2">
        <div className="grid content-start gap-8">
          <Section title={t("fields.shipments")}>
            {transfer.shipments.length === 0 ? <p className="text-sm text-ink-3">{s("empty.text")}</p> : null}
            <ul className="grid gap-2">
              {transfer.shipments.map((shipment) => (
                <li key={shipment.id} className="flex flex-wrap items-center gap-3">
                  <Link className={LINK} href={`/operation/shipments/${shipment.id}`}>
                    {shipment.number}
                  </Link>
                  <StateChip kind={SHIPMENT_STATE_KIND[shipment.state as ShipmentState]}>
                    {s(`states.${shipment.state as ShipmentState}`)}
                  </StateChip>
                  {shipment.departedAt ? <Freshness at={shipment.acceptedAt ?? shipment.departedAt} now={now} /> : null}
                </li>
              ))}
            </ul>
          </Section>
          {crew ? (
            <Section title={s("create")}>
              <p className="mb-2 text-sm text-ink-2">{s("assign.loadAll")}</p>
              <ActionForm
                action={planShipmentAction}
                fixed={{ transferId: id }}
                submit={s("create")}
                done={s("created")}
                then="/operation/shipments/{id}"
              >
                <CrewFields crew={crew} />
              </ActionForm>
            </Section>
          ) : null}
          <TransferFacts transfer={transfer} now={now} />
        </div>
        <DocumentHistory
          actor={actor}
          kind="transferOrder"
          id={id}
          machine={transferMachine}
          factLabels={{
            lines: t("fields.lines"),
            picks: t("fields.picked"),
            substitution: t("pick.substitution"),
            lot: t("fields.lostLot"),
            released: t("fields.released"),
            recalledPicked: t("fields.recalledPicked"),
            shipment: s("title"),
            planId: t("fields.plan"),
            parentId: t("fields.parent"),
            statement: t("fields.statement"),
          }}
        />
      </div>
    </>
  );
}
