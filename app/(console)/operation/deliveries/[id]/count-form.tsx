"use client";

import { Check, Plus } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useMemo, useRef, useState } from "react";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { DateInput } from "@/components/ui/date-input";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { Select } from "@/components/ui/select";
import { notify } from "@/components/ui/toast";
import { ScanInput } from "@/components/workflow/scan-input";
import { unitText } from "@/components/ui/unit-text";
import { countDeliveryAction } from "@/lib/operation/procurement/actions";
import { type GoodsWithUnits, goodsSearch, unitsOf } from "../goods-units";

/** A line to be counted, plain data. */
export interface CountableLine {
  id: string;
  goods: string;
  unit: string;
  baseUnit: string;
  packKnown: boolean;
  announced: number | null;
  batch: string;
  producedOn: string;
  expiresOn: string;
  spec: string;
  /** Codes a scanner may read for this line. */
  codes: string[];
}

/** Counts a delivery line by line, for one thumb: a scan or a tap, a number, next. */
export function CountForm({
  id,
  version,
  lines,
  packaging,
}: {
  id: string;
  version: number;
  lines: CountableLine[];
  packaging: string[];
}) {
  const t = useTranslations("procurement");
  const locale = useLocale();
  const goods = useMemo(() => goodsSearch(locale), [locale]);
  const box = useRef<HTMLDivElement>(null);
  const [counts, setCounts] = useState<Record<string, number | null>>({});
  const [extra, setExtra] = useState<{ key: number; goods: GoodsWithUnits | null }[]>([]);

  function jump(code: string) {
    const wanted = code.toLowerCase();
    const line = lines.find((candidate) => candidate.codes.some((own) => own.toLowerCase() === wanted));
    if (!line) {
      notify.trouble(t("deliveries.scanMiss", { code }));
      return;
    }
    const card = box.current?.querySelector<HTMLElement>(`[data-line="${line.id}"]`);
    card?.scrollIntoView({ block: "center" });
    card?.querySelector<HTMLInputElement>("input:not([type=hidden])")?.focus();
  }

  return (
    <ActionForm
      action={countDeliveryAction}
      fixed={{ id, version }}
      submit={t("deliveries.countSubmit")}
      done={t("deliveries.countDone")}
    >
      <p className="text-ink-2">{t("deliveries.countLead")}</p>
      <ScanInput onCode={jump} />
      <div ref={box} className="grid gap-3 lg:grid-cols-2">
        {lines.map((line, index) => (
          <fieldset
            key={line.id}
            data-line={line.id}
            className="grid min-w-0 content-start gap-2 rounded-lg border border-line p-3"
          >
            <legend className="px-1 font-medium">
              {index + 1}. {line.goods}
            </legend>
            {line.spec ? <p className="text-sm text-ink-3">{line.spec}</p> : null}
            <input type="hidden" name={`lines.${index}.lineId`} value={line.id} />
            <FormField
              name={`lines.${index}.counted`}
              label={t("fields.counted")}
              hint={
                line.announced === null
                  ? t("comparison.notAnnounced")
                  : `${t("fields.announced")} ${line.announced.toLocaleString(locale)} ${unitText(line.unit, locale, line.announced)}`
              }
              required
            >
              <NumberInput
                name={`lines.${index}.counted`}
                unit={line.unit}
                value={counts[line.id] ?? null}
                onValue={(value) => setCounts((before) => ({ ...before, [line.id]: value ?? null }))}
              />
            </FormField>
            {line.announced !== null ? (
              <Button
                size="lg"
                icon={<Check aria-hidden />}
                onClick={() => setCounts((before) => ({ ...before, [line.id]: line.announced }))}
              >
                {t("deliveries.sameAsAnnounced")}
              </Button>
            ) : null}
            <details open={!line.packKnown || undefined}>
              <summary className="flex min-h-9 cursor-pointer items-center text-sm text-ink-2 touch:min-h-11">
                {t("deliveries.details")}
              </summary>
              <div className="grid gap-2 pb-1 sm:grid-cols-2">
                {line.packKnown ? null : (
                  <FormField
                    name={`lines.${index}.baseUnitsPerUnit`}
                    label={t("fields.packSize", {
                      unit: unitText(line.unit, locale, 1),
                      base: unitText(line.baseUnit, locale),
                    })}
                    hint={t("fields.packUnknown")}
                  >
                    <NumberInput name={`lines.${index}.baseUnitsPerUnit`} unit={line.baseUnit} min={1} />
                  </FormField>
                )}
                <FormField name={`lines.${index}.batch`} label={t("fields.batch")}>
                  <Input name={`lines.${index}.batch`} maxLength={100} defaultValue={line.batch} />
                </FormField>
                <FormField name={`lines.${index}.producedOn`} label={t("fields.producedOn")}>
                  <DateInput name={`lines.${index}.producedOn`} defaultValue={line.producedOn} />
                </FormField>
                <FormField name={`lines.${index}.expiresOn`} label={t("fields.expiresOn")}>
                  <DateInput name={`lines.${index}.expiresOn`} defaultValue={line.expiresOn} />
                </FormField>
              </div>
            </details>
          </fieldset>
        ))}
        {extra.map((line, index) => (
          <fieldset
            key={line.key}
            className="grid min-w-0 content-start gap-2 rounded-lg border border-line-strong p-3"
          >
            <legend className="px-1 font-medium">{t("deliveries.extra")}</legend>
            <FormField name={`extra.${index}.goodsId`} label={t("fields.goods")} required>
              <Combobox
                name={`extra.${index}.goodsId`}
                search={goods.search}
                onOption={(option) =>
                  setExtra((before) =>
                    before.map((other) =>
                      other.key === line.key
                        ? { ...other, goods: option ? (goods.known.get(option.value) ?? null) : null }
                        : other,
                    ),
                  )
                }
              />
            </FormField>
            <div className="grid grid-cols-2 gap-2">
              <FormField name={`extra.${index}.counted`} label={t("fields.counted")} required>
                <NumberInput name={`extra.${index}.counted`} min={1} />
              </FormField>
              <FormField name={`extra.${index}.unit`} label={t("fields.unit")} required>
                <Select
                  key={line.goods?.id ?? ""}
                  name={`extra.${index}.unit`}
                  placeholder={line.goods ? false : undefined}
                  defaultValue={line.goods?.baseUnit ?? ""}
                  options={unitsOf(line.goods, packaging, locale)}
                />
              </FormField>
            </div>
          </fieldset>
        ))}
      </div>
      <div>
        <Button
          icon={<Plus aria-hidden />}
          onClick={() => setExtra((before) => [...before, { key: before.length, goods: null }])}
        >
          {t("deliveries.addExtra")}
        </Button>
      </div>
    </ActionForm>
  );
}
