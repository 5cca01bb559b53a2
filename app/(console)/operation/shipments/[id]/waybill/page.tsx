import { Written } from "@/components/ui/written";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { getFormatter, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { absoluteText } from "@/components/ui/time-text";
import {
  bothNames,
  bothUnits,
  PrintSheet,
  SheetFacts,
  SheetHead,
  SheetTable,
  SignatureBoxes,
} from "@/components/workflow/waybill";
import { code128, gs1Carton, qrCode } from "@/lib/operation/transport/barcode";
import { getShipment } from "@/lib/operation/transport/shipment/queries";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { NotFound } from "@/lib/platform/errors";
import { dayText } from "../../../transfers/presentation";
import { PrintButton } from "../../print-button";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: (await getShipment(await requireActor(), (await params).id)).number };
}

export default async function WaybillPage({ params }: { params: Params }) {
  const [actor, { id }, t, s, format, head] = await Promise.all([
    requireActor(),
    params,
    getTranslations("transport.waybill"),
    getTranslations("transport.shipment"),
    getFormatter(),
    headers(),
  ]);
  const [shipment, { now }] = await Promise.all([getShipment(actor, id), businessClock(actor)]);
  if (shipment.blind) throw new NotFound({ key: "errors.notAllowed" });
  const when = (at: Date | null) => (at ? absoluteText(at) : "");
  const host = head.get("host") ?? "";
  const protocol = head.get("x-forwarded-proto") ?? "http";
  const cartonsOf = (lineId: string) =>
    shipment.cartons.filter((carton) => carton.contents.some((content) => content.lineId === lineId)).length;
  return (
    <>
      <div className="no-print">
        <PageHeader
          title={shipment.number}
          trail={[{ label: s("title"), href: `/operation/shipments/${id}` }]}
          actions={<PrintButton label={t("open")} />}
        />
      </div>
      <PrintSheet label={`${t("title")} ${shipment.number}`}>
        <SheetHead
          title={t("title")}
          subtitle={t("titleOther")}
          number={shipment.number}
          codes={[
            { key: "number", src: code128(shipment.number), text: shipment.number },
            {
              key: "qr",
              src: qrCode(`${protocol}://${host}/operation/shipments/${id}`),
              text: shipment.number,
              square: true,
            },
          ]}
        />
        <SheetFacts
          facts={[
            { key: "from", term: t("consignor"), value: bothNames(shipment.fromSite) },
            { key: "to", term: t("consignee"), value: bothNames(shipment.toSite) },
            { key: "transfer", term: t("transfer"), value: shipment.transfer.number },
            { key: "incident", term: t("incident"), value: shipment.incident ? bothNames(shipment.incident) : "" },
            { key: "vehicle", term: t("vehicle"), value: shipment.vehicle?.plate ?? "" },
            { key: "driver", term: t("driver"), value: shipment.driver ? bothNames(shipment.driver) : "" },
            { key: "seal", term: t("seal"), value: shipment.sealNumber ?? "" },
            { key: "departed", term: t("departed"), value: when(shipment.departedAt) },
          ]}
        />
        <SheetTable
          label={t("goods")}
          columns={[
            { key: "goods", header: t("goods") },
            { key: "lot", header: t("lot") },
            { key: "expires", header: t("expires") },
            { key: "quantity", header: t("quantity"), numeric: true },
            { key: "unit", header: t("unit") },
            { key: "cartons", header: t("cartons"), numeric: true },
            { key: "received", header: t("received"), numeric: true },
          ]}
          rows={shipment.lines.map((line) => ({
            key: line.id,
            cells: [
              bothNames(line.goods),
              line.lot.number,
              <span key="expires" className="whitespace-nowrap">
                {dayText(line.lot.expiresOn)}
              </span>,
              line.quantity === null ? "" : format.number(line.quantity),
              bothUnits(line.unit, line.quantity),
              cartonsOf(line.id) || "",
              line.accepted === null ? "" : format.number(line.accepted),
            ],
          }))}
        />
        <SignatureBoxes
          parties={[
            { key: "shipper", label: t("shipper") },
            { key: "carrier", label: t("carrier") },
            { key: "receiver", label: t("receiver") },
          ]}
        />
        <p className="mt-3 text-sm">
          <Written>{t("printed")}</Written> {when(now)}
          {shipment.cartons.some((carton) => carton.simulated) ? ` · ${t("simulated")}` : ""}
        </p>
      </PrintSheet>
      {shipment.cartons.length > 0 ? (
        <PrintSheet label={t("labels")}>
          <h2 className="mb-3 text-xl font-bold">{t("labels")}</h2>
          <div className="grid grid-cols-2 gap-3">
            {shipment.cartons.map((carton) => (
              <div key={carton.id} className="keep-together border border-line-strong p-3">
                <p className="text-sm">
                  {shipment.number} → {shipment.toSite.name}
                </p>
                {/* biome-ignore lint/performance/noImgElement: a data URI needs no loader */}
                <img src={gs1Carton(carton.sscc)} alt={`SSCC ${carton.sscc}`} className="my-2 h-[16mm] w-full" />
                <p className="text-center tabular-nums">(00) {carton.sscc}</p>
                {carton.contents.map((content) => {
                  const line = shipment.lines.find((each) => each.id === content.lineId);
                  return line ? (
                    <p key={content.lineId} className="text-sm">
                      {line.goods.nameZh} / {line.goods.nameEn} · {line.lot.number} · {format.number(content.quantity)}{" "}
                      {line.unit}
                    </p>
                  ) : null;
                })}
              </div>
            ))}
          </div>
        </PrintSheet>
      ) : null}
    </>
  );
}
