import { Truck } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { StateChip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Freshness } from "@/components/ui/time";
import { Written } from "@/components/ui/written";
import { shipmentMachine, type ShipmentState } from "@/lib/operation/transport/shipment/machine";
import { myTrips } from "@/lib/operation/transport/shipment/queries";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { nameIn } from "@/lib/platform/i18n/names";
import { PositionForm } from "../position-form";
import { SHIPMENT_STATE_KIND } from "../presentation";
import { TripMove } from "./trip-move";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transport.shipment"))("trips.title") };
}

export default async function TripsPage() {
  const [actor, t, locale] = await Promise.all([requireActor(), getTranslations("transport.shipment"), getLocale()]);
  const [{ open, done }, { now }] = await Promise.all([myTrips(actor), businessClock(actor)]);
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader
        title={t("trips.title")}
        lead={t("trips.lead")}
        trail={[{ label: t("title"), href: "/operation/shipments" }]}
      />
      {open.length === 0 ? (
        <EmptyState icon={<Truck aria-hidden />} title={t("trips.empty.title")}>
          {t("trips.empty.text")}
        </EmptyState>
      ) : null}
      <ul className="grid gap-4">
        {open.map((trip) => {
          const state = trip.state as ShipmentState;
          const ownerIds = [trip.driverId, trip.createdById];
          const offered = offeredMoves(actor, shipmentMachine, trip, {
            from: { areaCode: trip.fromAreaCode, siteId: trip.fromSiteId, ownerIds },
            to: { areaCode: trip.toAreaCode, siteId: trip.toSiteId, ownerIds },
          }).map(({ name }) => name);
          const move = (["depart", "arrive"] as const).find((name) => offered.includes(name));
          return (
            <li key={trip.id} className="rounded-lg border border-line bg-surface px-4 py-3">
              <div className="flex flex-wrap items-center justify-between gap-2">
                <Link
                  href={`/operation/shipments/${trip.id}`}
                  className="font-semibold text-accent-ink underline underline-offset-2"
                >
                  {trip.number}
                </Link>
                <StateChip kind={SHIPMENT_STATE_KIND[state]}>{t(`states.${state}`)}</StateChip>
              </div>
              <p className="mt-2 text-lg">
                {nameIn(trip.fromSite, locale)} → <span className="font-semibold">{nameIn(trip.toSite, locale)}</span>
              </p>
              <p className="text-ink-2">
                <Written>{trip.vehicle?.plate ?? t("assign.none")}</Written>
                {trip.sealNumber ? ` · ${t("fields.seal")} ${trip.sealNumber}` : ""}
                {trip.expectedAt ? (
                  <>
                    {` · ${t("fields.expectedAt")} `}
                    <Freshness at={trip.expectedAt} now={now} />
                  </>
                ) : null}
              </p>
              {move ? <TripMove id={trip.id} version={trip.version} move={move} /> : null}
              {state === "departed" ? (
                <details className="mt-2">
                  <summary className="min-h-11 cursor-pointer py-2 text-accent-ink">{t("position.title")}</summary>
                  <PositionForm id={trip.id} />
                </details>
              ) : null}
            </li>
          );
        })}
      </ul>
      {done.length > 0 ? (
        <Section title={t("trips.done")} className="mt-8">
          <ul className="grid gap-2">
            {done.map((trip) => (
              <li key={trip.id} className="flex flex-wrap items-center gap-3">
                <Link href={`/operation/shipments/${trip.id}`} className="text-accent-ink underline underline-offset-2">
                  {trip.number}
                </Link>
                {nameIn(trip.toSite, locale)}
                <StateChip kind={SHIPMENT_STATE_KIND[trip.state as ShipmentState]}>
                  {t(`states.${trip.state as ShipmentState}`)}
                </StateChip>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </div>
  );
}
