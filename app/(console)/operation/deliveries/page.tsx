import { ExportMenu } from "@/components/exchange/export-menu";
import { PackageCheck } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Amount, nameIn } from "@/components/stock/amount";
import { LinkButton } from "@/components/ui/button";
import { Chip, StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { LinkTabs } from "@/components/ui/tabs";
import { Freshness } from "@/components/ui/time";
import { type DeliveryState, deliveryMachine } from "@/lib/operation/procurement/machine/delivery";
import { countDeliveries, listDeliveries } from "@/lib/operation/procurement/queries/deliveries";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { cursorOf } from "@/lib/platform/db/key-page";
import { SavedFilterBar } from "../../saved-filter-bar";
import { addressOf, idOf, oneOf, type Params, pagerOf, textOf } from "../../address";
import { DELIVERY_STATE_KIND } from "./presentation";

const PATH = "/operation/deliveries";
const VIEWS = ["open", "announced", "arrived", "counted", "inspected", "all"] as const;
const OPEN = "announced,arrived,counted,inspected";
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
  const chosen = oneOf(params, "state", deliveryMachine.states);
  const view = oneOf(params, "view", VIEWS) ?? (chosen ? "all" : "open");
  const filter = {
    state: chosen ?? (view === "all" ? undefined : view === "open" ? OPEN : view),
    kind: oneOf(params, "kind", ["donation", "purchase"] as const),
    text: textOf(params, "q"),
    siteId: idOf(params, "site"),
    partyId: idOf(params, "party"),
    goodsId: idOf(params, "goods"),
    importBatchId: idOf(params, "batch"),
    incidentId: idOf(params, "incident"),
    duplicate: oneOf(params, "duplicate", DUPLICATE),
  };
  const [page, counts, { now }] = await Promise.all([
    listDeliveries(actor, filter, cursorOf(params)),
    countDeliveries(actor),
    businessClock(actor),
  ]);
  const set = {
    view: view === "open" ? undefined : view,
    state: chosen,
    kind: filter.kind,
    q: filter.text,
    site: filter.siteId,
    party: filter.partyId,
    goods: filter.goodsId,
    batch: filter.importBatchId,
    incident: filter.incidentId,
    duplicate: filter.duplicate,
  };
  const openCount = [...counts.states.values()].reduce((sum, count) => sum + count, 0);
  const create = canSomewhere(actor, "delivery.announce") ? (
    <LinkButton href={`${PATH}/new`} variant="primary">
      {t("deliveries.create")}
    </LinkButton>
  ) : undefined;
  const chips = [
    ...(filter.kind
      ? [{ key: "kind", label: t(`kinds.${filter.kind}`), removeHref: addressOf(PATH, { ...set, kind: undefined }) }]
      : []),
    ...(filter.text ? [{ key: "q", label: filter.text, removeHref: addressOf(PATH, { ...set, q: undefined }) }] : []),
    ...(filter.duplicate
      ? [
          {
            key: "duplicate",
            label: t(`deliveries.duplicateStates.${filter.duplicate}`),
            removeHref: addressOf(PATH, { ...set, duplicate: undefined }),
          },
        ]
      : []),
    ...(["site", "party", "goods", "incident"] as const)
      .filter((name) => set[name])
      .map((name) => ({
        key: name,
        label:
          name === "site" && page.rows[0]
            ? page.rows[0].site.name
            : name === "party" && page.rows[0]
              ? page.rows[0].party.name
              : t(`fields.${name}`),
        removeHref: addressOf(PATH, { ...set, [name]: undefined }),
      })),
  ];
  return (
    <>
      <PageHeader
        title={t("delivery.title")}
        lead={t("deliveries.lead")}
        actions={
          <>
            <ExportMenu list="deliveries" filter={params} />
            {counts.suspected > 0 || canSomewhere(actor, "delivery.reviewDuplicate") ? (
              <LinkButton href={`${PATH}/duplicates`}>
                {t("deliveries.duplicates")}
                {counts.suspected > 0 ? <span className="tabular-nums">({counts.suspected})</span> : null}
              </LinkButton>
            ) : null}
            {create}
          </>
        }
      />
      <div className="mb-3">
        <LinkTabs
          label={t("delivery.title")}
          tabs={VIEWS.map((key) => ({
            key,
            label: t(`deliveries.views.${key}`),
            href: addressOf(PATH, { ...set, state: undefined, view: key === "open" ? undefined : key }),
            current: key === view,
            count: key === "all" ? undefined : key === "open" ? openCount : (counts.states.get(key) ?? 0),
          }))}
        />
      </div>
      <SavedFilterBar
        actor={actor}
        action={PATH}
        hidden={Object.fromEntries(
          (["view", "site", "party", "goods", "batch", "incident", "duplicate"] as const).flatMap((name) =>
            set[name] ? [[name, set[name]]] : [],
          ),
        )}
        chips={chips}
        clearHref={chips.length > 0 ? addressOf(PATH, { view: set.view }) : undefined}
      >
        <Field label={t("fields.search")} name="q">
          <Input name="q" maxLength={60} defaultValue={filter.text ?? ""} />
        </Field>
        <Field label={t("fields.kind")} name="kind">
          <Select
            name="kind"
            defaultValue={filter.kind ?? ""}
            placeholder="—"
            options={(["donation", "purchase"] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
        </Field>
      </SavedFilterBar>
      <DataTable
        caption={t("delivery.title")}
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
              {row.party.name}
              {row.cumulative ? <Chip className="ms-1">{t("deliveries.cumulative")}</Chip> : null}
              {row.simulated ? <Chip className="ms-1">{t("deliveries.simulated")}</Chip> : null}
            </span>,
            row.site.name,
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
        empty={
          chips.length > 0 ? (
            <EmptyState icon={<PackageCheck aria-hidden />} title={t("deliveries.filtered")}>
              {t("deliveries.filteredText")}
            </EmptyState>
          ) : (
            <EmptyState icon={<PackageCheck aria-hidden />} title={t("deliveries.empty")} action={create}>
              {t("deliveries.emptyText")}
            </EmptyState>
          )
        }
      />
      <Pager {...pagerOf(PATH, set, page)} />
    </>
  );
}
