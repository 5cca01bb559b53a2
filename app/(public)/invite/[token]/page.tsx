import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { AuthFrame } from "@/components/ui/auth-frame";
import { LinkButton } from "@/components/ui/button";
import { LanguageSwitch } from "@/components/ui/frame-controls";
import { Input } from "@/components/ui/input";
import { acceptInvitationAction } from "@/lib/management/people/actions";
import { invitedPerson } from "@/lib/management/people/queries";
import { setLocaleAction } from "@/lib/platform/i18n/actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.accept"))("title") };
}

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, t] = await Promise.all([params, getTranslations("people")]);
  const person = await invitedPerson(token);
  const language = <LanguageSwitch onLocale={setLocaleAction} />;
  if (!person)
    return (
      <AuthFrame title={t("accept.gone")} language={language}>
        <p className="mb-4">{t("errors.invitationGone")}</p>
        <LinkButton href="/sign-in">{t("accept.back")}</LinkButton>
      </AuthFrame>
    );
  return (
    <AuthFrame title={t("accept.title")} language={language}>
      <p className="mb-4">{t("accept.lead", person)}</p>
      <ActionForm
        action={acceptInvitationAction}
        fixed={{ token }}
        then="/sign-in"
        submit={t("accept.submit")}
        labels={{ next: t("account.next"), again: t("account.again") }}
      >
        <FormField name="next" label={t("account.next")} hint={t("account.nextHint")} required>
          <Input name="next" type="password" autoComplete="new-password" />
        </FormField>
        <FormField name="again" label={t("account.again")} required>
          <Input name="again" type="password" autoComplete="new-password" />
        </FormField>
      </ActionForm>
    </AuthFrame>
  );
}
