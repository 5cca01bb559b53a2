import { useLocale, useTranslations } from "next-intl";
import { FormField } from "@/components/form/action-form";
import { DateInput } from "@/components/ui/date-input";
import { Select } from "@/components/ui/select";
import { nameIn } from "@/lib/platform/i18n/names";

/** Vehicle, driver and times of a shipment, as fields of a form. */
export function CrewFields({
  crew,
  chosen = {},
}: {
  crew: {
    vehicles: { id: string; plate: string }[];
    drivers: { id: string; name: string; nameEn: string | null }[];
  };
  chosen?: { vehicleId?: string | null; driverId?: string | null; plannedAt?: string; expectedAt?: string };
}) {
  const t = useTranslations("transport.shipment");
  const locale = useLocale();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormField name="vehicleId" label={t("fields.vehicle")}>
        <Select
          name="vehicleId"
          defaultValue={chosen.vehicleId ?? ""}
          placeholder={t("assign.none")}
          options={crew.vehicles.map((vehicle) => ({ value: vehicle.id, label: vehicle.plate }))}
        />
      </FormField>
      <FormField name="driverId" label={t("fields.driver")}>
        <Select
          name="driverId"
          defaultValue={chosen.driverId ?? ""}
          placeholder={t("assign.none")}
          options={crew.drivers.map((driver) => ({ value: driver.id, label: nameIn(driver, locale) }))}
        />
      </FormField>
      <FormField name="plannedAt" label={t("fields.plannedAt")}>
        <DateInput name="plannedAt" withTime defaultValue={chosen.plannedAt} />
      </FormField>
      <FormField name="expectedAt" label={t("fields.expectedAt")}>
        <DateInput name="expectedAt" withTime defaultValue={chosen.expectedAt} />
      </FormField>
    </div>
  );
}
