import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthFrame } from "@/components/ui/auth-frame";
import { LanguageSwitch } from "@/components/ui/frame-controls";
import { requireOwner } from "@/lib/platform/auth/require-actor";
import { setLocaleAction } from "@/lib/platform/i18n/actions";
import { PasswordForm } from "../../(console)/account/password-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.account"))("password") };
}

/** Where whoever signed in with a password that was given out is sent, and stays until it is changed. */
export default async function ChangePasswordPage() {
  await requireOwner();
  const t = await getTranslations("people.account");
  return (
    <AuthFrame title={t("password")} language={<LanguageSwitch onLocale={setLocaleAction} />}>
      <p className="mb-4 text-ink-2">{t("givenOut")}</p>
      <PasswordForm />
    </AuthFrame>
  );
}
