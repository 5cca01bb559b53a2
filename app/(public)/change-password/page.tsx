import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthFrame } from "@/components/ui/auth-frame";
import { requireOwner } from "@/lib/platform/auth/require-actor";
import { PasswordForm } from "../../(console)/account/password-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.account"))("password") };
}

/** Where whoever signed in with a password that was given out is sent, and stays until it is changed. */
export default async function ChangePasswordPage() {
  await requireOwner();
  const t = await getTranslations("people.account");
  return (
    <AuthFrame title={t("password")}>
      <p className="mb-4 text-ink-2">{t("givenOut")}</p>
      <PasswordForm />
    </AuthFrame>
  );
}
