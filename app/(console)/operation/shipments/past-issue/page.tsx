import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { LinkButton, SubmitButton } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { DateInput } from "@/components/ui/date-input";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { unitText } from "@/components/ui/unit-text";
import { openIncidents } from "@/lib/decision/incident/queries";
import { recordPastIssueAction } from "@/lib/operation/distribution/handover/actions";
import { lotsOnShelf } from "@/lib/operation/distribution/handover/queries";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { NotFound } from "@/lib/platform/errors";
import { searchSitesAction } from "@/lib/platform/places/actions";
import { nameIn } from "@/lib/platform/i18n/names";
import { PastLines } from "./past-lines";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("distribution.handover"))("past.title") };
}

/** First the store, which says what lots there are; then the issue. */
export default async function PastIssuePage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!canSomewhere(actor, "stock.reverse")) throw new NotFound({ key: "errors.notAllowed" });
  const [params, t, s, f, c, locale, { day }] = await Promise.all([
    searchParams,
    getTranslations("distribution.handover"),
    getTranslations("transport.shipment"),
    getTranslations("transport.transfer.fields"),
    getTranslations("ui.common"),
    getLocale(),
    businessClock(actor),
  ]);
  const siteId = typeof params.from === "string" && /^[0-9a-f-]{36}$/.test(params.from) ? params.from : null;
  const [lots, incidents] = await Promise.all([siteId ? lotsOnShelf(actor, siteId) : [], openIncidents(actor)]);
  const labels = {
    toSiteId: f("to"),
    issuedOn: t("past.issuedOn"),
    statement: t("past.statement"),
    receiverName: t("sign.receiverName"),
  };
  return (
    <div className="max-w-3xl">
      <PageHeader
        title={t("past.title")}
        lead={t("past.lead")}
        trail={[{ label: s("title"), href: "/operation/shipments" }]}
      />
      {siteId ? (
        <ActionForm
          action={recordPastIssueAction}
          fixed={{ fromSiteId: siteId, ...(incidents[0] ? { incidentId: incidents[0].id } : {}) }}
          submit={t("past.submit")}
          done={t("past.done")}
          then="/operation/shipments/{id}"
          labels={labels}
        >
          <div className="grid gap-4 sm:grid-cols-2">
            <FormField name="toSiteId" label={labels.toSiteId} required>
              <Combobox name="toSiteId" search={searchSitesAction} />
            </FormField>
            <FormField name="issuedOn" label={labels.issuedOn} required>
              <DateInput name="issuedOn" max={day} />
            </FormField>
            <FormField name="receiverName" label={labels.receiverName} required>
              <Input name="receiverName" maxLength={60} autoComplete="off" />
            </FormField>
            <FormField name="receiverRole" label={t("sign.receiverRole")} hint={t("sign.roleHint")}>
              <Input name="receiverRole" maxLength={60} autoComplete="off" />
            </FormField>
          </div>
          <FormField name="statement" label={labels.statement} hint={t("past.statementHint")} required>
            <Input name="statement" maxLength={500} />
          </FormField>
          <PastLines
            lots={lots.map((row) => ({
              value: row.lot.id,
              label: `${nameIn(row.goods, locale)} · ${row.lot.number}`,
              hint: `${Number(row.onHand - row.reserved).toLocaleString(locale)} ${unitText(row.lot.unit, locale)}`,
            }))}
          />
          <FormField name="note" label={t("sign.note")}>
            <Textarea name="note" rows={2} maxLength={2000} />
          </FormField>
          <LinkButton href="/operation/shipments/past-issue" variant="quiet">
            {c("cancel")}
          </LinkButton>
        </ActionForm>
      ) : (
        <form action="/operation/shipments/past-issue" className="grid max-w-md gap-4">
          <Field name="from" label={f("from")} required>
            <Combobox name="from" search={searchSitesAction} />
          </Field>
          <div>
            <SubmitButton>{t("past.next")}</SubmitButton>
          </div>
        </form>
      )}
    </div>
  );
}
