import { getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Textarea } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { setLevelAction } from "@/lib/decision/incident/actions";
import { searchAreasAction } from "@/lib/platform/places/actions";

/** Raises or lowers the response of an area, with the reason. */
export async function LevelForm({ id, defaultArea }: { id: string; defaultArea: ComboboxOption }) {
  const t = await getTranslations("incident");
  const cards = (["1", "2", "3", "4"] as const).map((value) => ({
    value: value as string,
    label: t(`levels.${value}`),
  }));
  return (
    <ActionForm
      action={setLevelAction}
      fixed={{ id }}
      submit={t("setLevel.submit")}
      done={t("setLevel.done")}
      labels={{ areaCode: t("setLevel.area"), level: t("setLevel.level"), reason: t("fields.reason") }}
      resetOnDone
    >
      <FormField name="areaCode" label={t("setLevel.area")} required>
        <Combobox name="areaCode" search={searchAreasAction} defaultOption={defaultArea} />
      </FormField>
      <FormField name="level" label={t("setLevel.level")} group required>
        <RadioCards name="level" columns={3} cards={[...cards, { value: "0", label: t("setLevel.end") }]} />
      </FormField>
      <FormField name="reason" label={t("fields.reason")} required>
        <Textarea name="reason" rows={3} maxLength={2000} />
      </FormField>
    </ActionForm>
  );
}
