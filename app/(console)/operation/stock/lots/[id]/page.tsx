import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { Amount, Day } from "@/components/stock/amount";
import { Banner } from "@/components/ui/banner";
import { Chip, StateChip } from "@/components/ui/chip";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { unitText } from "@/components/ui/unit-text";
import { listEntries } from "@/lib/operation/storage/queries/entries";
import { getLot } from "@/lib/operation/storage/queries/lots";
import type { ShipmentState } from "@/lib/operation/transport/shipment/machine";
import { journeysOf } from "@/lib/operation/transport/recall/queries";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { dateOnly, dayOf } from "@/lib/platform/clock/clock";
import { nameIn } from "@/lib/platform/i18n/names";
import { DocumentHistory } from "../../../../document-history";
import { EntriesTable } from "../../entries-table";
import { documentHref } from "../../presentation";
import { SHIPMENT_STATE_KIND } from "../../../shipments/presentation";
import { LotActions } from "./lot-actions";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getLot(await requireActor(), (await params).id)).number };
}

export default async function LotPage({ params }: Props) {
  const [actor, { id }, t, p, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("storage"),
    getTranslations("procurement"),
    getLocale(),
  ]);
  const [lot, entries, journeys, s] = await Promise.all([
    getLot(actor, id),
    listEntries(actor, { lotId: id }, {}),
    journeysOf(actor, id),
    getTranslations("transport.shipment"),
  ]);
  const expired = lot.expiresOn !== null && lot.expiresOn < dateOnly(dayOf(lot.now));
  const present = lot.balances.filter((row) => row.onHand > 0n);
  return (
    <>
      <PageHeader
        title={`${lot.number} · ${nameIn(lot.goods, locale)}`}
        trail={[
          { label: t("title"), href: "/operation/stock" },
          { label: t("tabs.lots"), href: `/operation/stock/lots?goods=${lot.goodsId}` },
        ]}
        state={
          <>
            {lot.recalled ? <StateChip kind="trouble">{t("fields.recalled")}</StateChip> : null}
            {expired ? <StateChip kind="trouble">{t("lot.expired")}</StateChip> : null}
            <Chip tone={lot.condition === "good" ? "neutral" : "trouble"}>{p(`conditions.${lot.condition}`)}</Chip>
            {lot.simulated ? <Chip>{p("deliveries.simulated")}</Chip> : null}
          </>
        }
      />
      {lot.recalled && lot.recallReason ? (
        <div className="mb-4">
          <Banner tone="trouble" title={t("fields.recalled")}>
            {lot.recallReason}
          </Banner>
        </div>
      ) : null}
      <div className="grid gap-8 lg:grid-cols-[2fr_1fr]">
        <div className="grid content-start gap-8">
          <Section title={t("lot.where")}>
            {present.length === 0 ? (
              <p className="text-ink-3">{t("lot.gone")}</p>
            ) : (
              <Table caption={t("lot.where")}>
                <thead>
                  <Tr>
                    <Th>{t("fields.site")}</Th>
                    <Th>{t("fields.place")}</Th>
                    <Th numeric>{t("fields.onHand")}</Th>
                    <Th numeric>{t("fields.reserved")}</Th>
                  </Tr>
                </thead>
                <tbody>
                  {present.map((row) => (
                    <Tr key={row.placeId}>
                      <Td>{nameIn(row.site, locale)}</Td>
                      <Td>
                        {t(`places.${row.place.kind}`)} {row.place.zone}
                      </Td>
                      <Td numeric>
                        <Amount value={row.onHand} unit={lot.unit} strong />
                      </Td>
                      <Td numeric>
                        <Amount value={row.reserved} unit={lot.unit} />
                      </Td>
                    </Tr>
                  ))}
                </tbody>
              </Table>
            )}
          </Section>
          {lot.reservations.length > 0 ? (
            <Section title={t("lot.promised")}>
              <ul className="grid gap-1">
                {lot.reservations.map((row) => {
                  const href = documentHref(row.documentKind, row.documentId);
                  const name = row.documentKind === "transferOrder" ? t("documents.transferOrder") : row.documentKind;
                  return (
                    <li key={row.id}>
                      {href ? (
                        <Link href={href} className="text-accent-ink underline">
                          {name}
                        </Link>
                      ) : (
                        name
                      )}{" "}
                      <Amount value={row.quantity} unit={lot.unit} /> · {nameIn(row.place.site, locale)}
                    </li>
                  );
                })}
              </ul>
            </Section>
          ) : null}
          {journeys.length > 0 ? (
            <Section title={t("lot.journeys")}>
              <ul className="grid gap-1">
                {journeys.map((row) => (
                  <li key={row.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
                    <Link href={`/operation/shipments/${row.shipment.id}`} className="text-accent-ink underline">
                      {row.shipment.number}
                    </Link>
                    <span>
                      {locale === "en"
                        ? (row.shipment.toSite.nameEn ?? row.shipment.toSite.name)
                        : row.shipment.toSite.name}
                    </span>
                    <Amount value={row.accepted ?? row.quantity} unit={row.unit} />
                    <StateChip kind={SHIPMENT_STATE_KIND[row.shipment.state as ShipmentState]}>
                      {s(`states.${row.shipment.state as ShipmentState}`)}
                    </StateChip>
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
          <Section
            title={t("lot.history")}
            aside={
              <Link href={`/operation/stock/ledger?lot=${lot.id}`} className="underline">
                {t("lot.allHistory")}
              </Link>
            }
          >
            <EntriesTable rows={entries.rows} ofLot />
          </Section>
        </div>
        <div className="grid content-start gap-8">
          <LotActions lot={lot} />
          <DescriptionList
            facts={[
              { key: "unit", term: t("fields.unit"), value: unitText(lot.unit, locale) },
              {
                key: "pack",
                term: t("fields.packSize"),
                value: lot.packSize ? (
                  <Amount value={lot.packSize} unit={lot.goods.baseUnit} />
                ) : lot.unit === lot.goods.baseUnit ? (
                  "—"
                ) : lot.packQuery ? (
                  <Link href={`/management/packs?goods=${lot.goodsId}`} className="text-accent-ink underline">
                    {p("fields.packUnknown")}
                  </Link>
                ) : null,
              },
              { key: "batch", term: t("fields.batch"), value: lot.batch || "—" },
              { key: "produced", term: t("fields.producedOn"), value: <Day value={lot.producedOn} /> },
              {
                key: "expires",
                term: t("fields.expiresOn"),
                value: lot.expiresOn ? <Day value={lot.expiresOn} /> : t("lot.noExpiry"),
              },
              { key: "origin", term: t("fields.origin"), value: lot.origin || "—" },
              ...(lot.delivery
                ? [
                    {
                      key: "delivery",
                      term: t("lot.fromDelivery"),
                      value: (
                        <Link href={`/operation/deliveries/${lot.delivery.id}`} className="text-accent-ink underline">
                          {lot.delivery.number}
                        </Link>
                      ),
                    },
                  ]
                : []),
            ]}
          />
          {lot.relatives.length > 0 ? (
            <Section title={t("lot.trail")}>
              <ul className="grid gap-1">
                {lot.relatives.map((row) => (
                  <li key={row.id}>
                    {t(`lot.${row.is}`)}{" "}
                    <Link href={`/operation/stock/lots/${row.id}`} className="text-accent-ink underline tabular-nums">
                      {row.number}
                    </Link>{" "}
                    {nameIn(row.goods, locale)} · {unitText(row.unit, locale)} · {t(`lot.${row.by}`)}
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
          <DocumentHistory
            title={t("lot.audit")}
            actor={actor}
            kind="lot"
            id={lot.id}
            factLabels={{
              what: t("fields.facts.what"),
              goods: t("fields.facts.goods"),
              lot: t("fields.facts.lot"),
              quantity: t("fields.facts.quantity"),
              unit: t("fields.facts.unit"),
              recalled: t("fields.facts.recalled"),
            }}
            factTexts={{
              "what.reclassifiedTo": t("fields.whats.reclassifiedTo"),
              "what.reclassifiedFrom": t("fields.whats.reclassifiedFrom"),
              "what.reclassificationUndone": t("fields.whats.reclassificationUndone"),
              "what.putAway": t("fields.whats.putAway"),
            }}
          />
        </div>
      </div>
    </>
  );
}
