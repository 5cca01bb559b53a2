import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { StateChip } from "@/components/ui/chip";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader, Section } from "@/components/ui/page-header";
import { editPartyAction } from "@/lib/operation/procurement/actions";
import type { DeliveryState } from "@/lib/operation/procurement/machine/delivery";
import type { PurchaseOrderState } from "@/lib/operation/procurement/machine/purchase-order";
import { getParty } from "@/lib/operation/procurement/queries/parties";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { nameIn } from "@/lib/platform/i18n/names";
import { DocumentHistory } from "../../../document-history";
import { DELIVERY_STATE_KIND } from "../../../operation/deliveries/presentation";
import { ORDER_STATE_KIND } from "../../../operation/purchase/presentation";
import { PartyFields } from "../party-fields";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getParty(await requireActor(), (await params).id)).name };
}

export default async function PartyPage({ params }: Props) {
  const [actor, { id }, t, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("procurement"),
    getLocale(),
  ]);
  const party = await getParty(actor, id);
  return (
    <>
      <PageHeader
        title={party.name}
        trail={[{ label: t("parties.title"), href: "/management/parties" }]}
        state={
          <StateChip kind={party.active ? "active" : "cancelled"}>
            {party.active ? t(`parties.kinds.${party.kind}`) : t("parties.inactive")}
          </StateChip>
        }
      />
      <div className="grid gap-8 lg:grid-cols-2">
        <div className="grid content-start gap-8">
          {party.mayEdit ? (
            <ActionForm
              action={editPartyAction}
              fixed={{ id: party.id, version: party.version }}
              submit={t("parties.save")}
              done={t("parties.saved")}
            >
              <PartyFields party={party} area={{ value: party.areaCode, label: nameIn(party.area, locale) }} />
            </ActionForm>
          ) : (
            <DescriptionList
              facts={[
                { key: "code", term: t("fields.code"), value: party.code },
                { key: "kind", term: t("fields.kind"), value: t(`parties.kinds.${party.kind}`) },
                { key: "area", term: t("fields.area"), value: nameIn(party.area, locale) },
                { key: "capacity", term: t("fields.capacity"), value: party.dailyCapacity },
                ...(party.source ? [{ key: "source", term: t("fields.source"), value: party.source }] : []),
                ...(party.note ? [{ key: "note", term: t("fields.note"), value: party.note, wide: true }] : []),
              ]}
            />
          )}
        </div>
        <div className="grid content-start gap-8">
          <Section
            title={t("parties.recentDeliveries")}
            aside={
              <Link href={`/operation/deliveries?party=${party.id}&view=all`} className="underline">
                {t("deliveries.views.all")}
              </Link>
            }
          >
            {party.deliveries.length === 0 ? <p className="text-ink-3">{t("parties.none")}</p> : null}
            <ul className="grid divide-y divide-line">
              {party.deliveries.map((row) => (
                <li key={row.id} className="flex flex-wrap items-center gap-3 py-1.5">
                  <Link href={`/operation/deliveries/${row.id}`} className="text-accent-ink underline tabular-nums">
                    {row.number}
                  </Link>
                  <span className="grow text-ink-2">{nameIn(row.site, locale)}</span>
                  <StateChip kind={DELIVERY_STATE_KIND[row.state as DeliveryState]}>
                    {t(`delivery.states.${row.state as DeliveryState}`)}
                  </StateChip>
                </li>
              ))}
            </ul>
          </Section>
          {party.kind === "supplier" ? (
            <Section title={t("parties.recentOrders")}>
              {party.orders.length === 0 ? <p className="text-ink-3">{t("parties.none")}</p> : null}
              <ul className="grid divide-y divide-line">
                {party.orders.map((row) => (
                  <li key={row.id} className="flex flex-wrap items-center gap-3 py-1.5">
                    <Link href={`/operation/purchase/${row.id}`} className="text-accent-ink underline tabular-nums">
                      {row.number}
                    </Link>
                    <span className="grow text-ink-2">{nameIn(row.site, locale)}</span>
                    <StateChip kind={ORDER_STATE_KIND[row.state as PurchaseOrderState]}>
                      {t(`order.states.${row.state as PurchaseOrderState}`)}
                    </StateChip>
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
          <DocumentHistory
            actor={actor}
            kind="party"
            id={party.id}
            factLabels={{
              name: t("fields.name"),
              kind: t("fields.kind"),
              areaCode: t("fields.area"),
              dailyCapacity: t("fields.capacity"),
              source: t("fields.source"),
              note: t("fields.note"),
              active: t("fields.active"),
            }}
          />
        </div>
      </div>
    </>
  );
}
