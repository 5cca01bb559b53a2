import { getTranslations } from "next-intl/server";
import { FormField } from "@/components/form/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { PARTY_KINDS } from "@/lib/operation/procurement/schema/party";
import { searchAreasAction } from "@/lib/platform/places/actions";

/** The fields of a supplier, donor or carrier. */
export async function PartyFields({
  party,
  area,
}: {
  party?: { kind: string; name: string; dailyCapacity: string | null; source: string; note: string; active: boolean };
  area: ComboboxOption | null;
}) {
  const t = await getTranslations("procurement");
  return (
    <>
      <FormField name="kind" label={t("fields.kind")} required>
        <Select
          name="kind"
          placeholder={false}
          defaultValue={party?.kind ?? "donor"}
          options={PARTY_KINDS.map((kind) => ({ value: kind, label: t(`parties.kinds.${kind}`) }))}
        />
      </FormField>
      <FormField name="name" label={t("fields.name")} hint={t("parties.lead")} required>
        <Input name="name" maxLength={200} defaultValue={party?.name} />
      </FormField>
      <FormField name="areaCode" label={t("fields.area")} required>
        <Combobox name="areaCode" search={searchAreasAction} defaultOption={area} />
      </FormField>
      <FormField name="dailyCapacity" label={t("fields.capacity")}>
        <Input name="dailyCapacity" maxLength={200} defaultValue={party?.dailyCapacity ?? ""} />
      </FormField>
      <FormField name="source" label={t("fields.source")}>
        <Input name="source" maxLength={500} defaultValue={party?.source} />
      </FormField>
      <FormField name="note" label={t("fields.note")}>
        <Textarea name="note" rows={2} maxLength={2000} defaultValue={party?.note} />
      </FormField>
      {party ? <Checkbox name="active" value="on" label={t("fields.active")} defaultChecked={party.active} /> : null}
    </>
  );
}
