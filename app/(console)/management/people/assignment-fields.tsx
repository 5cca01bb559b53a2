import { getTranslations } from "next-intl/server";
import { FormField } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Select } from "@/components/ui/select";
import { ROLES } from "@/lib/management/people/schema";
import { searchAreasAction, searchSitesAction } from "@/lib/platform/places/actions";

/** The fields of an assignment: role, area, and the site for roles that work at one. */
export async function AssignmentFields({ area }: { area: { value: string; label: string } }) {
  const [t, r] = await Promise.all([getTranslations("people"), getTranslations("roles")]);
  return (
    <>
      <FormField name="role" label={t("fields.role")} required>
        <Select name="role" placeholder="—" options={ROLES.map((value) => ({ value, label: r(value) }))} />
      </FormField>
      <FormField name="areaCode" label={t("fields.area")} required>
        <Combobox name="areaCode" search={searchAreasAction} defaultOption={area} />
      </FormField>
      <FormField name="siteId" label={t("fields.site")} hint={t("siteHint")}>
        <Combobox name="siteId" search={searchSitesAction} />
      </FormField>
    </>
  );
}
