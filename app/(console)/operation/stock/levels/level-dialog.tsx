"use client";

import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { Dialog } from "@/components/ui/overlay";
import { Select } from "@/components/ui/select";
import { searchGoodsAction } from "@/lib/operation/catalogue/actions";
import { setStockLevelAction } from "@/lib/operation/storage/actions";

export interface LevelDraft {
  siteId: string;
  goodsId: string;
  name: string;
  unit: string;
  floor: number;
  minimum: number | null;
  maximum: number | null;
  dailyUse: number | null;
  version: number;
}

/** Sets the levels of one goods at one site; without `level` the two are chosen first. */
export function LevelDialog({ level, sites = [] }: { level?: LevelDraft; sites?: { value: string; label: string }[] }) {
  const t = useTranslations("storage");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title={level ? level.name : t("levelsPage.add")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button
          size={level ? "sm" : "md"}
          icon={<SlidersHorizontal aria-hidden />}
          aria-label={level ? `${t("levelsPage.edit")} ${level.name}` : undefined}
        >
          {level ? t("levelsPage.edit") : t("levelsPage.add")}
        </Button>
      }
    >
      <ActionForm
        action={setStockLevelAction}
        fixed={level ? { siteId: level.siteId, goodsId: level.goodsId, version: level.version } : { version: 0 }}
        submit={t("levelsPage.save")}
        done={t("levelsPage.saved")}
        onDone={() => setOpen(false)}
        labels={{ siteId: t("fields.site"), goodsId: t("fields.goods"), reason: t("fields.reason") }}
      >
        {level ? null : (
          <>
            <FormField name="siteId" label={t("fields.site")} required>
              <Select name="siteId" defaultValue="" options={sites} />
            </FormField>
            <FormField name="goodsId" label={t("fields.goods")} required>
              <Combobox name="goodsId" search={searchGoodsAction} />
            </FormField>
          </>
        )}
        <div className="grid gap-3 sm:grid-cols-2">
          <FormField name="floor" label={t("fields.floor")}>
            <NumberInput name="floor" unit={level?.unit} defaultValue={level?.floor ?? null} />
          </FormField>
          <FormField name="dailyUse" label={t("fields.dailyUse")} hint={t("levelsPage.dailyUseHint")}>
            <Input name="dailyUse" inputMode="decimal" maxLength={12} defaultValue={level?.dailyUse ?? ""} />
          </FormField>
          <FormField name="minimum" label={t("fields.minimum")}>
            <NumberInput name="minimum" unit={level?.unit} defaultValue={level?.minimum ?? null} />
          </FormField>
          <FormField name="maximum" label={t("fields.maximum")}>
            <NumberInput name="maximum" unit={level?.unit} defaultValue={level?.maximum ?? null} />
          </FormField>
        </div>
        <FormField name="reason" label={t("fields.reason")} required>
          <Input name="reason" maxLength={500} />
        </FormField>
      </ActionForm>
    </Dialog>
  );
}
