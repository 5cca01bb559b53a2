import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Chip, StateChip } from "@/components/ui/chip";
import { DescriptionList } from "@/components/ui/description-list";
import { Textarea } from "@/components/ui/input";
import { Card, PageHeader, Section } from "@/components/ui/page-header";
import { Freshness } from "@/components/ui/time";
import {
  disablePersonAction,
  enablePersonAction,
  endAssignmentAction,
  grantAssignmentAction,
  inviteAgainAction,
} from "@/lib/management/people/actions";
import { getPerson } from "@/lib/management/people/queries";
import { can } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { nameIn } from "@/lib/platform/i18n/names";
import { DocumentHistory } from "../../../document-history";
import { AssignmentFields } from "../assignment-fields";
import { InvitationForm } from "../invitation-form";
import { STATUS_KIND } from "../presentation";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: (await getPerson(await requireActor(), (await params).id)).name };
}

export default async function PersonPage({ params }: { params: Params }) {
  const [actor, { id }, t, r, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("people"),
    getTranslations("roles"),
    getLocale(),
  ]);
  const person = await getPerson(actor, id);
  const manages = person.id !== actor.personId && can(actor, "person.manage", { areaCode: person.areaCode });
  const reason = (
    <FormField name="reason" label={t("fields.reason")} required>
      <Textarea name="reason" rows={2} maxLength={2000} />
    </FormField>
  );
  return (
    <>
      <PageHeader
        title={nameIn(person, locale)}
        trail={[{ label: t("title"), href: "/management/people" }]}
        state={
          <>
            <StateChip kind={STATUS_KIND[person.status]}>{t(`statuses.${person.status}`)}</StateChip>
            {person.simulated ? <Chip tone="faded">{t("simulated")}</Chip> : null}
          </>
        }
      />
      <div className="grid gap-8 lg:grid-cols-2">
        <div className="grid content-start gap-8">
          <DescriptionList
            facts={[
              { key: "username", term: t("fields.username"), value: person.username },
              { key: "nameEn", term: t("fields.nameEn"), value: person.nameEn ?? "—" },
              { key: "area", term: t("fields.area"), value: nameIn(person.area, locale) },
              {
                key: "last",
                term: t("fields.lastSignIn"),
                value: person.lastSignInAt ? <Freshness at={person.lastSignInAt} now={new Date()} /> : t("never"),
              },
            ]}
          />
          <Section title={t("fields.assignments")}>
            {person.assignments.length === 0 ? <p className="text-ink-2">{t("none")}</p> : null}
            <ul className="grid gap-3">
              {person.assignments.map((one) => (
                <li key={one.id}>
                  <Card>
                    <p className="font-medium">
                      {r(one.role)} · {nameIn(one.site ?? one.area, locale)}
                    </p>
                    {manages && can(actor, "person.manage", { areaCode: one.areaCode }) ? (
                      <details className="mt-2">
                        <summary className="min-h-6 cursor-pointer text-sm text-accent-ink underline">
                          {t("end")}
                        </summary>
                        <ActionForm
                          action={endAssignmentAction}
                          fixed={{ assignmentId: one.id }}
                          submit={t("end")}
                          variant="trouble"
                          done={t("ended")}
                          className="mt-2 grid gap-3"
                          labels={{ reason: t("fields.reason") }}
                        >
                          {reason}
                        </ActionForm>
                      </details>
                    ) : null}
                  </Card>
                </li>
              ))}
            </ul>
          </Section>
          {manages ? (
            <>
              <Section title={t("grant")}>
                <ActionForm
                  action={grantAssignmentAction}
                  fixed={{ personId: person.id }}
                  submit={t("grant")}
                  done={t("granted")}
                  resetOnDone
                  labels={{ role: t("fields.role"), areaCode: t("fields.area"), siteId: t("fields.site") }}
                >
                  <AssignmentFields area={{ value: person.areaCode, label: nameIn(person.area, locale) }} />
                </ActionForm>
              </Section>
              {person.status === "disabled" ? (
                <Section title={t("enable")}>
                  <ActionForm
                    action={enablePersonAction}
                    fixed={{ personId: person.id }}
                    submit={t("enable")}
                    labels={{ reason: t("fields.reason") }}
                  >
                    {reason}
                  </ActionForm>
                </Section>
              ) : (
                <>
                  <Section title={t("inviteAgain")}>
                    <p className="mb-3 text-ink-2">{t("inviteAgainLead")}</p>
                    <InvitationForm
                      action={inviteAgainAction}
                      fixed={{ personId: person.id }}
                      submit={t("inviteAgain")}
                      labels={{ reason: t("fields.reason") }}
                    >
                      {reason}
                    </InvitationForm>
                  </Section>
                  <Section title={t("disable")}>
                    <ActionForm
                      action={disablePersonAction}
                      fixed={{ personId: person.id }}
                      submit={t("disable")}
                      variant="trouble"
                      labels={{ reason: t("fields.reason") }}
                    >
                      {reason}
                    </ActionForm>
                  </Section>
                </>
              )}
            </>
          ) : null}
        </div>
        <DocumentHistory
          actor={actor}
          kind="person"
          id={person.id}
          factLabels={{
            role: t("fields.role"),
            areaCode: t("fields.area"),
            siteId: t("fields.site"),
            status: t("fields.status"),
            ended: t("ended"),
            invitedAgain: t("inviteAgain"),
            identityService: t("identityService"),
            passwordChanged: t("account.password"),
            sessionsEnded: t("account.sessionsEnded"),
            accessTokenMade: t("account.tokens.make"),
            accessTokenRevoked: t("account.tokens.revoked"),
            expiresOn: t("account.tokens.days"),
          }}
        />
      </div>
    </>
  );
}
