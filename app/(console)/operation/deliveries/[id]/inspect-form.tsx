"use client";

import { Plus, Trash2 } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Button, IconButton } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { Select } from "@/components/ui/select";
import { unitText } from "@/components/ui/unit-text";
import { inspectDeliveryAction } from "@/lib/operation/procurement/actions";
import { DISPOSITIONS, LOT_CONDITIONS } from "@/lib/operation/procurement/schema/delivery";

/** A counted line, plain data. */
export interface InspectableLine {
  id: string;
  goods: string;
  unit: string;
  counted: number;
  lot: string;
}

interface Part {
  key: number;
  quantity: number | null;
  disposition: string;
}

/** One line's parts; starts with all of it accepted, which is the usual outcome. */
function LineParts({ line, index }: { line: InspectableLine; index: number }) {
  const t = useTranslations("procurement");
  const locale = useLocale();
  const [parts, setParts] = useState<Part[]>([{ key: 0, quantity: line.counted, disposition: "accept" }]);
  const placed = parts.reduce((sum, part) => sum + (part.quantity ?? 0), 0);
  const left = line.counted - placed;
  const change = (key: number, next: Partial<Part>) =>
    setParts((before) => before.map((part) => (part.key === key ? { ...part, ...next } : part)));
  return (
    <fieldset className="grid min-w-0 content-start gap-3 rounded-lg border border-line p-3">
      <legend className="px-1 font-medium">
        {line.goods}{" "}
        <span className="font-normal text-ink-2 tabular-nums">
          {line.counted.toLocaleString(locale)} {unitText(line.unit, locale, line.counted)}
        </span>
      </legend>
      <input type="hidden" name={`lines.${index}.lineId`} value={line.id} />
      {parts.map((part, at) => (
        <div
          key={part.key}
          className="grid gap-2 border-b border-line pb-3 last:border-0 sm:grid-cols-[8rem_1fr_1fr_auto]"
        >
          <FormField name={`lines.${index}.splits.${at}.quantity`} label={t("fields.quantity")}>
            <NumberInput
              name={`lines.${index}.splits.${at}.quantity`}
              unit={line.unit}
              value={part.quantity}
              onValue={(quantity) => change(part.key, { quantity: quantity ?? null })}
            />
          </FormField>
          <FormField name={`lines.${index}.splits.${at}.disposition`} label={t("fields.disposition")}>
            <Select
              name={`lines.${index}.splits.${at}.disposition`}
              placeholder={false}
              value={part.disposition}
              onChange={(event) => change(part.key, { disposition: event.target.value })}
              options={DISPOSITIONS.map((value) => ({ value, label: t(`dispositions.${value}`) }))}
            />
          </FormField>
          <FormField name={`lines.${index}.splits.${at}.condition`} label={t("fields.condition")}>
            <Select
              key={part.disposition === "accept" ? "good" : "any"}
              name={`lines.${index}.splits.${at}.condition`}
              placeholder={false}
              defaultValue={part.disposition === "accept" ? "good" : "damaged"}
              options={LOT_CONDITIONS.filter((value) => part.disposition !== "accept" || value === "good").map(
                (value) => ({ value, label: t(`conditions.${value}`) }),
              )}
            />
          </FormField>
          {parts.length > 1 ? (
            <div className="self-end">
              <IconButton
                label={t("deliveries.removeSplit")}
                icon={<Trash2 aria-hidden />}
                onClick={() => setParts((before) => before.filter((other) => other.key !== part.key))}
              />
            </div>
          ) : null}
          {part.disposition === "accept" ? null : (
            <FormField
              name={`lines.${index}.splits.${at}.reason`}
              label={t("fields.reason")}
              required
              className="sm:col-span-4"
            >
              <Input name={`lines.${index}.splits.${at}.reason`} maxLength={200} />
            </FormField>
          )}
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          icon={<Plus aria-hidden />}
          onClick={() =>
            setParts((before) => [
              ...before,
              {
                key: Math.max(...before.map((part) => part.key)) + 1,
                quantity: left > 0 ? left : null,
                disposition: "quarantine",
              },
            ])
          }
        >
          {t("deliveries.addSplit")}
        </Button>
        <span aria-live="polite">
          {left === 0 ? (
            <Chip tone="accent">{t("deliveries.allIn")}</Chip>
          ) : (
            <Chip tone="trouble">
              {left > 0
                ? t("deliveries.left", { left, unit: unitText(line.unit, locale, left) })
                : t("deliveries.over", { over: -left, unit: unitText(line.unit, locale, left) })}
            </Chip>
          )}
        </span>
      </div>
    </fieldset>
  );
}

/** Inspects a counted delivery: every unit of every line gets a condition and a disposition. */
export function InspectForm({ id, version, lines }: { id: string; version: number; lines: InspectableLine[] }) {
  const t = useTranslations("procurement");
  return (
    <ActionForm
      action={inspectDeliveryAction}
      fixed={{ id, version, ...(lines.length === 0 ? { lines: [] } : {}) }}
      submit={t("deliveries.inspectSubmit")}
      done={t("deliveries.inspectDone")}
    >
      <p className="text-ink-2">{t("deliveries.inspectLead")}</p>
      <div className="grid gap-3 xl:grid-cols-2">
        {lines.map((line, index) => (
          <LineParts key={line.id} line={line} index={index} />
        ))}
      </div>
    </ActionForm>
  );
}
