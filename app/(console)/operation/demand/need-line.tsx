"use client";

import { Minus, Plus, Trash2 } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Button, IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import type { GoodsChoice } from "@/lib/operation/demand/queries/choices";
import { nameIn } from "@/lib/platform/i18n/names";

/** One line while it is being written. */
export interface NeedDraft {
  goods: GoodsChoice;
  quantity: number | null;
  unknown: boolean;
  estimate: number | null;
  basis: string;
}

/** The line as the command takes it. */
export const needInput = (line: NeedDraft) =>
  line.unknown
    ? {
        goodsId: line.goods.id,
        quantityUnknown: true,
        ...(line.estimate === null ? {} : { quantityEstimate: line.estimate, quantityBasis: line.basis }),
      }
    : { goodsId: line.goods.id, ...(line.quantity === null ? {} : { quantity: line.quantity }) };

const STEPS = [10, 100, 1000] as const;

/** How much of one kind of goods: minus, number, plus, larger steps; or unknown, with an estimate and what it rests on. */
export function NeedLine({
  line,
  index,
  errorOf,
  onChange,
  onRemove,
}: {
  line: NeedDraft;
  index: number;
  errorOf: (path: string) => string | undefined;
  onChange: (line: NeedDraft) => void;
  onRemove: () => void;
}) {
  const t = useTranslations("demand.form");
  const f = useTranslations("demand.fields");
  const locale = useLocale();
  const name = nameIn(line.goods, locale);
  const step = (by: number) => onChange({ ...line, quantity: Math.max(0, (line.quantity ?? 0) + by) || null });
  return (
    <li className="grid gap-2 rounded-lg border border-line bg-surface p-3">
      <div className="flex items-start gap-2">
        <p className="min-w-0 grow font-medium">
          {name}
          {line.goods.standard ? (
            <span className="ms-2 text-sm font-normal text-ink-3">{line.goods.standard}</span>
          ) : null}
        </p>
        <IconButton label={t("remove", { goods: name })} icon={<Trash2 aria-hidden />} onClick={onRemove} />
      </div>
      {line.unknown ? (
        <div className="grid gap-2 sm:grid-cols-[10rem_1fr]">
          <Field
            label={t("estimate")}
            name={`lines.${index}.quantityEstimate`}
            error={errorOf(`lines.${index}.quantityEstimate`)}
          >
            <NumberInput
              unit={line.goods.unit}
              value={line.estimate}
              onValue={(estimate) => onChange({ ...line, estimate: estimate ?? null })}
            />
          </Field>
          <Field
            label={t("basis")}
            name={`lines.${index}.quantityBasis`}
            error={errorOf(`lines.${index}.quantityBasis`)}
          >
            <Input
              value={line.basis}
              maxLength={200}
              placeholder={t("basisPlaceholder")}
              onChange={(event) => onChange({ ...line, basis: event.target.value })}
            />
          </Field>
        </div>
      ) : (
        <Field
          label={`${name} · ${f("quantity")}`}
          labelHidden
          name={`lines.${index}.quantity`}
          error={errorOf(`lines.${index}.quantity`) ?? errorOf(`lines.${index}.goodsId`)}
        >
          <div className="flex flex-wrap items-center gap-2">
            <IconButton
              label={t("less", { count: 1 })}
              icon={<Minus aria-hidden />}
              disabled={!line.quantity}
              onClick={() => step(-1)}
            />
            <NumberInput
              className="w-36"
              unit={line.goods.unit}
              value={line.quantity}
              onValue={(quantity) => onChange({ ...line, quantity: quantity ?? null })}
            />
            <IconButton label={t("add", { count: 1 })} icon={<Plus aria-hidden />} onClick={() => step(1)} />
            {STEPS.map((by) => (
              <Button key={by} size="sm" aria-label={t("add", { count: by })} onClick={() => step(by)}>
                +{by.toLocaleString(locale)}
              </Button>
            ))}
          </div>
        </Field>
      )}
      <div>
        <Button size="sm" variant="quiet" onClick={() => onChange({ ...line, unknown: !line.unknown })}>
          {t(line.unknown ? "known" : "unknown")}
        </Button>
      </div>
    </li>
  );
}
