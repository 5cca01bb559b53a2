import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader, Section } from "@/components/ui/page-header";
import { endOwnSessionsAction } from "@/lib/management/people/actions";
import { ownAccount } from "@/lib/management/people/queries";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { nameIn } from "@/lib/platform/i18n/names";
import { AccessTokens } from "./access-tokens";
import { PasswordForm } from "./password-form";
import { SigningOutForm } from "./signing-out-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.account"))("title") };
}

export default async function AccountPage() {
  const [actor, t, r, locale] = await Promise.all([
    requireActor(),
    getTranslations("people"),
    getTranslations("roles"),
    getLocale(),
  ]);
  const person = await ownAccount(actor);
  return (
    <>
      <PageHeader title={t("account.title")} />
      <div className="grid max-w-xl gap-8">
        <DescriptionList
          facts={[
            { key: "name", term: t("fields.name"), value: nameIn(person, locale) },
            { key: "username", term: t("fields.username"), value: person.username },
            {
              key: "assignments",
              term: t("fields.assignments"),
              value:
                person.assignments
                  .map((one) => `${r(one.role)} · ${nameIn(one.site ?? one.area, locale)}`)
                  .join("；") || t("none"),
              wide: true,
            },
          ]}
        />
        <Section title={t("account.password")}>
          {person.passwordHash ? (
            <>
              <p className="mb-3 text-ink-2">{t("account.passwordLead")}</p>
              <PasswordForm />
            </>
          ) : (
            <p className="text-ink-2">{t("account.oidc")}</p>
          )}
        </Section>
        <AccessTokens actor={actor} />
        <Section title={t("account.sessions")}>
          <p className="mb-3 text-ink-2">{t("account.sessionsLead")}</p>
          <SigningOutForm
            action={endOwnSessionsAction}
            submit={t("account.sessions")}
            done={t("account.sessionsEnded")}
            variant="trouble"
          />
        </Section>
      </div>
    </>
  );
}
