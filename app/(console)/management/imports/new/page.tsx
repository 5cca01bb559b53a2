import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { openIncidents } from "@/lib/decision/incident/queries";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { NotFound } from "@/lib/platform/errors";
import { nameIn } from "@/lib/platform/i18n/names";
import { UploadForm } from "./upload-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("exchange"))("upload.title") };
}

export default async function NewImportPage() {
  const actor = await requireActor();
  if (!canSomewhere(actor, "import.run")) throw new NotFound({ key: "errors.notAllowed" });
  const [t, locale, incidents] = await Promise.all([getTranslations("exchange"), getLocale(), openIncidents(actor)]);
  return (
    <>
      <PageHeader
        title={t("upload.title")}
        lead={t("upload.lead")}
        trail={[{ label: t("title"), href: "/management/imports" }]}
      />
      <UploadForm
        incidents={incidents.map((incident) => ({
          value: incident.id,
          label: nameIn(incident, locale),
        }))}
      />
    </>
  );
}
