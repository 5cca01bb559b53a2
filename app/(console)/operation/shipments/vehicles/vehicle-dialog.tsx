"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/overlay";
import { Select } from "@/components/ui/select";
import { editVehicleAction } from "@/lib/operation/transport/shipment/actions";
import { type VehicleDraft, VehicleFields } from "./vehicle-fields";

/** Changes a vehicle, or takes it out of service and back. */
export function VehicleDialog({ vehicle }: { vehicle: VehicleDraft }) {
  const t = useTranslations("transport.vehicle");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title={t("editTitle", { plate: vehicle.plate })}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" icon={<Pencil aria-hidden />} aria-label={t("editTitle", { plate: vehicle.plate })}>
          {t("edit")}
        </Button>
      }
    >
      <ActionForm
        action={editVehicleAction}
        fixed={{ id: vehicle.id, version: vehicle.version }}
        submit={t("save")}
        done={t("saved")}
        onDone={() => setOpen(false)}
        labels={{
          areaCode: t("fields.area"),
          capacityKg: t("fields.capacityKg"),
          capacityM3: t("fields.capacityM3Unit"),
        }}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <VehicleFields vehicle={vehicle} />
          <FormField name="active" label={t("fields.active")}>
            <Select
              name="active"
              placeholder={false}
              defaultValue={vehicle.active ? "yes" : "no"}
              options={[
                { value: "yes", label: t("inService") },
                { value: "no", label: t("outOfService") },
              ]}
            />
          </FormField>
        </div>
      </ActionForm>
    </Dialog>
  );
}
