import type { Metadata } from "next";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { PrintSheet, SheetFacts, SheetHead, SheetTable, SignatureBoxes } from "@/components/workflow/waybill";
import { code128 } from "@/lib/operation/transport/barcode";
import { pickingOf } from "@/lib/operation/transport/transfer/queries";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { nameIn } from "@/lib/platform/i18n/names";
import { PrintButton } from "../../../shipments/print-button";
import { dayText } from "../../presentation";

type Params = Promise<{ id: string }>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transport.transfer"))("pick.list") };
}

export default async function PickListPage({ params }: { params: Params }) {
  const [actor, { id }, t, b, locale, format] = await Promise.all([
    requireActor(),
    params,
    getTranslations("transport.transfer"),
    getTranslations("transport.waybill"),
    getLocale(),
    getFormatter(),
  ]);
  const [{ transfer, lines }, { now }] = await Promise.all([pickingOf(actor, id), businessClock(actor)]);
  const rows = lines.flatMap((line) => {
    const lots = line.lots.filter((lot) => lot.promised > 0n);
    const goods = `${line.goods.nameZh} / ${line.goods.nameEn}`;
    return lots.length > 0
      ? lots.map((lot) => ({
          key: `${line.id}${lot.lotId}${lot.placeId}`,
          cells: [
            goods,
            lot.lot,
            lot.zone || "—",
            dayText(lot.expiresOn),
            `${Number(lot.promised).toLocaleString(locale)} ${line.unit}`,
            "",
          ],
        }))
      : [
          {
            key: line.id,
            cells: [
              goods,
              "未占用 not reserved",
              "—",
              "—",
              `${Number(line.left).toLocaleString(locale)} ${line.unit}`,
              "",
            ],
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
            { key: "from", term: b("consignor"), value: nameIn(transfer.fromSite, "zh-CN") },
            { key: "to", term: b("consignee"), value: nameIn(transfer.toSite, "zh-CN") },
            {
              key: "printed",
              term: b("printed"),
              value: format.dateTime(now, { dateStyle: "medium", timeStyle: "short" }),
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
