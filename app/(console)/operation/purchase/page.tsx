import { ShoppingCart } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Day } from "@/components/stock/amount";
import { StateChip } from "@/components/ui/chip";
import { FillBar } from "@/components/ui/quantity";
import { type PurchaseOrderState, purchaseOrderMachine } from "@/lib/operation/procurement/machine/purchase-order";
import { listOrders } from "@/lib/operation/procurement/queries/orders";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { idOf, oneOf, type Params, textOf } from "../../address";
import { ListPage } from "../../list-page";
import { ORDER_STATE_KIND } from "./presentation";

const PATH = "/operation/purchase";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("procurement"))("order.title") };
}

export default async function PurchasePage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("procurement"),
    getLocale(),
  ]);
  const filter = {
    q: textOf(params, "q"),
    state: oneOf(params, "state", purchaseOrderMachine.states),
    party: idOf(params, "party"),
    site: idOf(params, "site"),
  };
  const page = await listOrders(
    actor,
    { state: filter.state, text: filter.q, partyId: filter.party, siteId: filter.site },
    cursorOf(params),
  );
  const first = page.rows[0];
  return (
    <ListPage
      {...{ actor, params, page, filter, path: PATH, exported: "purchase" }}
      title={t("order.title")}
      lead={t("orders.lead")}
      create={{ permission: "purchase.create", label: t("orders.create") }}
      fields={[
        { name: "q", label: t("fields.number") },
        {
          name: "state",
          label: t("fields.state"),
          options: purchaseOrderMachine.states.map((value) => ({ value, label: t(`order.states.${value}`) })),
        },
      ]}
      chips={{
        party: first?.party.name ?? t("fields.supplier"),
        site: (first && nameIn(first.site, locale)) ?? t("fields.site"),
      }}
      columns={[
        { key: "number", header: t("fields.number"), nowrap: true },
        { key: "supplier", header: t("fields.supplier") },
        { key: "site", header: t("fields.site") },
        { key: "lines", header: t("fields.lines"), numeric: true },
        { key: "progress", header: t("orders.progress"), width: "10rem" },
        { key: "expected", header: t("fields.expectedOn"), nowrap: true },
        { key: "state", header: t("fields.state") },
      ]}
      rows={page.rows.map((order) => {
        // Lines may be of unlike units: progress is the share of lines that are complete, never a sum of quantities.
        const complete = order.lines.filter((line) => line.received >= line.quantity).length;
        return {
          key: order.id,
          href: `${PATH}/${order.id}`,
          label: order.number,
          cells: [
            order.number,
            order.party.name,
            nameIn(order.site, locale),
            order.lines.length,
            <FillBar key="progress" part={complete} whole={order.lines.length} label={t("orders.progress")} />,
            <Day key="expected" value={order.expectedOn} />,
            <StateChip key="state" kind={ORDER_STATE_KIND[order.state as PurchaseOrderState]}>
              {t(`order.states.${order.state as PurchaseOrderState}`)}
            </StateChip>,
          ],
        };
      })}
      empty={{ icon: <ShoppingCart aria-hidden />, title: t("orders.empty"), text: t("orders.emptyText") }}
    />
  );
}
