import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { listUnits } from "@/lib/operation/procurement/queries/choices";
import { getOrder } from "@/lib/operation/procurement/queries/orders";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { nameIn } from "@/lib/platform/i18n/names";
import { idOf, type Params } from "../../../address";
import { formChoices } from "../../purchase/choices";
import { AnnounceForm } from "../announce-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("procurement"))("deliveries.create") };
}

export default async function NewDeliveryPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("procurement"),
    getLocale(),
  ]);
  const orderId = idOf(params, "order");
  const [choices, units, order] = await Promise.all([
    formChoices(actor, "delivery.announce", locale),
    listUnits(actor),
    orderId ? getOrder(actor, orderId) : null,
  ]);
  return (
    <>
      <PageHeader
        title={t("deliveries.create")}
        trail={[{ label: t("delivery.title"), href: "/operation/deliveries" }]}
      />
      <AnnounceForm
        {...choices}
        packaging={units.filter((unit) => unit.packaging).map((unit) => unit.code)}
        order={
          order
            ? {
                id: order.id,
                number: order.number,
                party: { value: order.partyId, label: order.party.name },
                siteId: order.siteId,
                site: nameIn(order.site, locale),
                incidentId: order.incidentId,
              }
            : null
        }
        lines={
          order
            ? order.lines
                .filter((line) => line.received < line.quantity)
                .map((line) => ({
                  goods: {
                    id: line.goodsId,
                    name: nameIn(line.goods, locale),
                    baseUnit: line.goods.baseUnit,
                    packs: [],
                  },
                  orderLineId: line.id,
                  quantity: Number(line.quantity - line.received),
                }))
            : [{ goods: null, quantity: null }]
        }
      />
    </>
  );
}
