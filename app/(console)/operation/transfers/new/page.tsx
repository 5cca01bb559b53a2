import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { DateInput } from "@/components/ui/date-input";
import { Textarea } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { RadioCards } from "@/components/ui/radio-cards";
import { Select } from "@/components/ui/select";
import { openIncidents } from "@/lib/decision/incident/queries";
import { getShipment } from "@/lib/operation/transport/shipment/queries";
import { createTransferAction } from "@/lib/operation/transport/transfer/actions";
import { PRIORITIES } from "@/lib/operation/transport/transfer/schema";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { NotFound } from "@/lib/platform/errors";
import { searchSitesAction } from "@/lib/platform/places/actions";
import { nameIn } from "@/lib/platform/i18n/names";
import { PRIORITY_CLASS } from "../presentation";
import { ReturnLines } from "./return-lines";
import { TransferLines } from "./transfer-lines";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transport.transfer"))("create") };
}

type Search = Promise<Record<string, string | string[] | undefined>>;

/** A transfer between two sites; with `?returnOf=` the return of what a shipment brought, lots and ends already known. */
export default async function NewTransferPage({ searchParams }: { searchParams: Search }) {
  const [actor, params] = await Promise.all([requireActor(), searchParams]);
  if (!canSomewhere(actor, "transfer.create")) throw new NotFound({ key: "errors.notAllowed" });
  const [t, p, locale, incidents] = await Promise.all([
    getTranslations("transport.transfer"),
    getTranslations("ui.priority"),
    getLocale(),
    openIncidents(actor),
  ]);
  const received = typeof params.returnOf === "string" ? await getShipment(actor, params.returnOf) : null;
  const siteOption = (site: { id: string; name: string; nameEn: string | null } | undefined) =>
    site ? { value: site.id, label: nameIn(site, locale) } : null;
  const fields = {
    fromSiteId: t("fields.from"),
    toSiteId: t("fields.to"),
    incidentId: t("fields.incident"),
    priority: t("fields.priority"),
    neededBy: t("fields.neededBy"),
  };
  return (
    <>
      <PageHeader
        title={received ? t("createReturn") : t("create")}
        trail={[{ label: t("title"), href: "/operation/transfers" }]}
      />
      <ActionForm
        action={createTransferAction}
        submit={received ? t("createReturn") : t("create")}
        done={t("created")}
        then="/operation/transfers/{id}"
        labels={fields}
        className="grid max-w-3xl gap-4"
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField name="fromSiteId" label={fields.fromSiteId} required>
            <Combobox name="fromSiteId" search={searchSitesAction} defaultOption={siteOption(received?.toSite)} />
          </FormField>
          <FormField name="toSiteId" label={fields.toSiteId} required>
            <Combobox name="toSiteId" search={searchSitesAction} defaultOption={siteOption(received?.fromSite)} />
          </FormField>
          <FormField name="incidentId" label={fields.incidentId}>
            <Select
              name="incidentId"
              defaultValue={incidents[0]?.id ?? ""}
              placeholder="—"
              options={incidents.map((incident) => ({ value: incident.id, label: nameIn(incident, locale) }))}
            />
          </FormField>
          <FormField name="neededBy" label={fields.neededBy}>
            <DateInput name="neededBy" withTime />
          </FormField>
        </div>
        <FormField name="purpose" label={t("fields.purpose")} group>
          <RadioCards
            name="purpose"
            columns={2}
            defaultValue={received ? "return" : "supply"}
            cards={(["supply", "return"] as const).map((value) => ({ value, label: t(`purposes.${value}`) }))}
          />
        </FormField>
        <FormField name="priority" label={fields.priority} group>
          <RadioCards
            name="priority"
            columns={3}
            defaultValue="routine"
            cards={PRIORITIES.map((value) => ({ value, label: p(PRIORITY_CLASS[value]) }))}
          />
        </FormField>
        {received ? (
          <ReturnLines
            lines={received.lines
              .filter((line) => (line.accepted ?? 0n) > 0n)
              .map((line) => ({
                goodsId: line.goodsId,
                lotId: line.lot.id,
                goods: nameIn(line.goods, locale),
                lot: line.lot.number,
                unit: line.unit,
                accepted: Number(line.accepted),
              }))}
          />
        ) : (
          <TransferLines />
        )}
        <FormField name="note" label={t("fields.note")}>
          <Textarea name="note" rows={2} maxLength={4000} />
        </FormField>
      </ActionForm>
    </>
  );
}
