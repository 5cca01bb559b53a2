import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { DocumentMoves } from "@/components/form/document-moves";
import { PriorityBadge } from "@/components/ui/badges";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/button";
import { Chip, StateChip } from "@/components/ui/chip";
import { DescriptionList } from "@/components/ui/description-list";
import { Input } from "@/components/ui/input";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Quantity } from "@/components/ui/quantity";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { unitText } from "@/components/ui/unit-text";
import { Freshness } from "@/components/ui/time";
import { StateLine } from "@/components/workflow/state-line";
import { planShipmentAction } from "@/lib/operation/transport/shipment/actions";
import type { ShipmentState } from "@/lib/operation/transport/shipment/machine";
import { crewChoices } from "@/lib/operation/transport/shipment/crew";
import { moveTransferAction, putBackAction } from "@/lib/operation/transport/transfer/actions";
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
import { dayText, PRIORITY_CLASS, TRANSFER_STATE_KIND } from "../presentation";

type Params = Promise<{ id: string }>;
const LINK = "text-accent-ink underline underline-offset-2";

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: (await getTransfer(await requireActor(), (await params).id)).number };
}

export default async function TransferPage({ params }: { params: Params }) {
  const [actor, { id }, t, s, w, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("transport.transfer"),
    getTranslations("transport.shipment"),
    getTranslations("workflow"),
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
  const number = (value: bigint, unit: string) =>
    transfer.blind ? (
      <span className="text-ink-3">{s("fields.hidden")}</span>
    ) : (
      <Quantity value={Number(value)} unit={unit} />
    );
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
      <Section title={t("fields.lines")} className="mt-6">
        <Table caption={t("fields.lines")}>
          <thead>
            <Tr>
              <Th>{t("fields.goods")}</Th>
              <Th>{t("fields.lot")}</Th>
              <Th numeric>{t("fields.quantity")}</Th>
              <Th numeric>{t("fields.picked")}</Th>
              <Th numeric>{t("fields.shipped")}</Th>
              <Th numeric>{t("fields.received")}</Th>
              <Th numeric>{t("fields.backOrdered")}</Th>
            </Tr>
          </thead>
          <tbody>
            {transfer.lines.map((line) => (
              <Tr key={line.id}>
                <Td>
                  {nameIn(line.goods, locale)}
                  {line.demandLine ? (
                    <Link className={`${LINK} block text-sm`} href={`/operation/demand/${line.demandLine.demand.id}`}>
                      {t("fields.demand")} {line.demandLine.demand.number}
                    </Link>
                  ) : null}
                  {line.statedReceived === null ? null : (
                    <span className="block text-sm text-ink-3">
                      {t("fields.stated")} {number(line.statedReceived, line.unit)}
                    </span>
                  )}
                </Td>
                <Td>
                  {line.lot ? `${line.lot.number} · ${dayText(line.lot.expiresOn)}` : t("fields.lotAny")}
                  {line.unfit.map((lot) => (
                    <span key={lot.id} className="mt-1 block">
                      <StateChip kind="trouble">
                        {t("fields.unfitPicked", { lot: lot.number, why: t(`fields.unfit.${lot.why}`) })}
                      </StateChip>
                    </span>
                  ))}
                  {putBackMove && staged.some((lot) => lot.lineId === line.id) ? (
                    <details className="no-print mt-1">
                      <summary className="cursor-pointer text-sm text-accent-ink">{t(`moves.${putBackMove}`)}</summary>
                      <ActionForm
                        action={putBackAction}
                        fixed={{ id, version: transfer.version, lineId: line.id, move: putBackMove }}
                        submit={t(`moves.${putBackMove}`)}
                        done={t("putBackDone")}
                        variant="secondary"
                        className="mt-2 grid gap-2"
                      >
                        <FormField name="reason" label={w("reasonPrompt")} required>
                          <Input name="reason" maxLength={500} />
                        </FormField>
                      </ActionForm>
                    </details>
                  ) : null}
                </Td>
                <Td numeric>
                  {number(line.quantity, line.unit)}
                  {line.short > 0n ? (
                    <span className="block">
                      <Chip tone="trouble">
                        {t("fields.short", {
                          amount: `${Number(line.short).toLocaleString(locale)} ${unitText(line.unit, locale)}`,
                        })}
                      </Chip>
                    </span>
                  ) : null}
                </Td>
                <Td numeric>{number(line.picked, line.unit)}</Td>
                <Td numeric>{number(line.shipped, line.unit)}</Td>
                <Td numeric>{number(line.received, line.unit)}</Td>
                <Td numeric>{line.backOrdered > 0n ? number(line.backOrdered, line.unit) : "—"}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Section>
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
          <DescriptionList
            facts={[
              {
                key: "createdAt",
                term: t("fields.createdAt"),
                value: <Freshness at={transfer.businessAt} now={now} />,
              },
              {
                key: "neededBy",
                term: t("fields.neededBy"),
                value: transfer.neededBy ? <Freshness at={transfer.neededBy} now={now} /> : "—",
              },
              ...(transfer.incident
                ? [
                    {
                      key: "incident",
                      term: t("fields.incident"),
                      value: (
                        <Link className={LINK} href={`/decision/incidents/${transfer.incident.id}`}>
                          {nameIn(transfer.incident, locale)}
                        </Link>
                      ),
                    },
                  ]
                : []),
              ...(transfer.plan
                ? [
                    {
                      key: "plan",
                      term: t("fields.plan"),
                      value: (
                        <Link className={LINK} href={`/decision/plans/${transfer.plan.id}`}>
                          {transfer.plan.number}
                        </Link>
                      ),
                    },
                  ]
                : []),
              ...(transfer.parent
                ? [
                    {
                      key: "parent",
                      term: t("fields.parent"),
                      value: (
                        <Link className={LINK} href={`/operation/transfers/${transfer.parent.id}`}>
                          {transfer.parent.number}
                        </Link>
                      ),
                    },
                  ]
                : []),
              ...(transfer.children.length > 0
                ? [
                    {
                      key: "children",
                      term: t("fields.children"),
                      value: transfer.children.map((child) => (
                        <Link key={child.id} className={`${LINK} me-3`} href={`/operation/transfers/${child.id}`}>
                          {child.number}
                        </Link>
                      )),
                    },
                  ]
                : []),
              ...(transfer.statement
                ? [{ key: "statement", term: t("fields.statement"), value: transfer.statement, wide: true }]
                : []),
              ...(transfer.note ? [{ key: "note", term: t("fields.note"), value: transfer.note, wide: true }] : []),
            ]}
          />
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
