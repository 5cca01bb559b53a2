import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuthFrame } from "@/components/ui/auth-frame";
import { LanguageSwitch } from "@/components/ui/frame-controls";
import { identityServiceName } from "@/lib/platform/auth/identity-service";
import { signedIn } from "@/lib/platform/auth/require-actor";
import { setLocaleAction } from "@/lib/platform/i18n/actions";
import { SignInForm } from "./sign-in-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.signIn"))("title") };
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  if (await signedIn()) redirect("/");
  const [t, { error }] = await Promise.all([getTranslations("account.signIn"), searchParams]);
  return (
    <AuthFrame title={t("title")} language={<LanguageSwitch onLocale={setLocaleAction} />}>
      <p className="mb-4 text-ink-2">{t("lead")}</p>
      <SignInForm identityService={identityServiceName()} refused={error === "AccessDenied"} />
    </AuthFrame>
  );
}
