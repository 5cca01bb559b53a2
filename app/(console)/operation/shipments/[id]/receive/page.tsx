import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { DocumentMoves } from "@/components/form/document-moves";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/button";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Quantity } from "@/components/ui/quantity";
import {
  acceptShipmentAction,
  countShipmentAction,
  receiveShipmentAction,
} from "@/lib/operation/distribution/handover/actions";
import { moveShipmentAction } from "@/lib/operation/transport/shipment/actions";
import { shipmentMachine } from "@/lib/operation/transport/shipment/machine";
import { getShipment } from "@/lib/operation/transport/shipment/queries";
import { isStore } from "@/lib/operation/transport/stores";
import { can } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { NotFound } from "@/lib/platform/errors";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { nameIn } from "@/lib/platform/i18n/names";
import { CountFields, SignFields } from "./receive-fields";

type Params = Promise<{ id: string }>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("distribution.handover"))("receive") };
}

export default async function ReceivePage({ params }: { params: Params }) {
  const [actor, { id }, t, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("distribution.handover"),
    getLocale(),
  ]);
  const shipment = await getShipment(actor, id);
  const to = { areaCode: shipment.toAreaCode, siteId: shipment.toSiteId };
  if (!can(actor, "shipment.receive", to)) throw new NotFound({ key: "errors.notAllowed" });
  const moves = offeredMoves(actor, shipmentMachine, shipment, {
    from: { areaCode: shipment.fromAreaCode, siteId: shipment.fromSiteId },
    to,
  });
  const { state, version } = shipment;
  // A store counts blind and signs when it has seen the difference; a hospital or community does both at once.
  const inTwo = isStore(shipment.toSite.kind);
  const lines = shipment.lines.map((line) => ({
    id: line.id,
    goods: nameIn(line.goods, locale),
    lot: line.lot.number,
    unit: line.unit,
    expected: inTwo || line.quantity === null ? null : Number(line.quantity),
  }));
  const then = `/operation/shipments/${id}`;
  const fixed = { id, version };
  const labels = { receiverName: t("sign.receiverName"), signature: t("sign.signature") };
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader
        title={t("receive")}
        trail={[{ label: shipment.number, href: then }]}
        lead={`${nameIn(shipment.fromSite, locale)} → ${nameIn(shipment.toSite, locale)}`}
      />
      {inTwo && state === "departed" ? (
        <DocumentMoves
          id={id}
          version={version}
          moves={moves.filter((move) => move.name === "arrive")}
          action={moveShipmentAction}
          sticky
        />
      ) : null}
      {inTwo && state === "arrived" ? (
        <>
          <Banner tone="info">{t("count.blind")}</Banner>
          <ActionForm action={countShipmentAction} fixed={fixed} submit={t("count.submit")} done={t("count.done")}>
            <CountFields lines={lines} />
          </ActionForm>
        </>
      ) : null}
      {!inTwo && (state === "departed" || state === "arrived") ? (
        <ActionForm
          action={receiveShipmentAction}
          fixed={fixed}
          submit={t("sign.receiveSubmit")}
          done={t("sign.done")}
          then={then}
          labels={labels}
        >
          <CountFields lines={lines} />
          <SignFields />
        </ActionForm>
      ) : null}
      {state === "counted" ? (
        <>
          <Section title={t("count.title")}>
            <ul className="grid gap-2">
              {shipment.lines.map((line) => {
                const differs = line.quantity !== line.counted;
                return (
                  <li key={line.id} className="rounded-lg border border-line bg-surface px-4 py-3">
                    <p className="font-medium">{nameIn(line.goods, locale)}</p>
                    <p className={differs ? "text-trouble-ink" : "text-ink-2"}>
                      {t("count.expected")} <Quantity value={Number(line.quantity)} unit={line.unit} /> ·{" "}
                      {t("count.counted")} <Quantity value={Number(line.counted)} unit={line.unit} />
                      {line.damaged ? (
                        <>
                          {" · "}
                          {t("count.damaged")} <Quantity value={Number(line.damaged)} unit={line.unit} />
                        </>
                      ) : null}
                      {line.wrongGoods ? (
                        <>
                          {" · "}
                          {t("count.wrongGoods")} <Quantity value={Number(line.wrongGoods)} unit={line.unit} />
                        </>
                      ) : null}
                    </p>
                  </li>
                );
              })}
            </ul>
          </Section>
          <Section title={t("sign.title")} className="mt-6">
            <ActionForm
              action={acceptShipmentAction}
              fixed={fixed}
              submit={t("sign.submit")}
              done={t("sign.done")}
              then={then}
              labels={labels}
            >
              <SignFields />
            </ActionForm>
          </Section>
        </>
      ) : null}
      {["departed", "arrived", "counted"].includes(state) ? null : (
        <LinkButton href={then}>{shipment.number}</LinkButton>
      )}
    </div>
  );
}
