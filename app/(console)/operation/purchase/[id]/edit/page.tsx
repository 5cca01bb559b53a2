import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { unitText } from "@/components/ui/unit-text";
import { editOrderAction } from "@/lib/operation/procurement/actions";
import { getOrder } from "@/lib/operation/procurement/queries/orders";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { NotFound } from "@/lib/platform/errors";
import { nameIn } from "@/lib/platform/i18n/names";
import { formChoices } from "../../choices";
import { OrderForm } from "../../order-form";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("procurement"))("orders.edit") };
}

export default async function EditOrderPage({ params }: Props) {
  const [actor, { id }, t, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("procurement"),
    getLocale(),
  ]);
  const order = await getOrder(actor, id);
  if (!order.mayEdit) throw new NotFound({ key: "errors.notAllowed" });
  return (
    <>
      <PageHeader
        title={t("orders.edit")}
        trail={[
          { label: t("order.title"), href: "/operation/purchase" },
          { label: order.number, href: `/operation/purchase/${id}` },
        ]}
      />
      <OrderForm
        {...(await formChoices(actor, "purchase.create", locale))}
        action={editOrderAction}
        fixed={{ id, version: order.version }}
        submit={t("orders.save")}
        draft={{
          supplier: { value: order.party.id, label: order.party.name },
          siteId: order.siteId,
          incidentId: order.incidentId,
          expectedOn: order.expectedOn?.toISOString().slice(0, 10) ?? "",
          note: order.note,
          lines: order.lines.map((line) => ({
            goods: {
              value: line.goodsId,
              label: nameIn(line.goods, locale),
              hint: `${unitText(line.goods.baseUnit, locale)} · ${line.goods.code}`,
            },
            quantity: Number(line.quantity),
            priceMinor: line.priceMinor === null ? null : Number(line.priceMinor),
          })),
        }}
      />
    </>
  );
}
