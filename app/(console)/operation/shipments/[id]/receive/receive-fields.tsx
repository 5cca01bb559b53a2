"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { FormField, useFieldError } from "@/components/form/action-form";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { PhotosInput } from "@/components/ui/photos-input";
import { SignaturePad } from "@/components/ui/signature-pad";
import { MAX_PHOTOS, MAX_PHOTOS_BYTES } from "@/lib/operation/distribution/handover/schema";
import { unitText } from "@/components/ui/unit-text";
import { PositionFields } from "../../position-fields";

interface Line {
  id: string;
  goods: string;
  lot: string;
  unit: string;
  /** null: the count is blind. */
  expected: number | null;
}

/** The count, line by line: good ones first; what is damaged or wrong behind a fold. */
export function CountFields({ lines }: { lines: Line[] }) {
  return lines.map((line, index) => <CountLine key={line.id} line={line} index={index} />);
}

function CountLine({ line, index }: { line: Line; index: number }) {
  const t = useTranslations("distribution.handover.count");
  const format = useFormatter();
  const locale = useLocale();
  const error = useFieldError(`lines.${index}.counted`);
  const name = (field: string) => `lines.${index}.${field}`;
  return (
    <section className="rounded-lg border border-line bg-surface px-4 py-3">
      <input type="hidden" name={name("lineId")} value={line.id} />
      <h2 className="text-lg font-semibold">{line.goods}</h2>
      <p className="mb-2 text-sm text-ink-2 tabular-nums">
        {line.lot}
        {line.expected === null
          ? null
          : ` · ${t("expected")} ${format.number(line.expected)} ${unitText(line.unit, locale, line.expected)}`}
      </p>
      <Field name={name("counted")} label={t("counted")} error={error} required>
        <NumberInput name={name("counted")} unit={line.unit} defaultValue={line.expected} />
      </Field>
      <details className="mt-2">
        <summary className="min-h-11 cursor-pointer py-2 text-accent-ink">
          {t("damaged")} / {t("wrongGoods")}
        </summary>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field name={name("damaged")} label={t("damaged")}>
            <NumberInput name={name("damaged")} unit={line.unit} defaultValue={0} />
          </Field>
          <Field name={name("wrongGoods")} label={t("wrongGoods")}>
            <NumberInput name={name("wrongGoods")} unit={line.unit} defaultValue={0} />
          </Field>
        </div>
        <Field name={name("note")} label={t("note")}>
          <Input name={name("note")} maxLength={500} />
        </Field>
      </details>
    </section>
  );
}

/** Who signs, how, with photos and the place. */
export function SignFields() {
  const t = useTranslations("distribution.handover.sign");
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField name="receiverName" label={t("receiverName")} required>
          <Input name="receiverName" maxLength={60} autoComplete="off" />
        </FormField>
        <FormField name="receiverRole" label={t("receiverRole")} hint={t("roleHint")}>
          <Input name="receiverRole" maxLength={60} autoComplete="off" />
        </FormField>
      </div>
      <FormField name="signature" label={t("signature")} group required>
        <SignaturePad name="signature" />
      </FormField>
      <FormField name="photos" label={t("photos")} hint={t("photosHint", { most: MAX_PHOTOS })} group>
        <PhotosInput name="photos[]" most={MAX_PHOTOS} mostBytes={MAX_PHOTOS_BYTES} />
      </FormField>
      <PositionFields label={t("position")} hint={t("positionHint")} />
      <FormField name="note" label={t("note")}>
        <Textarea name="note" rows={2} maxLength={2000} />
      </FormField>
    </>
  );
}
