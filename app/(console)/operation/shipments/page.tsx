import { ExportMenu } from "@/components/exchange/export-menu";
import { Truck } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { KeyValue } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { Freshness } from "@/components/ui/time";
import type { ShipmentState } from "@/lib/operation/transport/shipment/machine";
import { flowsUnderWay, listShipments } from "@/lib/operation/transport/shipment/queries";
import { SHIPMENT_STATES } from "@/lib/operation/transport/shipment/schema";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { cursorOf } from "@/lib/platform/db/key-page";
import { SavedFilterBar } from "../../saved-filter-bar";
import { nameIn } from "../transfers/presentation";
import { SHIPMENT_STATE_KIND } from "./presentation";

type Search = Promise<Record<string, string | string[] | undefined>>;
const PATH = "/operation/shipments";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transport.shipment"))("title") };
}

export default async function ShipmentsPage({ searchParams }: { searchParams: Search }) {
  const [actor, params, t, v, h, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("transport.shipment"),
    getTranslations("transport.vehicle"),
    getTranslations("distribution.handover"),
    getLocale(),
  ]);
  const text = (name: string) => (typeof params[name] === "string" ? (params[name] as string).slice(0, 40) : "");
  const underWay = params.state === "underWay";
  const state = SHIPMENT_STATES.find((known) => known === params.state);
  const query = text("query");
  const incidentId = /^[0-9a-f-]{36}$/.test(text("incident")) ? text("incident") : undefined;
  const [page, { custody }, { now }] = await Promise.all([
    listShipments(actor, { state, underWay, query, incidentId }, cursorOf(params)),
    flowsUnderWay(actor),
    businessClock(actor),
  ]);
  const kept = {
    ...(state || underWay ? { state: text("state") } : {}),
    ...(query ? { query } : {}),
    ...(incidentId ? { incident: incidentId } : {}),
  };
  const address = (extra: Record<string, string>, without?: string) =>
    `${PATH}?${new URLSearchParams(Object.entries({ ...kept, ...extra }).filter(([name]) => name !== without))}`;
  const may = (permission: Parameters<typeof canSomewhere>[1]) => canSomewhere(actor, permission);
  const drives = actor.assignments.some((assignment) => assignment.role === "driver");
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            <ExportMenu list="shipments" filter={params} />
            {drives ? (
              <LinkButton href={`${PATH}/trips`} variant="primary">
                {t("trips.title")}
              </LinkButton>
            ) : null}
            {may("shipment.receive") ? (
              <LinkButton href={`${PATH}/incoming`}>{h("deliveries.title")}</LinkButton>
            ) : null}
            {may("shipment.plan") ? <LinkButton href={`${PATH}/vehicles`}>{v("title")}</LinkButton> : null}
            {may("stock.reverse") ? <LinkButton href={`${PATH}/past-issue`}>{h("past.title")}</LinkButton> : null}
          </>
        }
      />
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
          href={address({ state: "underWay" })}
        />
      </div>
      <SavedFilterBar
        actor={actor}
        action={PATH}
        hidden={incidentId ? { incident: incidentId } : {}}
        chips={[
          ...(state || underWay
            ? [
                {
                  key: "state",
                  label: state ? t(`states.${state}`) : t("filters.underWay"),
                  removeHref: address({}, "state"),
                },
              ]
            : []),
          ...(query ? [{ key: "query", label: query, removeHref: address({}, "query") }] : []),
        ]}
        clearHref={PATH}
      >
        <Field label={t("filters.state")} name="state">
          <Select
            name="state"
            defaultValue={text("state")}
            placeholder={t("filters.any")}
            options={[
              { value: "underWay", label: t("filters.underWay") },
              ...SHIPMENT_STATES.map((value) => ({ value: value as string, label: t(`states.${value}`) })),
            ]}
          />
        </Field>
        <Field label={t("fields.number")} name="query">
          <Input name="query" defaultValue={query} maxLength={40} placeholder="SH0000001" />
        </Field>
      </SavedFilterBar>
      <DataTable
        caption={t("title")}
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
            tone: late ? ("trouble" as const) : row.state === "cancelled" ? ("faded" as const) : undefined,
            cells: [
              row.number,
              nameIn(locale, row.fromSite),
              nameIn(locale, row.toSite),
              <StateChip key="state" kind={SHIPMENT_STATE_KIND[row.state as ShipmentState]}>
                {t(`states.${row.state as ShipmentState}`)}
              </StateChip>,
              row.vehicle?.plate ?? "—",
              row.driver ? nameIn(locale, row.driver) : "—",
              row.departedAt ? <Freshness key="departed" at={row.departedAt} now={now} /> : "—",
              row.expectedAt ? <Freshness key="expected" at={row.expectedAt} now={now} /> : "—",
            ],
          };
        })}
        empty={
          <EmptyState icon={<Truck aria-hidden />} title={t("empty.title")}>
            {t("empty.text")}
          </EmptyState>
        }
      />
      <Pager
        firstHref={page.previous ? address({}) : undefined}
        previousHref={page.previous ? address({ before: page.previous }) : undefined}
        nextHref={page.next ? address({ after: page.next }) : undefined}
      />
    </>
  );
}
