import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { DescriptionList } from "@/components/ui/description-list";
import { Freshness } from "@/components/ui/time";
import type { getShipment } from "@/lib/operation/transport/shipment/queries";
import { nameIn } from "@/lib/platform/i18n/names";

/** Who carries a shipment, when it left and came, and where it was last seen. */
export async function ShipmentFacts({
  shipment,
  underWay,
  now,
}: {
  shipment: Awaited<ReturnType<typeof getShipment>>;
  underWay: boolean;
  now: Date;
}) {
  const [t, locale] = await Promise.all([getTranslations("transport.shipment"), getLocale()]);
  const [last] = shipment.custodyPoints;
  return (
    <DescriptionList
      facts={[
        {
          key: "transfer",
          term: t("fields.transfer"),
          value: (
            <Link
              className="text-accent-ink underline underline-offset-2"
              href={`/operation/transfers/${shipment.transfer.id}`}
            >
              {shipment.transfer.number}
            </Link>
          ),
        },
        { key: "vehicle", term: t("fields.vehicle"), value: shipment.vehicle?.plate ?? t("assign.none") },
        {
          key: "driver",
          term: t("fields.driver"),
          value: shipment.driver ? nameIn(shipment.driver, locale) : t("assign.none"),
        },
        { key: "seal", term: t("fields.seal"), value: shipment.sealNumber ?? "—" },
        ...(
          [
            ["plannedAt", shipment.plannedAt],
            ["departedAt", shipment.departedAt],
            ["expectedAt", shipment.expectedAt],
            ["arrivedAt", shipment.arrivedAt],
          ] as const
        )
          .filter(([, at]) => at !== null)
          .map(([key, at]) => ({ key, term: t(`fields.${key}`), value: <Freshness at={at} now={now} /> })),
        ...(underWay
          ? [
              {
                key: "whereabouts",
                term: t("fields.lastKnown"),
                value: last ? (
                  <>
                    {last.placeName || `${last.lat?.toFixed(4)}, ${last.lon?.toFixed(4)}`} ·{" "}
                    <Freshness at={last.businessAt} now={now} />
                  </>
                ) : (
                  t("fields.neverKnown")
                ),
                wide: true,
              },
            ]
          : []),
        ...(shipment.note ? [{ key: "note", term: t("fields.note"), value: shipment.note, wide: true }] : []),
      ]}
    />
  );
}
