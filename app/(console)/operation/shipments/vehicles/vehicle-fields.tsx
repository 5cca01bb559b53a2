"use client";

import { useTranslations } from "next-intl";
import { FormField } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { Select } from "@/components/ui/select";
import { VEHICLE_KINDS } from "@/lib/operation/transport/shipment/schema";
import { searchAreasAction } from "@/lib/platform/places/actions";

/** A vehicle as its form shows it. */
export interface VehicleDraft {
  id: string;
  version: number;
  plate: string;
  kind: string;
  capacityKg: number | null;
  capacityM3: number | null;
  areaCode: string;
  area: string;
  active: boolean;
}

/** Kind, capacity and area of a vehicle, as fields of a form. */
export function VehicleFields({ vehicle }: { vehicle?: VehicleDraft }) {
  const t = useTranslations("transport.vehicle");
  return (
    <>
      <FormField name="kind" label={t("fields.kind")}>
        <Select
          name="kind"
          placeholder={false}
          defaultValue={vehicle?.kind ?? "van"}
          options={VEHICLE_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        />
      </FormField>
      <FormField name="capacityKg" label={t("fields.capacityKg")}>
        <NumberInput name="capacityKg" unit="kg" min={1} defaultValue={vehicle?.capacityKg ?? null} />
      </FormField>
      <FormField name="capacityM3" label={t("fields.capacityM3Unit")}>
        <Input name="capacityM3" inputMode="decimal" maxLength={8} defaultValue={vehicle?.capacityM3 ?? ""} />
      </FormField>
      <FormField name="areaCode" label={t("fields.area")} required>
        <Combobox
          name="areaCode"
          search={searchAreasAction}
          defaultOption={vehicle ? { value: vehicle.areaCode, label: vehicle.area } : undefined}
        />
      </FormField>
    </>
  );
}
