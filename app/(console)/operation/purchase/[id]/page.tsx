import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { DocumentMoves } from "@/components/form/document-moves";
import { Amount, Day } from "@/components/stock/amount";
import { LinkButton } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Written } from "@/components/ui/written";
import { StateLine } from "@/components/workflow/state-line";
import { moveOrderAction } from "@/lib/operation/procurement/actions";
import type { DeliveryState } from "@/lib/operation/procurement/machine/delivery";
import { type PurchaseOrderState, purchaseOrderMachine } from "@/lib/operation/procurement/machine/purchase-order";
import { getOrder } from "@/lib/operation/procurement/queries/orders";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { nameIn } from "@/lib/platform/i18n/names";
import { DocumentHistory } from "../../../document-history";
import { ComparisonChip } from "../../deliveries/comparison";
import { DELIVERY_STATE_KIND } from "../../deliveries/presentation";
import { ORDER_LINE, ORDER_STATE_KIND } from "../presentation";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getOrder(await requireActor(), (await params).id)).number };
}

const yuan = (minor: bigint, locale: string) =>
  new Intl.NumberFormat(locale, { style: "currency", currency: "CNY" }).format(Number(minor) / 100);

export default async function OrderPage({ params }: Props) {
  const [actor, { id }, t, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("procurement"),
    getLocale(),
  ]);
  const order = await getOrder(actor, id);
  const state = order.state as PurchaseOrderState;
  const priced = order.lines.every((line) => line.priceMinor !== null);
  const total = order.lines.reduce((sum, line) => sum + line.quantity * (line.priceMinor ?? 0n), 0n);
  const receiving = ["ordered", "partlyReceived", "received", "closed"].includes(state);
  return (
    <>
      <PageHeader
        title={order.number}
        trail={[{ label: t("order.title"), href: "/operation/purchase" }]}
        state={<StateChip kind={ORDER_STATE_KIND[state]}>{t(`order.states.${state}`)}</StateChip>}
        actions={
          <>
            {order.mayEdit ? <LinkButton href={`/operation/purchase/${id}/edit`}>{t("orders.edit")}</LinkButton> : null}
            {order.mayAnnounce ? (
              <LinkButton href={`/operation/deliveries/new?order=${id}`} variant="primary">
                {t("orders.addDelivery")}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <StateLine
        steps={ORDER_LINE.map((key) => ({ key, label: t(`order.states.${key}`) }))}
        current={state === "cancelled" ? "draft" : state}
        exit={state === "cancelled" ? { label: t("order.states.cancelled") } : undefined}
      />
      <DocumentMoves id={order.id} version={order.version} moves={order.moves} action={moveOrderAction} />
      <div className="mt-6 grid gap-8 lg:grid-cols-[2fr_1fr]">
        <div className="grid content-start gap-8">
          <Section title={t("fields.lines")}>
            <Table caption={t("fields.lines")}>
              <thead>
                <Tr>
                  <Th>{t("fields.goods")}</Th>
                  <Th numeric>{t("fields.ordered")}</Th>
                  {receiving ? <Th numeric>{t("fields.received")}</Th> : null}
                  {receiving ? <Th>{t("fields.difference")}</Th> : null}
                  <Th numeric>{t("fields.price")}</Th>
                </Tr>
              </thead>
              <tbody>
                {order.lines.map((line) => (
                  <Tr key={line.id}>
                    <Td>
                      <Link
                        href={`/operation/stock?q=${encodeURIComponent(line.goods.code)}`}
                        className="hover:underline"
                      >
                        {nameIn(line.goods, locale)}
                      </Link>
                      {line.note ? <span className="block text-ink-3">{line.note}</span> : null}
                    </Td>
                    <Td numeric>
                      <Amount value={line.quantity} unit={line.goods.baseUnit} />
                    </Td>
                    {receiving ? (
                      <Td numeric>
                        <Amount value={line.received} unit={line.goods.baseUnit} />
                      </Td>
                    ) : null}
                    {receiving ? (
                      <Td>
                        <ComparisonChip comparison={line.comparison} unit={line.goods.baseUnit} />
                      </Td>
                    ) : null}
                    <Td numeric>{line.priceMinor === null ? "—" : yuan(line.priceMinor, locale)}</Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          </Section>
          <Section title={t("orders.deliveries")}>
            {order.deliveries.length === 0 ? <p className="text-ink-3">{t("orders.noDeliveries")}</p> : null}
            <ul className="grid divide-y divide-line">
              {order.deliveries.map((row) => (
                <li key={row.id} className="flex flex-wrap items-center gap-3 py-1.5">
                  <Link
                    href={`/operation/deliveries/${row.id}`}
                    className="grow text-accent-ink underline tabular-nums"
                  >
                    {row.number}
                  </Link>
                  <StateChip kind={DELIVERY_STATE_KIND[row.state as DeliveryState]}>
                    {t(`delivery.states.${row.state as DeliveryState}`)}
                  </StateChip>
                </li>
              ))}
            </ul>
          </Section>
        </div>
        <div className="grid content-start gap-8">
          <DescriptionList
            columns={1}
            facts={[
              {
                key: "supplier",
                term: t("fields.supplier"),
                value: (
                  <Link href={`/management/parties/${order.party.id}`} className="text-accent-ink underline">
                    <Written>{order.party.name}</Written>
                  </Link>
                ),
              },
              { key: "site", term: t("fields.site"), value: nameIn(order.site, locale) },
              {
                key: "expected",
                term: t("fields.expectedOn"),
                value: order.expectedOn ? <Day value={order.expectedOn} /> : null,
              },
              { key: "total", term: t("orders.total"), value: priced ? yuan(total, locale) : null },
              ...(order.incident
                ? [
                    {
                      key: "incident",
                      term: t("fields.incident"),
                      value: (
                        <Link href={`/decision/incidents/${order.incident.id}`} className="text-accent-ink underline">
                          {nameIn(order.incident, locale)}
                        </Link>
                      ),
                    },
                  ]
                : []),
              ...(order.note ? [{ key: "note", term: t("fields.note"), value: order.note, wide: true }] : []),
            ]}
          />
          <DocumentHistory
            actor={actor}
            kind="purchaseOrder"
            id={order.id}
            machine={purchaseOrderMachine}
            factLabels={{ lines: t("fields.facts.lines") }}
          />
        </div>
      </div>
    </>
  );
}
