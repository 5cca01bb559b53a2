import { getTranslations } from "next-intl/server";
import { AuthFrame } from "@/components/ui/auth-frame";
import { LinkButton } from "@/components/ui/button";

/** An address no page answers to, for anybody, signed in or not. */
export default async function NotFoundPage() {
  const t = await getTranslations();
  return (
    <AuthFrame title={t("errors.noSuchPage")}>
      <p className="mb-4 text-ink-2">{t("errors.noSuchPageText")}</p>
      <LinkButton href="/">{t("nav.home")}</LinkButton>
    </AuthFrame>
  );
}
