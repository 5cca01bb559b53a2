import { Truck } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Chip } from "@/components/ui/chip";
import { Combobox } from "@/components/ui/combobox";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Quantity } from "@/components/ui/quantity";
import { Select } from "@/components/ui/select";
import { addVehicleAction } from "@/lib/operation/transport/shipment/actions";
import { listVehicles } from "@/lib/operation/transport/shipment/queries";
import { VEHICLE_KINDS } from "@/lib/operation/transport/shipment/schema";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { searchAreasAction } from "@/lib/platform/places/actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transport.vehicle"))("title") };
}

export default async function VehiclesPage() {
  const [actor, t, s] = await Promise.all([
    requireActor(),
    getTranslations("transport.vehicle"),
    getTranslations("transport.shipment"),
  ]);
  const vehicles = await listVehicles(actor);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} trail={[{ label: s("title"), href: "/operation/shipments" }]} />
      <DataTable
        caption={t("title")}
        maxHeight="none"
        columns={[
          { key: "plate", header: t("fields.plate"), nowrap: true },
          { key: "kind", header: t("fields.kind") },
          { key: "kg", header: t("fields.capacityKg"), numeric: true },
          { key: "m3", header: t("fields.capacityM3"), numeric: true },
          { key: "area", header: t("fields.area") },
          { key: "onRoad", header: t("fields.onRoad") },
        ]}
        rows={vehicles.map((vehicle) => ({
          key: vehicle.id,
          label: vehicle.plate,
          cells: [
            <span key="plate">
              {vehicle.plate} {vehicle.simulated ? <Chip tone="faded">{t("fields.simulated")}</Chip> : null}
            </span>,
            VEHICLE_KINDS.some((kind) => kind === vehicle.kind)
              ? t(`kinds.${vehicle.kind as (typeof VEHICLE_KINDS)[number]}`)
              : vehicle.kind,
            <Quantity key="kg" value={vehicle.capacityKg} unit="kg" />,
            <Quantity key="m3" value={vehicle.capacityM3} unit="m³" />,
            vehicle.areaCode,
            vehicle.shipments.length > 0
              ? vehicle.shipments.map((shipment) => (
                  <Link
                    key={shipment.id}
                    href={`/operation/shipments/${shipment.id}`}
                    className="me-2 text-accent-ink underline underline-offset-2"
                  >
                    {shipment.number}
                  </Link>
                ))
              : "—",
          ],
        }))}
        empty={
          <EmptyState icon={<Truck aria-hidden />} title={t("empty.title")}>
            {t("empty.text")}
          </EmptyState>
        }
      />
      {canSomewhere(actor, "shipment.plan") ? (
        <Section title={t("create")} className="mt-8 max-w-2xl">
          <ActionForm
            action={addVehicleAction}
            submit={t("create")}
            done={t("created")}
            resetOnDone
            labels={{
              plate: t("fields.plate"),
              areaCode: t("fields.area"),
              capacityKg: t("fields.capacityKg"),
              capacityM3: t("fields.capacityM3"),
            }}
          >
            <div className="grid gap-4 sm:grid-cols-2">
              <FormField name="plate" label={t("fields.plate")} required>
                <Input name="plate" maxLength={20} autoComplete="off" />
              </FormField>
              <FormField name="kind" label={t("fields.kind")}>
                <Select
                  name="kind"
                  placeholder={false}
                  defaultValue="van"
                  options={VEHICLE_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
                />
              </FormField>
              <FormField name="capacityKg" label={t("fields.capacityKg")}>
                <NumberInput name="capacityKg" unit="kg" min={1} />
              </FormField>
              <FormField name="capacityM3" label={t("fields.capacityM3")}>
                <NumberInput name="capacityM3" unit="m³" min={1} />
              </FormField>
              <FormField name="areaCode" label={t("fields.area")} required>
                <Combobox name="areaCode" search={searchAreasAction} />
              </FormField>
            </div>
            <Checkbox name="simulated" value="true" label={t("fields.simulated")} />
          </ActionForm>
        </Section>
      ) : null}
    </>
  );
}
