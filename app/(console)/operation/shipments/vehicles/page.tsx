import { Truck } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Chip, StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Quantity } from "@/components/ui/quantity";
import { addVehicleAction } from "@/lib/operation/transport/shipment/actions";
import { listVehicles } from "@/lib/operation/transport/shipment/queries";
import { VEHICLE_KINDS } from "@/lib/operation/transport/shipment/schema";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { SavedFilterBar } from "../../../saved-filter-bar";
import { addressOf, type Params, pagerOf, textOf } from "../../../address";
import { VehicleDialog } from "./vehicle-dialog";
import { VehicleFields } from "./vehicle-fields";
import { Written } from "@/components/ui/written";

const PATH = "/operation/shipments/vehicles";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transport.vehicle"))("title") };
}

export default async function VehiclesPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, s, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("transport.vehicle"),
    getTranslations("transport.shipment"),
    getLocale(),
  ]);
  const text = textOf(params, "q");
  const all = params.all === "1" || undefined;
  const set = { q: text, all: all ? "1" : undefined };
  const { rows: vehicles, ...page } = await listVehicles(actor, { text, all }, cursorOf(params));
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} trail={[{ label: s("title"), href: "/operation/shipments" }]} />
      <SavedFilterBar
        actor={actor}
        action={PATH}
        chips={[
          ...(text ? [{ key: "q", label: text, removeHref: addressOf(PATH, { ...set, q: undefined }) }] : []),
          ...(all ? [{ key: "all", label: t("all"), removeHref: addressOf(PATH, { ...set, all: undefined }) }] : []),
        ]}
        clearHref={text || all ? PATH : undefined}
      >
        <Field label={t("find")} name="q">
          <Input name="q" maxLength={20} defaultValue={text ?? ""} />
        </Field>
        <Checkbox name="all" value="1" label={t("all")} defaultChecked={all} />
      </SavedFilterBar>
      <DataTable
        caption={t("title")}
        columns={[
          { key: "plate", header: t("fields.plate"), nowrap: true },
          { key: "kind", header: t("fields.kind") },
          { key: "kg", header: t("fields.capacityKg"), numeric: true },
          { key: "m3", header: t("fields.capacityM3"), numeric: true },
          { key: "area", header: t("fields.area") },
          { key: "onRoad", header: t("fields.onRoad") },
          { key: "edit", header: <span className="sr-only">{t("edit")}</span> },
        ]}
        rows={vehicles.map((vehicle) => ({
          key: vehicle.id,
          label: vehicle.plate,
          cells: [
            <span key="plate">
              <Written>{vehicle.plate}</Written>{" "}
              {vehicle.simulated ? <Chip tone="faded">{t("fields.simulated")}</Chip> : null}{" "}
              {vehicle.active ? null : <StateChip kind="cancelled">{t("outOfService")}</StateChip>}
            </span>,
            VEHICLE_KINDS.some((kind) => kind === vehicle.kind)
              ? t(`kinds.${vehicle.kind as (typeof VEHICLE_KINDS)[number]}`)
              : vehicle.kind,
            <Quantity key="kg" value={vehicle.capacityKg} unit="kg" />,
            <Quantity key="m3" value={vehicle.capacityM3} unit="m³" />,
            nameIn(vehicle.area, locale),
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
            <VehicleDialog
              key="edit"
              vehicle={{
                id: vehicle.id,
                version: vehicle.version,
                plate: vehicle.plate,
                kind: vehicle.kind,
                capacityKg: vehicle.capacityKg,
                capacityM3: vehicle.capacityM3,
                areaCode: vehicle.areaCode,
                area: nameIn(vehicle.area, locale),
                active: vehicle.active,
              }}
            />,
          ],
        }))}
        empty={
          <EmptyState icon={<Truck aria-hidden />} title={t("empty.title")}>
            {t("empty.text")}
          </EmptyState>
        }
      />
      <Pager {...pagerOf(PATH, set, page)} />
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
              <VehicleFields />
            </div>
            <Checkbox name="simulated" value="true" label={t("fields.simulated")} />
          </ActionForm>
        </Section>
      ) : null}
    </>
  );
}
