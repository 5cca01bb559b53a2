"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { ActionForm, FormField, useFieldError } from "@/components/form/action-form";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { DateInput } from "@/components/ui/date-input";
import { Input, Textarea } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { Select } from "@/components/ui/select";
import { LineItems } from "@/components/workflow/line-items";
import { announceDeliveryAction, searchSendersAction } from "@/lib/operation/procurement/actions";
import { type GoodsWithUnits, goodsSearch, unitsOf } from "./goods-units";

/** A line being announced; of a purchase order, or free. */
export interface AnnouncedLineDraft {
  goods: GoodsWithUnits | null;
  orderLineId?: string;
  quantity: number | null;
}

function LineError({ name }: { name: string }) {
  const error = useFieldError(name);
  return error ? <p className="text-sm text-trouble-ink">{error}</p> : null;
}

/** Announces a donation, or an arrival against a purchase order: who, where, and lines whose quantity may still be unknown. */
export function AnnounceForm({
  order,
  sites,
  incidents,
  packaging,
  lines,
}: {
  /** The order it belongs to: party and site are its own. */
  order: {
    id: string;
    number: string;
    party: ComboboxOption;
    siteId: string;
    site: string;
    incidentId: string | null;
  } | null;
  sites: { value: string; label: string }[];
  incidents: { value: string; label: string }[];
  packaging: string[];
  lines: AnnouncedLineDraft[];
}) {
  const t = useTranslations("procurement");
  const locale = useLocale();
  const goods = useMemo(() => goodsSearch(locale), [locale]);
  return (
    <ActionForm
      action={announceDeliveryAction}
      fixed={
        order
          ? {
              kind: "purchase",
              orderId: order.id,
              partyId: order.party.value,
              siteId: order.siteId,
              ...(order.incidentId ? { incidentId: order.incidentId } : {}),
            }
          : { kind: "donation" }
      }
      submit={t("deliveries.create")}
      then="/operation/deliveries/{id}"
      labels={{ partyId: t("fields.party"), siteId: t("fields.site"), lines: t("fields.lines") }}
      className="grid max-w-5xl gap-5"
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {order ? (
          <p className="sm:col-span-2">
            {order.number} · {order.party.label} · {order.site}
          </p>
        ) : (
          <>
            <FormField name="partyId" label={t("fields.party")} required>
              <Combobox name="partyId" search={searchSendersAction} />
            </FormField>
            <FormField name="siteId" label={t("fields.site")} required>
              <Select name="siteId" defaultValue={sites.length === 1 ? sites[0]?.value : ""} options={sites} />
            </FormField>
            <FormField name="incidentId" label={t("fields.incident")}>
              <Select
                name="incidentId"
                defaultValue={incidents.length === 1 ? incidents[0]?.value : ""}
                placeholder="—"
                options={incidents}
              />
            </FormField>
          </>
        )}
        <FormField name="announcedOn" label={t("fields.announcedOn")}>
          <DateInput name="announcedOn" />
        </FormField>
      </div>
      <LineItems<AnnouncedLineDraft>
        label={t("fields.lines")}
        columns={[
          { key: "goods", header: t("fields.goods"), width: "36%" },
          { key: "quantity", header: t("fields.quantity"), numeric: true },
          { key: "unit", header: t("fields.unit"), width: "16%" },
          { key: "spec", header: t("fields.spec") },
          { key: "expires", header: t("fields.expiresOn") },
        ]}
        initial={lines}
        blank={() => ({ goods: null, quantity: null })}
        cells={(line, index, change) => [
          <div key="goods">
            <Combobox
              name={`lines.${index}.goodsId`}
              aria-label={t("fields.goods")}
              search={goods.search}
              defaultOption={line.goods ? { value: line.goods.id, label: line.goods.name } : null}
              onOption={(option) =>
                change({
                  ...line,
                  orderLineId: undefined,
                  goods: option ? (goods.known.get(option.value) ?? line.goods) : null,
                })
              }
            />
            {line.orderLineId ? (
              <input type="hidden" name={`lines.${index}.orderLineId`} value={line.orderLineId} />
            ) : null}
            <LineError name={`lines.${index}.goodsId`} />
          </div>,
          <div key="quantity">
            <NumberInput
              name={`lines.${index}.announced`}
              aria-label={t("fields.quantity")}
              defaultValue={line.quantity}
            />
            <LineError name={`lines.${index}.announced`} />
          </div>,
          <div key={`unit-${line.goods?.id ?? ""}`}>
            <Select
              name={`lines.${index}.unit`}
              aria-label={t("fields.unit")}
              placeholder={line.goods ? false : undefined}
              defaultValue={line.goods?.baseUnit ?? ""}
              options={unitsOf(line.goods, packaging, locale)}
            />
            <LineError name={`lines.${index}.unit`} />
          </div>,
          <Input key="spec" name={`lines.${index}.spec`} aria-label={t("fields.spec")} maxLength={200} />,
          <DateInput key="expires" name={`lines.${index}.expiresOn`} aria-label={t("fields.expiresOn")} />,
        ]}
      />
      <FormField name="note" label={t("fields.note")}>
        <Textarea name="note" rows={2} maxLength={2000} />
      </FormField>
    </ActionForm>
  );
}
