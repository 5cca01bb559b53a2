import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { DocumentMoves } from "@/components/form/document-moves";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/button";
import { Chip, StateChip } from "@/components/ui/chip";
import { Input } from "@/components/ui/input";
import { PageHeader, Section } from "@/components/ui/page-header";
import { StateLine } from "@/components/workflow/state-line";
import {
  assignShipmentAction,
  moveShipmentAction,
  sealShipmentAction,
} from "@/lib/operation/transport/shipment/actions";
import { SHIPMENT_LINE_OF_LIFE, shipmentMachine, type ShipmentState } from "@/lib/operation/transport/shipment/machine";
import { crewChoices } from "@/lib/operation/transport/shipment/crew";
import { getShipment } from "@/lib/operation/transport/shipment/queries";
import { isStore } from "@/lib/operation/transport/stores";
import { can } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { nameIn } from "@/lib/platform/i18n/names";
import { DocumentHistory } from "../../../document-history";
import { CrewFields } from "../crew-fields";
import { SHIPMENT_STATE_KIND } from "../presentation";
import { PositionForm } from "../position-form";
import { CartonsSection } from "./cartons";
import { ShipmentFacts } from "./facts";
import { HandoverSection } from "./handover";
import { ShipmentLines } from "./lines";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: (await getShipment(await requireActor(), (await params).id)).number };
}

/** A form's local time in Wuhan. */
const localTime = (at: Date | null) =>
  at ? new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16) : undefined;

export default async function ShipmentPage({ params }: { params: Params }) {
  const [actor, { id }, t, b, x, h, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("transport.shipment"),
    getTranslations("transport.waybill"),
    getTranslations("transport.transfer"),
    getTranslations("distribution.handover"),
    getLocale(),
  ]);
  const [shipment, { now }] = await Promise.all([getShipment(actor, id), businessClock(actor)]);
  const state = shipment.state as ShipmentState;
  const owners = [shipment.driverId, shipment.createdById];
  const from = { areaCode: shipment.fromAreaCode, siteId: shipment.fromSiteId, ownerIds: owners };
  const to = { areaCode: shipment.toAreaCode, siteId: shipment.toSiteId, ownerIds: owners };
  const moves = offeredMoves(actor, shipmentMachine, shipment, { from, to });
  const offered = (name: string) => moves.some((move) => move.name === name);
  const before = ["planned", "loaded", "sealed"].includes(state);
  const underWay = ["departed", "arrived", "counted"].includes(state);
  const crew = before && can(actor, "shipment.plan", from) ? await crewChoices(actor, from) : null;
  const counted = ["counted", "accepted"].includes(state);
  const exit = state === "returned" || state === "cancelled" ? { label: t(`states.${state}`) } : undefined;
  const receives = can(actor, "shipment.receive", to) && (underWay || state === "departed");
  // What a recipient sends back may be recalled: that is why it comes back.
  const unfit = isStore(shipment.fromSite.kind) && shipment.lines.some((line) => line.unfit !== null);
  return (
    <>
      <PageHeader
        title={shipment.number}
        trail={[{ label: t("title"), href: "/operation/shipments" }]}
        lead={`${nameIn(shipment.fromSite, locale)} → ${nameIn(shipment.toSite, locale)}`}
        state={
          <>
            <StateChip kind={SHIPMENT_STATE_KIND[state]}>{t(`states.${state}`)}</StateChip>
            {shipment.transfer.recordedAfterwards ? <Chip tone="faded">{h("past.mark")}</Chip> : null}
          </>
        }
        actions={
          <>
            {receives ? (
              <LinkButton href={`/operation/shipments/${id}/receive`} variant="primary">
                {h("receive")}
              </LinkButton>
            ) : null}
            {shipment.blind ? null : <LinkButton href={`/operation/shipments/${id}/waybill`}>{b("open")}</LinkButton>}
            {state === "accepted" && can(actor, "stock.reverse", from) ? (
              <LinkButton href={`/operation/shipments/${id}/amend`}>{h("amend.title")}</LinkButton>
            ) : null}
            {state === "accepted" && !isStore(shipment.toSite.kind) && can(actor, "transfer.create", to) ? (
              <LinkButton href={`/operation/transfers/new?returnOf=${id}`}>{x("createReturn")}</LinkButton>
            ) : null}
          </>
        }
      />
      <StateLine
        steps={SHIPMENT_LINE_OF_LIFE.map((key) => ({ key, label: t(`states.${key}`) }))}
        current={exit ? (state === "returned" ? "departed" : "planned") : state}
        exit={exit}
      />
      <DocumentMoves
        id={id}
        version={shipment.version}
        moves={moves}
        action={moveShipmentAction}
        confirm={{ depart: t("confirm.depart"), cancel: t("confirm.cancel") }}
        sticky
      />
      {unfit && exit === undefined ? (
        <div className="mt-6">
          <Banner tone="trouble" title={t("unfit.title")}>
            {t(`unfit.${before ? "planned" : state === "accepted" ? "accepted" : "underWay"}`)}
          </Banner>
        </div>
      ) : null}
      {offered("seal") ? (
        <Section title={t("sealForm.title")} className="mt-6 max-w-md">
          <ActionForm
            action={sealShipmentAction}
            fixed={{ id, version: shipment.version }}
            submit={t("sealForm.submit")}
            done={t("sealForm.done")}
            labels={{ sealNumber: t("fields.seal") }}
          >
            <FormField name="sealNumber" label={t("fields.seal")} hint={t("sealForm.hint")} required>
              <Input name="sealNumber" maxLength={60} autoComplete="off" />
            </FormField>
          </ActionForm>
        </Section>
      ) : null}
      <ShipmentLines shipment={shipment} counted={counted} />
      <div className="mt-6 grid gap-8 lg:grid-cols-2">
        <div className="grid content-start gap-8">
          <ShipmentFacts shipment={shipment} underWay={underWay} now={now} />
          {underWay && can(actor, "shipment.depart", from) ? (
            <Section title={t("position.title")}>
              <PositionForm id={id} />
            </Section>
          ) : null}
          {crew ? (
            <Section title={t("assign.title")}>
              <ActionForm
                action={assignShipmentAction}
                fixed={{ id, version: shipment.version, note: shipment.note }}
                submit={t("assign.submit")}
                done={t("assign.done")}
                variant="secondary"
              >
                <CrewFields
                  crew={crew}
                  chosen={{
                    vehicleId: shipment.vehicleId,
                    driverId: shipment.driverId,
                    plannedAt: localTime(shipment.plannedAt),
                    expectedAt: localTime(shipment.expectedAt),
                  }}
                />
              </ActionForm>
            </Section>
          ) : null}
          <HandoverSection shipment={shipment} />
          {shipment.blind ? null : (
            <CartonsSection
              shipment={shipment}
              editable={(state === "planned" || state === "loaded") && can(actor, "shipment.load", from)}
            />
          )}
        </div>
        <DocumentHistory
          actor={actor}
          kind="shipment"
          id={id}
          machine={shipmentMachine}
          factLabels={{
            sealNumber: t("fields.seal"),
            transfer: t("fields.transfer"),
            lines: t("fields.lines"),
            vehicleId: t("fields.vehicle"),
            driverId: t("fields.driver"),
            plannedAt: t("fields.plannedAt"),
            expectedAt: t("fields.expectedAt"),
            note: t("fields.note"),
            packed: t("packForm.title"),
            unpacked: t("packForm.unpacked"),
            recalledLoaded: t("fields.recalledLoaded"),
            recalledDelivered: t("fields.recalledDelivered"),
            seenAt: t("fields.lastKnown"),
            receiver: h("facts.receiver"),
            photos: h("sign.photos"),
            statement: h("facts.statement"),
          }}
        />
      </div>
    </>
  );
}
