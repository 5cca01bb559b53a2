import { getTranslations } from "next-intl/server";
import { NoPermission } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/button";

/** A record that is not there or lies outside the person's reach; the two are not told apart. */
export default async function ConsoleNotFound() {
  const t = await getTranslations();
  return (
    <NoPermission
      title={t("errors.notFound")}
      helpers={[t("roles.administrator")]}
      onward={<LinkButton href="/">{t("nav.home")}</LinkButton>}
    />
  );
}
