import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { issuesOfLots } from "@/lib/operation/distribution/handover/queries";
import { getShipment } from "@/lib/operation/transport/shipment/queries";
import { can } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { NotFound } from "@/lib/platform/errors";
import { nameIn } from "@/lib/platform/i18n/names";
import { AmendForm } from "./amend-form";

type Params = Promise<{ id: string }>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("distribution.handover"))("amend.title") };
}

export default async function AmendPage({ params }: { params: Params }) {
  const [actor, { id }, t, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("distribution.handover"),
    getLocale(),
  ]);
  const shipment = await getShipment(actor, id);
  if (
    shipment.state !== "accepted" ||
    !can(actor, "stock.reverse", { areaCode: shipment.fromAreaCode, siteId: shipment.fromSiteId })
  )
    throw new NotFound({ key: "errors.notAllowed" });
  const past = shipment.transfer.recordedAfterwards;
  const others = past
    ? await issuesOfLots(
        actor,
        shipment.lines.map((line) => line.lot.id),
        id,
      )
    : [];
  const lineOf = (line: {
    id: string;
    goods: { nameZh: string; nameEn: string };
    lot: { number: string };
    unit: string;
    accepted: bigint | null;
  }) => ({
    id: line.id,
    goods: nameIn(line.goods, locale),
    lot: line.lot.number,
    unit: line.unit,
    accepted: String(line.accepted ?? 0n),
  });
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader
        title={t("amend.title")}
        trail={[{ label: shipment.number, href: `/operation/shipments/${id}` }]}
        lead={t("amend.lead")}
      />
      <AmendForm
        then={`/operation/shipments/${id}`}
        reclassifiable={past ? shipment.lines.map((line) => ({ lotId: line.lot.id, label: line.lot.number })) : []}
        issues={[
          {
            shipmentId: id,
            version: shipment.version,
            title: `${shipment.number} · ${nameIn(shipment.toSite, locale)}`,
            lines: shipment.lines.map(lineOf),
          },
          ...others.map((other) => ({
            shipmentId: other.id,
            version: other.version,
            title: `${other.number} · ${nameIn(other.toSite, locale)}`,
            lines: other.lines.map(lineOf),
          })),
        ]}
      />
    </div>
  );
}
