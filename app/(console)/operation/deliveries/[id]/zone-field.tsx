import { getTranslations } from "next-intl/server";
import { FormField } from "@/components/form/action-form";
import { Input } from "@/components/ui/input";

/** The shelf zone to put goods on: typed or scanned, with the site's zones offered. */
export async function ZoneField({ zones, id }: { zones: string[]; id: string }) {
  const t = await getTranslations("procurement");
  return (
    <>
      <FormField name="zone" label={t("fields.zone")} hint={t("deliveries.zoneHint")}>
        <Input name="zone" maxLength={40} list={`zones-${id}`} autoComplete="off" />
      </FormField>
      <datalist id={`zones-${id}`}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
