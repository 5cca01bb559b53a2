import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { createOrderAction } from "@/lib/operation/procurement/actions";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { formChoices } from "../choices";
import { OrderForm } from "../order-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("procurement"))("orders.create") };
}

export default async function NewOrderPage() {
  const [actor, t, locale] = await Promise.all([requireActor(), getTranslations("procurement"), getLocale()]);
  const choices = await formChoices(actor, "purchase.create", locale);
  return (
    <>
      <PageHeader title={t("orders.create")} trail={[{ label: t("order.title"), href: "/operation/purchase" }]} />
      <OrderForm
        {...choices}
        action={createOrderAction}
        submit={t("orders.create")}
        draft={{
          supplier: null,
          siteId: choices.sites.length === 1 ? (choices.sites[0]?.value ?? null) : null,
          incidentId: choices.incidents.length === 1 ? (choices.incidents[0]?.value ?? null) : null,
          expectedOn: "",
          note: "",
          lines: [{ goods: null, quantity: null, priceMinor: null }],
        }}
      />
    </>
  );
}
