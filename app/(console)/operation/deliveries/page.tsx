import { PackageCheck } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Amount } from "@/components/stock/amount";
import { LinkButton } from "@/components/ui/button";
import { Chip, StateChip } from "@/components/ui/chip";
import { Freshness } from "@/components/ui/time";
import { type DeliveryState, deliveryMachine } from "@/lib/operation/procurement/machine/delivery";
import { countDeliveries, listDeliveries } from "@/lib/operation/procurement/queries/deliveries";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { cursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { idOf, oneOf, type Params, textOf } from "../../address";
import { ListPage } from "../../list-page";
import { DELIVERY_STATE_KIND } from "./presentation";
import { Written } from "@/components/ui/written";

const PATH = "/operation/deliveries";
const VIEWS = ["open", "announced", "arrived", "counted", "inspected", "all"] as const;
const OPEN = "announced,arrived,counted,inspected";
const KINDS = ["donation", "purchase"] as const;
const DUPLICATE = ["suspected", "confirmed", "rejected"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("procurement"))("delivery.title") };
}

export default async function DeliveriesPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("procurement"),
    getLocale(),
  ]);
  const state = oneOf(params, "state", deliveryMachine.states);
  const view = oneOf(params, "view", VIEWS) ?? (state ? "all" : "open");
  const filter = {
    view: view === "open" ? undefined : view,
    state,
    kind: oneOf(params, "kind", KINDS),
    q: textOf(params, "q"),
    site: idOf(params, "site"),
    party: idOf(params, "party"),
    goods: idOf(params, "goods"),
    batch: idOf(params, "batch"),
    incident: idOf(params, "incident"),
    duplicate: oneOf(params, "duplicate", DUPLICATE),
  };
  const [page, counts, { now }] = await Promise.all([
    listDeliveries(
      actor,
      {
        state: state ?? (view === "all" ? undefined : view === "open" ? OPEN : view),
        kind: filter.kind,
        text: filter.q,
        siteId: filter.site,
        partyId: filter.party,
        goodsId: filter.goods,
        importBatchId: filter.batch,
        incidentId: filter.incident,
        duplicate: filter.duplicate,
      },
      cursorOf(params),
    ),
    countDeliveries(actor),
    businessClock(actor),
  ]);
  const open = [...counts.states.values()].reduce((sum, count) => sum + count, 0);
  const first = page.rows[0];
  return (
    <ListPage
      {...{ actor, params, page, filter, path: PATH, exported: "deliveries" }}
      title={t("delivery.title")}
      lead={t("deliveries.lead")}
      actions={
        counts.suspected > 0 || canSomewhere(actor, "delivery.reviewDuplicate") ? (
          <LinkButton href={`${PATH}/duplicates`}>
            {t("deliveries.duplicates")}
            {counts.suspected > 0 ? <span className="tabular-nums">({counts.suspected})</span> : null}
          </LinkButton>
        ) : null
      }
      create={{ permission: "delivery.announce", label: t("deliveries.create") }}
      tabs={{
        name: "view",
        reset: ["state"],
        views: VIEWS.map((key) => ({
          value: key === "open" ? undefined : key,
          label: t(`deliveries.views.${key}`),
          count: key === "all" ? undefined : key === "open" ? open : (counts.states.get(key) ?? 0),
        })),
      }}
      fields={[
        { name: "q", label: t("fields.search") },
        {
          name: "kind",
          label: t("fields.kind"),
          options: KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
        },
      ]}
      chips={{
        state: state && t(`delivery.states.${state}`),
        duplicate: filter.duplicate && t(`deliveries.duplicateStates.${filter.duplicate}`),
        site: (first && nameIn(first.site, locale)) ?? t("fields.site"),
        party: first?.party.name ?? t("fields.party"),
        goods: t("fields.goods"),
        batch: t("deliveries.oneImport"),
        incident: t("fields.incident"),
      }}
      columns={[
        { key: "number", header: t("fields.number"), nowrap: true },
        { key: "party", header: t("fields.party") },
        { key: "site", header: t("fields.site"), phoneHidden: true },
        { key: "lines", header: t("fields.lines") },
        { key: "state", header: t("fields.state") },
        { key: "arrived", header: t("fields.arrivedAt"), nowrap: true },
      ]}
      rows={page.rows.map((row) => ({
        key: row.id,
        href: `${PATH}/${row.id}`,
        label: row.number,
        cells: [
          row.number,
          <span key="party">
            <Written>{row.party.name}</Written>
            {row.cumulative ? <Chip className="ms-1">{t("deliveries.cumulative")}</Chip> : null}
            {row.simulated ? <Chip className="ms-1">{t("deliveries.simulated")}</Chip> : null}
          </span>,
          nameIn(row.site, locale),
          <span key="lines" className="block max-w-80">
            {row.lines.map((line, i) => (
              <span key={line.id}>
                {i > 0 ? "、" : ""}
                {nameIn(line.goods, locale)} <Amount value={line.counted ?? line.announced} unit={line.unit} />
              </span>
            ))}
            {row._count.lines > row.lines.length ? ` ${t("deliveries.more", { count: row._count.lines })}` : ""}
          </span>,
          <span key="state" className="inline-flex flex-wrap gap-1">
            <StateChip kind={DELIVERY_STATE_KIND[row.state as DeliveryState]}>
              {t(`delivery.states.${row.state as DeliveryState}`)}
            </StateChip>
            {row.duplicateState === "suspected" ? (
              <StateChip kind="trouble">{t("deliveries.duplicateStates.suspected")}</StateChip>
            ) : null}
          </span>,
          row.arrivedAt ? <Freshness key="at" at={row.arrivedAt} now={now} /> : "—",
        ],
      }))}
      empty={{
        icon: <PackageCheck aria-hidden />,
        title: t("deliveries.empty"),
        text: t("deliveries.emptyText"),
        filtered: { title: t("deliveries.filtered"), text: t("deliveries.filteredText") },
      }}
    />
  );
}
