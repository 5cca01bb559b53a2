import { Truck } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { KeyValue } from "@/components/ui/description-list";
import { Freshness } from "@/components/ui/time";
import type { ShipmentState } from "@/lib/operation/transport/shipment/machine";
import { flowsUnderWay, listShipments } from "@/lib/operation/transport/shipment/queries";
import { SHIPMENT_STATES } from "@/lib/operation/transport/shipment/schema";
import type { Permission } from "@/lib/platform/auth/permissions";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { cursorOf } from "@/lib/platform/db/key-page";
import { Written } from "@/components/ui/written";
import { nameIn } from "@/lib/platform/i18n/names";
import { addressOf, idOf, oneOf, type Params, textOf } from "../../address";
import { ListPage } from "../../list-page";
import { SHIPMENT_STATE_KIND } from "./presentation";

const PATH = "/operation/shipments";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transport.shipment"))("title") };
}

export default async function ShipmentsPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, v, h, o, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("transport.shipment"),
    getTranslations("transport.vehicle"),
    getTranslations("distribution.handover"),
    getTranslations("transport.transfer"),
    getLocale(),
  ]);
  const state = oneOf(params, "state", SHIPMENT_STATES);
  const underWay = oneOf(params, "state", ["underWay"]);
  const query = textOf(params, "query");
  const incident = idOf(params, "incident");
  const [page, { custody }, { now }] = await Promise.all([
    listShipments(actor, { state, underWay: underWay !== undefined, query, incidentId: incident }, cursorOf(params)),
    flowsUnderWay(actor),
    businessClock(actor),
  ]);
  const filter = { state: state ?? underWay, query, incident };
  const may = (permission: Permission) => canSomewhere(actor, permission);
  const drives = actor.assignments.some((assignment) => assignment.role === "driver");
  return (
    <ListPage
      {...{ actor, params, page, filter, path: PATH, exported: "shipments" }}
      title={t("title")}
      lead={t("lead")}
      actions={
        <>
          {drives ? (
            <LinkButton href={`${PATH}/trips`} variant="primary">
              {t("trips.title")}
            </LinkButton>
          ) : null}
          {may("shipment.receive") ? <LinkButton href={`${PATH}/incoming`}>{h("deliveries.title")}</LinkButton> : null}
          {may("shipment.plan") ? <LinkButton href={`${PATH}/vehicles`}>{v("title")}</LinkButton> : null}
          {may("stock.reverse") ? <LinkButton href={`${PATH}/past-issue`}>{h("past.title")}</LinkButton> : null}
        </>
      }
      above={
        <div className="mb-4 max-w-sm">
          <KeyValue
            term={t("custody.title")}
            value={
              custody.share === null
                ? "—"
                : new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(
                    Math.floor(custody.share * 100) / 100,
                  )
            }
            note={
              custody.share === null
                ? t("custody.none")
                : `${t("custody.value", { known: custody.known, total: custody.total })} · ${t("custody.method")}`
            }
            href={addressOf(PATH, { ...filter, state: "underWay" })}
          />
        </div>
      }
      fields={[
        {
          name: "state",
          label: t("filters.state"),
          placeholder: t("filters.any"),
          options: [
            { value: "underWay", label: t("filters.underWay") },
            ...SHIPMENT_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
          ],
        },
        { name: "query", label: t("fields.number"), placeholder: "SH0000001" },
      ]}
      chips={{ incident: o("fields.incident") }}
      columns={[
        { key: "number", header: t("fields.number"), nowrap: true },
        { key: "from", header: t("fields.from") },
        { key: "to", header: t("fields.to") },
        { key: "state", header: t("fields.state") },
        { key: "vehicle", header: t("fields.vehicle") },
        { key: "driver", header: t("fields.driver"), phoneHidden: true },
        { key: "departed", header: t("fields.departedAt"), nowrap: true },
        { key: "expected", header: t("fields.expectedAt"), nowrap: true },
      ]}
      rows={page.rows.map((row) => {
        const late = row.state === "departed" && row.expectedAt !== null && row.expectedAt < now;
        return {
          key: row.id,
          href: `${PATH}/${row.id}`,
          label: row.number,
          tone: late ? "trouble" : row.state === "cancelled" ? "faded" : undefined,
          cells: [
            row.number,
            nameIn(row.fromSite, locale),
            nameIn(row.toSite, locale),
            <StateChip key="state" kind={SHIPMENT_STATE_KIND[row.state as ShipmentState]}>
              {t(`states.${row.state as ShipmentState}`)}
            </StateChip>,
            <span key="vehicle" className="whitespace-nowrap">
              <Written>{row.vehicle?.plate ?? "—"}</Written>
            </span>,
            row.driver ? nameIn(row.driver, locale) : "—",
            row.departedAt ? <Freshness key="departed" at={row.departedAt} now={now} /> : "—",
            row.expectedAt ? <Freshness key="expected" at={row.expectedAt} now={now} /> : "—",
          ],
        };
      })}
      empty={{ icon: <Truck aria-hidden />, title: t("empty.title"), text: t("empty.text") }}
    />
  );
}
