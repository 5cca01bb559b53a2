import { getTranslations } from "next-intl/server";
import { NoPermission } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/button";

/** A record that is not there or lies outside the person's reach; the two are not told apart. */
export default async function ConsoleNotFound() {
  const t = await getTranslations();
  return (
    <div className="grid max-w-prose gap-4 py-8">
      <h1 className="text-xl font-semibold">{t("errors.notFound")}</h1>
      <NoPermission helpers={[t("roles.administrator")]} />
      <p>
        <LinkButton href="/">{t("nav.home")}</LinkButton>
      </p>
    </div>
  );
}
