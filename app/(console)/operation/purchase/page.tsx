import { ExportMenu } from "@/components/exchange/export-menu";
import { ShoppingCart } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Day } from "@/components/stock/amount";
import { LinkButton } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { FillBar } from "@/components/ui/quantity";
import { Select } from "@/components/ui/select";
import { type PurchaseOrderState, purchaseOrderMachine } from "@/lib/operation/procurement/machine/purchase-order";
import { listOrders } from "@/lib/operation/procurement/queries/orders";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { SavedFilterBar } from "../../saved-filter-bar";
import { addressOf, idOf, oneOf, type Params, pagerOf, textOf } from "../../address";
import { ORDER_STATE_KIND } from "./presentation";

const PATH = "/operation/purchase";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("procurement"))("order.title") };
}

export default async function PurchasePage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t] = await Promise.all([requireActor(), searchParams, getTranslations("procurement")]);
  const state = oneOf(params, "state", purchaseOrderMachine.states);
  const text = textOf(params, "q");
  const partyId = idOf(params, "party");
  const siteId = idOf(params, "site");
  const page = await listOrders(actor, { state, text, partyId, siteId }, cursorOf(params));
  const set = { state, q: text, party: partyId, site: siteId };
  const create = canSomewhere(actor, "purchase.create") ? (
    <LinkButton href={`${PATH}/new`} variant="primary">
      {t("orders.create")}
    </LinkButton>
  ) : undefined;
  const filtered = Object.values(set).some(Boolean);
  return (
    <>
      <PageHeader
        title={t("order.title")}
        lead={t("orders.lead")}
        actions={
          <>
            <ExportMenu list="purchase" filter={params} />
            {create}
          </>
        }
      />
      <SavedFilterBar
        actor={actor}
        action={PATH}
        hidden={{ ...(partyId ? { party: partyId } : {}), ...(siteId ? { site: siteId } : {}) }}
        chips={[
          ...(state
            ? [
                {
                  key: "state",
                  label: t(`order.states.${state}`),
                  removeHref: addressOf(PATH, { ...set, state: undefined }),
                },
              ]
            : []),
          ...(text ? [{ key: "q", label: text, removeHref: addressOf(PATH, { ...set, q: undefined }) }] : []),
        ]}
        clearHref={filtered ? PATH : undefined}
      >
        <Field label={t("fields.number")} name="q">
          <Input name="q" maxLength={60} defaultValue={text ?? ""} />
        </Field>
        <Field label={t("fields.state")} name="state">
          <Select
            name="state"
            defaultValue={state ?? ""}
            placeholder="—"
            options={purchaseOrderMachine.states.map((value) => ({ value, label: t(`order.states.${value}`) }))}
          />
        </Field>
      </SavedFilterBar>
      <DataTable
        caption={t("order.title")}
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
              order.site.name,
              order.lines.length,
              <FillBar key="progress" part={complete} whole={order.lines.length} label={t("orders.progress")} />,
              <Day key="expected" value={order.expectedOn} />,
              <StateChip key="state" kind={ORDER_STATE_KIND[order.state as PurchaseOrderState]}>
                {t(`order.states.${order.state as PurchaseOrderState}`)}
              </StateChip>,
            ],
          };
        })}
        empty={
          <EmptyState icon={<ShoppingCart aria-hidden />} title={t("orders.empty")} action={create}>
            {t("orders.emptyText")}
          </EmptyState>
        }
      />
      <Pager {...pagerOf(PATH, set, page)} />
    </>
  );
}
