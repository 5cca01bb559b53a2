"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Chip } from "@/components/ui/chip";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { notify } from "@/components/ui/toast";
import { ScanInput } from "@/components/workflow/scan-input";
import { countLinesAction } from "@/lib/operation/storage/actions";

export interface LineToCount {
  id: string;
  lot: string;
  batch: string;
  goods: string;
  place: string;
  unit: string;
  expiresOn: string;
  /** What this round already has. */
  count: number | null;
}

/** Counts lines blind, for one thumb: scan a lot or tap a card, type what is there, save as often as wanted. */
export function CountLines({ id, lines, recount }: { id: string; lines: LineToCount[]; recount: boolean }) {
  const t = useTranslations("storage");
  const box = useRef<HTMLDivElement>(null);
  const done = lines.filter((line) => line.count !== null).length;
  function jump(code: string) {
    const wanted = code.toLowerCase();
    const line = lines.find(
      (own) => own.lot.toLowerCase() === wanted || (own.batch && own.batch.toLowerCase() === wanted),
    );
    if (!line) {
      notify.trouble(code);
      return;
    }
    const card = box.current?.querySelector<HTMLElement>(`[data-line="${line.id}"]`);
    card?.scrollIntoView({ block: "center" });
    card?.querySelector<HTMLInputElement>("input:not([type=hidden])")?.focus();
  }
  return (
    <ActionForm
      action={countLinesAction}
      fixed={{ id }}
      submit={t(recount ? "stocktakes.saveRecount" : "stocktakes.save")}
      done={t("stocktakes.saved")}
    >
      <p className="text-ink-2">
        {recount ? t("stocktakes.recountLead", { count: lines.length }) : t("stocktakes.blind")}{" "}
        <span className="tabular-nums">{t("stocktakes.progress", { done, all: lines.length })}</span>
      </p>
      <ScanInput label={t("stocktakes.scan")} onCode={jump} />
      <div ref={box} className="grid gap-2 sm:grid-cols-2 xl:grid-cols-3">
        {lines.map((line, index) => (
          <fieldset
            key={line.id}
            data-line={line.id}
            className="grid min-w-0 content-start gap-2 rounded-lg border border-line p-3"
          >
            <legend className="px-1 font-medium">{line.goods}</legend>
            <p className="text-sm text-ink-2">
              {line.place} · <span className="tabular-nums">{line.lot}</span>
              {line.batch ? ` · ${line.batch}` : ""}
              {line.expiresOn ? ` · ${line.expiresOn}` : ""} {line.count !== null ? <Chip tone="accent">✓</Chip> : null}
            </p>
            <input type="hidden" name={`lines.${index}.lineId`} value={line.id} />
            <FormField name={`lines.${index}.count`} label={t(recount ? "fields.recount" : "fields.counted")}>
              <NumberInput name={`lines.${index}.count`} unit={line.unit} defaultValue={line.count} />
            </FormField>
            {recount ? (
              <FormField name={`lines.${index}.reason`} label={t("fields.reason")}>
                <Input name={`lines.${index}.reason`} maxLength={500} />
              </FormField>
            ) : null}
          </fieldset>
        ))}
      </div>
    </ActionForm>
  );
}
