import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
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
import { code128 } from "@/lib/operation/transport/barcode";
import { pickingOf } from "@/lib/operation/transport/transfer/queries";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { PrintButton } from "../../../shipments/print-button";
import { dayText } from "../../presentation";

type Params = Promise<{ id: string }>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transport.transfer"))("pick.list") };
}

export default async function PickListPage({ params }: { params: Params }) {
  const [actor, { id }, t, b, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("transport.transfer"),
    getTranslations("transport.waybill"),
    getLocale(),
  ]);
  const [{ transfer, lines }, { now }] = await Promise.all([pickingOf(actor, id), businessClock(actor)]);
  const amount = (quantity: bigint, unit: string) =>
    `${Number(quantity).toLocaleString(locale)} ${bothUnits(unit, quantity)}`;
  const rows = lines.flatMap((line) => {
    const lots = line.lots.filter((lot) => lot.promised > 0n);
    const goods = bothNames(line.goods);
    return lots.length > 0
      ? lots.map((lot) => ({
          key: `${line.id}${lot.lotId}${lot.placeId}`,
          cells: [goods, lot.lot, lot.zone || "—", dayText(lot.expiresOn), amount(lot.promised, line.unit), ""],
        }))
      : [
          {
            key: line.id,
            cells: [goods, "未占用 not reserved", "—", "—", amount(line.left, line.unit), ""],
          },
        ];
  });
  return (
    <>
      <div className="no-print">
        <PageHeader
          title={t("pick.list")}
          trail={[{ label: transfer.number, href: `/operation/transfers/${id}` }]}
          actions={<PrintButton label={t("pick.print")} />}
        />
      </div>
      <PrintSheet label={t("pick.list")}>
        <SheetHead
          title="拣货单"
          subtitle="Pick list"
          number={transfer.number}
          codes={[{ key: "number", src: code128(transfer.number), text: transfer.number }]}
        />
        <SheetFacts
          facts={[
            { key: "from", term: b("consignor"), value: bothNames(transfer.fromSite) },
            { key: "to", term: b("consignee"), value: bothNames(transfer.toSite) },
            {
              key: "printed",
              term: b("printed"),
              value: absoluteText(now),
            },
            { key: "note", term: "说明 Note", value: transfer.note },
          ]}
        />
        <SheetTable
          label={t("pick.list")}
          columns={[
            { key: "goods", header: b("goods") },
            { key: "lot", header: b("lot") },
            { key: "shelf", header: "货位 Shelf" },
            { key: "expires", header: b("expires") },
            { key: "quantity", header: b("quantity"), numeric: true },
            { key: "picked", header: "实拣 Picked", numeric: true },
          ]}
          rows={rows}
        />
        <SignatureBoxes
          parties={[
            { key: "picker", label: "拣货 Picker" },
            { key: "check", label: "复核 Checker" },
          ]}
        />
      </PrintSheet>
    </>
  );
}
