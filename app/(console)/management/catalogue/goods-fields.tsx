import { getLocale, getTranslations } from "next-intl/server";
import { FormField } from "@/components/form/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { Select } from "@/components/ui/select";
import { listCategories } from "@/lib/operation/catalogue/queries";
import { STORAGE_CLASSES } from "@/lib/operation/catalogue/schema";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { nameIn } from "@/lib/platform/i18n/names";

/** What a form of goods starts from. */
export interface GoodsDefaults {
  nameZh?: string;
  nameEn?: string;
  categoryCode?: string;
  standard?: string | null;
  storageClass?: string;
  shelfLifeDays?: number | null;
  weightG?: number | null;
  volumeCm3?: number | null;
  packBreaking?: boolean;
}

/** The fields both forms of goods share. */
export async function GoodsFields({ goods = { packBreaking: true } }: { goods?: GoodsDefaults }) {
  const [actor, t, locale] = await Promise.all([requireActor(), getTranslations("catalogue"), getLocale()]);
  const categories = await listCategories(actor);
  return (
    <>
      <FormField name="nameZh" label={t("fields.nameZh")} required>
        <Input name="nameZh" maxLength={100} defaultValue={goods.nameZh} />
      </FormField>
      <FormField name="nameEn" label={t("fields.nameEn")} required>
        <Input name="nameEn" maxLength={150} defaultValue={goods.nameEn} />
      </FormField>
      <FormField name="categoryCode" label={t("fields.category")} required>
        <Select
          name="categoryCode"
          placeholder="—"
          defaultValue={goods.categoryCode ?? ""}
          options={categories.map((one) => ({ value: one.code, label: nameIn(one, locale) }))}
        />
      </FormField>
      <FormField name="standard" label={t("fields.standard")}>
        <Input name="standard" maxLength={80} placeholder="GB 19083-2010" defaultValue={goods.standard ?? undefined} />
      </FormField>
      <FormField name="storageClass" label={t("fields.storageClass")}>
        <Select
          name="storageClass"
          defaultValue={goods.storageClass ?? "ambient"}
          options={STORAGE_CLASSES.map((value) => ({ value, label: t(`storage.${value}`) }))}
        />
      </FormField>
      <FormField name="shelfLifeDays" label={t("fields.shelfLifeDays")}>
        <NumberInput name="shelfLifeDays" min={1} defaultValue={goods.shelfLifeDays ?? undefined} />
      </FormField>
      <FormField name="weightG" label={t("fields.weightG")}>
        <Input name="weightG" inputMode="decimal" defaultValue={goods.weightG ?? undefined} />
      </FormField>
      <FormField name="volumeCm3" label={t("fields.volumeCm3")}>
        <Input name="volumeCm3" inputMode="decimal" defaultValue={goods.volumeCm3 ?? undefined} />
      </FormField>
      <Checkbox name="packBreaking" label={t("fields.packBreaking")} defaultChecked={goods.packBreaking} />
    </>
  );
}
