"use client";

import { HeartPulse, Scale, Timer } from "lucide-react";
import { useState } from "react";
import { Checkbox, Switch } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { DateInput } from "@/components/ui/date-input";
import { Field } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Input, Textarea } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { Card, Section } from "@/components/ui/page-header";
import { PhotoInput } from "@/components/ui/photo-input";
import { QuantityInput } from "@/components/ui/quantity-input";
import { RadioCards } from "@/components/ui/radio-cards";
import { Select } from "@/components/ui/select";
import { SignaturePad } from "@/components/ui/signature-pad";
import { LineItems } from "@/components/workflow/line-items";
import { ScanInput } from "@/components/workflow/scan-input";
import { PrintSheet, SheetFacts, SheetHead, SheetTable, SignatureBoxes } from "@/components/workflow/waybill";

const BARS = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path d="M0 0h2v20H0zM4 0h1v20H4zM7 0h3v20H7zM12 0h1v20h-1zM15 0h2v20h-2zM20 0h4v20h-4zM26 0h1v20h-1zM30 0h2v20h-2zM35 0h1v20h-1zM38 0h3v20h-3zM44 0h2v20h-2zM49 0h1v20h-1zM53 0h4v20h-4z"/></svg>')}`;

export function FormGallery({ zh }: { zh: boolean }) {
  const w = (chinese: string, english: string) => (zh ? chinese : english);
  const [codes, setCodes] = useState<string[]>([]);
  const piece = w("只", "pcs");
  const goods = [
    { value: "1", label: w("医用防护口罩", "Medical respirator"), hint: "GB 19083-2010" },
    { value: "2", label: w("医用外科口罩", "Surgical mask"), hint: "YY 0469-2011" },
    { value: "3", label: w("医用一次性防护服", "Protective suit"), hint: "GB 19082-2009" },
  ];
  return (
    <>
      <Section title={w("表单", "Forms")}>
        <form className="grid max-w-4xl gap-4 sm:grid-cols-2" onSubmit={(event) => event.preventDefault()}>
          <Field label={w("物资", "Goods")} name="goods" required error={w("请选择物资", "Choose the goods")}>
            <Combobox name="goods" options={goods} />
          </Field>
          <Field label={w("仓库", "Store")} name="store" hint={w("只列出您可用的仓库", "Only the stores you may use")}>
            <Select
              name="store"
              options={[
                { label: w("汉口", "Hankou"), options: [{ value: "a2", label: w("国博 A2 馆", "Expo hall A2") }] },
              ]}
            />
          </Field>
          <Field label={w("数量", "Quantity")} name="quantity">
            <NumberInput name="quantity" unit={piece} defaultValue={36_000} />
          </Field>
          <Field label={w("需要时间", "Needed by")} name="neededBy">
            <DateInput name="neededBy" withTime defaultValue="2020-01-31T08:00" />
          </Field>
          <Field label={w("需求数量", "Needed quantity")} name="needed">
            <QuantityInput
              name="needed"
              unit={piece}
              defaultValue={{ known: false, estimate: 600, basis: w("按发热门诊日耗", "daily use of the clinic") }}
            />
          </Field>
          <Field label={w("联系单位", "Contact office")} name="office">
            <Input name="office" placeholder={w("例如：设备科", "For example: equipment office")} />
          </Field>
          <Field label={w("说明", "Note")} name="note" className="sm:col-span-2">
            <Textarea name="note" maxLength={500} />
          </Field>
          <Field label={w("目标", "Objective")} name="objective" group className="sm:col-span-2">
            <RadioCards
              name="objective"
              defaultValue="life"
              cards={[
                {
                  value: "life",
                  label: w("救命优先", "Life first"),
                  hint: w("按类别依次满足，再求最省", "Classes in order, then least cost"),
                  icon: <HeartPulse aria-hidden />,
                },
                {
                  value: "fair",
                  label: w("公平", "Fair"),
                  hint: w("同类中先提高最差者", "The worst-off of a class first"),
                  icon: <Scale aria-hidden />,
                },
                {
                  value: "fast",
                  label: w("最快", "Fastest"),
                  hint: w("数量乘到达时间之和最小", "Least quantity × time"),
                  icon: <Timer aria-hidden />,
                },
              ]}
            />
          </Field>
          <Checkbox
            name="floor"
            label={w("保留保底库存", "Keep reserve floors")}
            hint={w("各库不低于规定数量", "No store goes below its floor")}
            defaultChecked
          />
          <Switch name="live" label={w("实时更新", "Live updates")} defaultChecked />
          <Field label={w("导入文件", "File to import")} name="file">
            <FileInput name="file" accept=".csv,.xlsx" maxBytes={10_000_000} />
          </Field>
          <Field label={w("到货照片", "Photo of the goods")} name="photo">
            <PhotoInput name="photo" />
          </Field>
          <Field label={w("签收人签名", "Signature of the receiver")} name="signature" group className="sm:col-span-2">
            <SignaturePad name="signature" />
          </Field>
          <div className="sm:col-span-2">
            <ScanInput onCode={(code) => setCodes([code, ...codes].slice(0, 5))} />
            <ul className="list-disc ps-6 text-sm">
              {codes.map((code) => (
                <li key={code}>{code}</li>
              ))}
            </ul>
          </div>
        </form>
      </Section>
      <Section title={w("明细行", "Lines")}>
        <LineItems
          label={w("需求明细", "Lines of the request")}
          columns={[
            { key: "goods", header: w("物资", "Goods"), width: "40%" },
            { key: "quantity", header: w("数量", "Quantity") },
          ]}
          initial={[{ goods: null }, { goods: null }]}
          blank={() => ({ goods: null })}
          cells={(_line, index) => [
            <Combobox
              key="g"
              name={`lines.${index}.goodsId`}
              options={goods}
              aria-label={`${w("物资", "Goods")} ${index + 1}`}
            />,
            <QuantityInput
              key="q"
              name={`lines.${index}.quantity`}
              unit={piece}
              label={`${w("数量", "Quantity")} ${index + 1}`}
            />,
          ]}
        />
      </Section>
      <Section title={w("运单打印", "Waybill in print")}>
        <Card className="bg-sunken!">
          <PrintSheet label={w("运单", "Waybill")}>
            <SheetHead
              title="运单（模拟）"
              subtitle="Waybill (simulated)"
              number="SH-20200130-0007"
              codes={[
                { key: "bar", src: BARS, text: "376104250021234569" },
                { key: "qr", src: BARS, text: "SH-20200130-0007", square: true },
              ]}
            />
            <SheetFacts
              facts={[
                { key: "from", term: "发货 From", value: "国博 A2 馆 Expo hall A2" },
                { key: "to", term: "收货 To", value: "武汉市第七医院 Wuhan No. 7 Hospital" },
                { key: "plate", term: "车牌 Plate", value: "模拟 鄂A·00000" },
                { key: "seal", term: "封签 Seal", value: "模拟 0001" },
              ]}
            />
            <SheetTable
              label="明细 Lines"
              columns={[
                { key: "goods", header: "物资 Goods" },
                { key: "lot", header: "批号 Lot" },
                { key: "quantity", header: "数量 Quantity", numeric: true },
              ]}
              rows={[{ key: "1", cells: ["医用防护口罩 GB 19083-2010", "L-200129-14", "16,000 只"] }]}
            />
            <SignatureBoxes
              parties={[
                { key: "from", label: "发货 Shipper" },
                { key: "driver", label: "司机 Driver" },
                { key: "to", label: "收货 Receiver" },
              ]}
            />
          </PrintSheet>
        </Card>
      </Section>
    </>
  );
}
