import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { FormField } from "@/components/form/action-form";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { invitePersonAction } from "@/lib/management/people/actions";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { NotFound } from "@/lib/platform/errors";
import { areaName } from "@/lib/platform/places/queries";
import { AssignmentFields } from "../assignment-fields";
import { InvitationForm } from "../invitation-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("invite") };
}

export default async function InvitePage() {
  const actor = await requireActor();
  if (!canSomewhere(actor, "person.manage")) throw new NotFound({ key: "errors.notAllowed" });
  const [t, locale] = await Promise.all([getTranslations("people"), getLocale()]);
  const code = actor.assignments.find((one) => one.role === "administrator")?.areaCode ?? "";
  const labels = {
    username: t("fields.username"),
    name: t("fields.name"),
    role: t("fields.role"),
    areaCode: t("fields.area"),
    siteId: t("fields.site"),
  };
  return (
    <>
      <PageHeader
        title={t("invite")}
        lead={t("inviteLead")}
        trail={[{ label: t("title"), href: "/management/people" }]}
      />
      <div className="max-w-xl">
        <InvitationForm action={invitePersonAction} submit={t("invite")} labels={labels}>
          <FormField name="name" label={labels.name} required>
            <Input name="name" maxLength={60} />
          </FormField>
          <FormField name="nameEn" label={t("fields.nameEn")}>
            <Input name="nameEn" maxLength={80} />
          </FormField>
          <FormField name="username" label={labels.username} hint={t("usernameHint")} required>
            <Input name="username" maxLength={40} autoCapitalize="none" spellCheck={false} autoComplete="off" />
          </FormField>
          <AssignmentFields area={{ value: code, label: await areaName(actor, code, locale) }} />
        </InvitationForm>
      </div>
    </>
  );
}
