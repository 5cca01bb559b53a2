"use client";

import { useTranslations } from "next-intl";
import { ActionForm, FormField, useFieldError } from "@/components/form/action-form";
import type { ServerAction } from "@/components/form/use-action";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { DateInput } from "@/components/ui/date-input";
import { Textarea } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { Select } from "@/components/ui/select";
import { LineItems } from "@/components/workflow/line-items";
import { searchGoodsAction } from "@/lib/operation/catalogue/actions";
import { searchSuppliersAction } from "@/lib/operation/procurement/actions";

/** A line of an order being written. */
export interface OrderLineDraft {
  goods: ComboboxOption | null;
  quantity: number | null;
  priceMinor: number | null;
}

export interface OrderDraft {
  supplier: ComboboxOption | null;
  siteId: string | null;
  incidentId: string | null;
  expectedOn: string;
  note: string;
  lines: OrderLineDraft[];
}

function GoodsCell({
  index,
  line,
  onGoods,
}: {
  index: number;
  line: OrderLineDraft;
  onGoods: (goods: ComboboxOption | null) => void;
}) {
  const t = useTranslations("procurement");
  const error = useFieldError(`lines.${index}.goodsId`);
  return (
    <>
      <Combobox
        name={`lines.${index}.goodsId`}
        aria-label={t("fields.goods")}
        search={searchGoodsAction}
        defaultOption={line.goods}
        onOption={onGoods}
      />
      {error ? <p className="text-sm text-trouble-ink">{error}</p> : null}
    </>
  );
}

function NumberCell({
  name,
  label,
  unit,
  value,
  decimals,
}: {
  name: string;
  label: string;
  unit?: string;
  value: number | null;
  decimals?: number;
}) {
  const error = useFieldError(name);
  return (
    <>
      <NumberInput name={name} aria-label={label} unit={unit} defaultValue={value} decimals={decimals} />
      {error ? <p className="text-sm text-trouble-ink">{error}</p> : null}
    </>
  );
}

/** A purchase order being written or changed: supplier, site, and lines in base units. */
export function OrderForm({
  draft,
  sites,
  incidents,
  action,
  fixed,
  submit,
}: {
  draft: OrderDraft;
  sites: { value: string; label: string }[];
  incidents: { value: string; label: string }[];
  action: ServerAction<{ id: string }>;
  fixed?: Record<string, unknown>;
  submit: string;
}) {
  const t = useTranslations("procurement");
  return (
    <ActionForm
      action={action}
      fixed={fixed}
      submit={submit}
      then="/operation/purchase/{id}"
      labels={{ partyId: t("fields.supplier"), siteId: t("fields.site"), lines: t("fields.lines") }}
      className="grid max-w-4xl gap-5"
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField name="partyId" label={t("fields.supplier")} required>
          <Combobox name="partyId" search={searchSuppliersAction} defaultOption={draft.supplier} />
        </FormField>
        <FormField name="siteId" label={t("fields.site")} required>
          <Select name="siteId" defaultValue={draft.siteId ?? ""} options={sites} />
        </FormField>
        <FormField name="expectedOn" label={t("fields.expectedOn")}>
          <DateInput name="expectedOn" defaultValue={draft.expectedOn} />
        </FormField>
        <FormField name="incidentId" label={t("fields.incident")}>
          <Select name="incidentId" defaultValue={draft.incidentId ?? ""} placeholder="—" options={incidents} />
        </FormField>
      </div>
      <LineItems<OrderLineDraft>
        label={t("fields.lines")}
        columns={[
          { key: "goods", header: t("fields.goods"), width: "50%" },
          { key: "quantity", header: t("fields.quantity"), numeric: true },
          { key: "price", header: t("fields.price"), numeric: true },
        ]}
        initial={draft.lines}
        blank={() => ({ goods: null, quantity: null, priceMinor: null })}
        cells={(line, index, change) => [
          <GoodsCell key="goods" index={index} line={line} onGoods={(goods) => change({ ...line, goods })} />,
          <NumberCell
            key="quantity"
            name={`lines.${index}.quantity`}
            label={t("fields.quantity")}
            unit={unitOf(line.goods)}
            value={line.quantity}
          />,
          <NumberCell
            key="price"
            name={`lines.${index}.priceMinor`}
            label={t("fields.price")}
            value={line.priceMinor}
            decimals={2}
          />,
        ]}
      />
      <FormField name="note" label={t("fields.note")}>
        <Textarea name="note" rows={2} maxLength={2000} defaultValue={draft.note} />
      </FormField>
    </ActionForm>
  );
}

/** The base unit in a goods option's hint ("GB 19083-2010 · 只 · M-01"): the part before the code. */
function unitOf(goods: ComboboxOption | null): string | undefined {
  const parts = goods?.hint?.split(" · ") ?? [];
  return parts.length >= 2 ? parts[parts.length - 2] : undefined;
}
