import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { PageHeader } from "@/components/ui/page-header";
import { createPartyAction } from "@/lib/operation/procurement/actions";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { NotFound } from "@/lib/platform/errors";
import { PartyFields } from "../party-fields";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("procurement"))("parties.create") };
}

export default async function NewPartyPage() {
  const [actor, t] = await Promise.all([requireActor(), getTranslations("procurement")]);
  if (!canSomewhere(actor, "party.edit")) throw new NotFound({ key: "errors.notAllowed" });
  return (
    <>
      <PageHeader title={t("parties.create")} trail={[{ label: t("parties.title"), href: "/management/parties" }]} />
      <ActionForm
        action={createPartyAction}
        submit={t("parties.create")}
        then="/management/parties/{id}"
        className="grid max-w-2xl gap-4"
        labels={{ name: t("fields.name"), areaCode: t("fields.area") }}
      >
        <PartyFields area={null} />
      </ActionForm>
    </>
  );
}
