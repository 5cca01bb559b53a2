import { ChevronRight } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { Select } from "@/components/ui/select";
import { unitText } from "@/components/ui/unit-text";
import { searchGoodsAction } from "@/lib/operation/catalogue/actions";
import {
  createAdjustmentAction,
  putAwayAction,
  reclassifyLotAction,
  undoReclassifyAction,
} from "@/lib/operation/storage/actions";
import { recallLotAction } from "@/lib/operation/transport/recall/actions";
import type { getLot } from "@/lib/operation/storage/queries/lots";
import { ADJUSTMENT_REASONS } from "@/lib/operation/storage/schema/stock";
import { nameIn } from "@/lib/platform/i18n/names";

type Lot = Awaited<ReturnType<typeof getLot>>;

function Fold({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group rounded border border-line px-3 py-1">
      <summary className="flex min-h-9 cursor-pointer items-center gap-2 font-medium touch:min-h-11">
        <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open:rotate-90" />
        {title}
      </summary>
      <div className="grid gap-3 py-2">{children}</div>
    </details>
  );
}

/** What may be done with a lot, each folded: put away, adjust, recall, book as other goods, undo that. */
export async function LotActions({ lot }: { lot: Lot }) {
  const [t, locale] = await Promise.all([getTranslations("storage"), getLocale()]);
  const inStore = lot.balances.filter(
    (row) => row.onHand > 0n && ["dock", "quarantine", "shelf"].includes(row.place.kind),
  );
  const [first] = inStore;
  const places = inStore.map((row) => ({
    value: row.placeId,
    label: `${nameIn(row.site, locale)} · ${t(`places.${row.place.kind}`)} ${row.place.zone} (${row.onHand} ${unitText(lot.unit, locale, row.onHand)})`,
  }));
  const reason = (
    <FormField name="reason" label={t("fields.reason")} required>
      <Input name="reason" maxLength={500} />
    </FormField>
  );
  return (
    <div className="grid gap-2">
      {lot.may["stock.putAway"] && lot.condition === "good" && !lot.recalled
        ? inStore.map((row) => (
            <Fold
              key={row.placeId}
              title={`${t("lot.putAway")} · ${nameIn(row.site, locale)} ${t(`places.${row.place.kind}`)} ${row.place.zone}`}
            >
              <ActionForm
                action={putAwayAction}
                fixed={{
                  siteId: row.siteId,
                  items: [{ lotId: lot.id, fromPlaceId: row.placeId, quantity: String(row.onHand - row.reserved) }],
                }}
                submit={t("lot.putAway")}
                className="grid gap-3"
              >
                <FormField name="zone" label={t("fields.zone")}>
                  <Input name="zone" maxLength={40} />
                </FormField>
              </ActionForm>
            </Fold>
          ))
        : null}
      {lot.may["stock.adjust"] && first ? (
        <Fold title={t("lot.adjust")}>
          <p className="text-sm text-ink-2">{t("lot.adjustLead")}</p>
          <ActionForm
            action={createAdjustmentAction}
            fixed={{ lotId: lot.id }}
            submit={t("adjustments.create")}
            done={t("adjustments.done")}
            then="/operation/stock/adjustments/{id}"
            className="grid gap-3"
          >
            <FormField name="placeId" label={t("fields.place")} required>
              <Select name="placeId" placeholder={false} defaultValue={first.placeId} options={places} />
            </FormField>
            <div className="grid gap-3 sm:grid-cols-3">
              <FormField name="direction" label={t("adjustments.direction")} required>
                <Select
                  name="direction"
                  placeholder={false}
                  defaultValue="less"
                  options={[
                    { value: "less", label: t("adjustments.less") },
                    { value: "more", label: t("adjustments.more") },
                  ]}
                />
              </FormField>
              <FormField name="quantity" label={t("fields.quantity")} required>
                <NumberInput name="quantity" unit={lot.unit} min={1} />
              </FormField>
              <FormField name="reasonCode" label={t("fields.kind")} required>
                <Select
                  name="reasonCode"
                  placeholder={false}
                  defaultValue="lost"
                  options={ADJUSTMENT_REASONS.map((value) => ({ value, label: t(`adjustments.reasons.${value}`) }))}
                />
              </FormField>
            </div>
            {reason}
          </ActionForm>
        </Fold>
      ) : null}
      {lot.may["stock.recall"] ? (
        <Fold title={t(lot.recalled ? "lot.withdrawRecall" : "lot.recall")}>
          <p className="text-sm text-ink-2">{t(lot.recalled ? "lot.withdrawLead" : "lot.recallLead")}</p>
          <ActionForm
            action={recallLotAction}
            fixed={{ lotId: lot.id, version: lot.version, recalled: lot.recalled ? "no" : "yes" }}
            submit={t(lot.recalled ? "lot.withdrawRecall" : "lot.recall")}
            variant={lot.recalled ? "secondary" : "trouble"}
            done={t(lot.recalled ? "lot.withdrawDone" : "lot.recallDone")}
            className="grid gap-3"
          >
            {reason}
          </ActionForm>
        </Fold>
      ) : null}
      {lot.may["stock.reclassify"] && first ? (
        <Fold title={t("lot.reclassify")}>
          <p className="text-sm text-ink-2">{t("lot.reclassifyLead")}</p>
          <ActionForm
            action={reclassifyLotAction}
            fixed={{ lotId: lot.id }}
            submit={t("lot.reclassify")}
            done={t("lot.reclassifyDone")}
            then="/operation/stock/lots/{id}"
            className="grid gap-3"
          >
            <FormField name="toGoodsId" label={t("lot.reclassifyTo")} required>
              <Combobox name="toGoodsId" search={searchGoodsAction} />
            </FormField>
            {reason}
          </ActionForm>
        </Fold>
      ) : null}
      {lot.may["stock.reverse"] && lot.sourceKind === "reclassified" && first ? (
        <Fold title={t("lot.undo")}>
          <ActionForm
            action={undoReclassifyAction}
            fixed={{ lotId: lot.id }}
            submit={t("lot.undo")}
            variant="trouble"
            done={t("lot.undoDone")}
            then="/operation/stock/lots/{id}"
            className="grid gap-3"
          >
            {reason}
          </ActionForm>
        </Fold>
      ) : null}
    </div>
  );
}
