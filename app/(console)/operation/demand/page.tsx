import { ClipboardList, Copy } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PriorityBadge } from "@/components/ui/badges";
import { LinkButton } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { FillBar } from "@/components/ui/quantity";
import { Select } from "@/components/ui/select";
import { WithSidePanel } from "@/components/ui/side-panel";
import { LinkTabs } from "@/components/ui/tabs";
import { Freshness, ServiceClock } from "@/components/ui/time";
import { bestDuplicates } from "@/lib/operation/demand/queries/duplicates";
import { countDemand, listDemand, VIEWS } from "@/lib/operation/demand/queries/list";
import { isStale } from "@/lib/operation/demand/rules/freshness";
import { approvalSpanMs } from "@/lib/operation/demand/rules/service-clock";
import { PRIORITIES } from "@/lib/operation/demand/schema";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { DemandPanel } from "./demand-panel";
import { addressOf, filterOf, type Params } from "./filter";
import { FreshnessMark } from "./freshness-mark";
import { LineSummary } from "./line-summary";
import { PRIORITY_CLASS, siteName } from "./presentation";
import { StateChips } from "./state-chips";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("demand"))("title") };
}

export default async function DemandPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("demand"),
    getLocale(),
  ]);
  const filter = filterOf(params);
  const { view } = filter;
  const [page, counts] = await Promise.all([listDemand(actor, filter, cursorOf(params)), countDemand(actor)]);
  const duplicates = view === "verification" ? await bestDuplicates(actor, page.rows) : new Map();
  const open = typeof params.open === "string" ? params.open : null;
  const here = {
    after: typeof params.after === "string" ? params.after : undefined,
    before: typeof params.before === "string" ? params.before : undefined,
  };
  const mayCreate = canSomewhere(actor, "demand.create");
  const waiting = view === "verification" || view === "approval";
  const chips = [
    ...(filter.priority
      ? [
          {
            key: "priority",
            label: t(`priorities.${filter.priority}`),
            removeHref: addressOf({ ...filter, priority: undefined }),
          },
        ]
      : []),
    ...(filter.text ? [{ key: "q", label: filter.text, removeHref: addressOf({ ...filter, text: undefined }) }] : []),
    ...(filter.incidentId
      ? [
          {
            key: "incident",
            label: page.rows[0]
              ? locale === "en"
                ? page.rows[0].incident.nameEn
                : page.rows[0].incident.nameZh
              : t("fields.incident"),
            removeHref: addressOf({ ...filter, incidentId: undefined }),
          },
        ]
      : []),
    ...(filter.siteId
      ? [
          {
            key: "site",
            label: page.rows[0] ? siteName(page.rows[0].site, locale) : t("fields.site"),
            removeHref: addressOf({ ...filter, siteId: undefined }),
          },
        ]
      : []),
    ...(filter.goodsId
      ? [{ key: "goods", label: t("fields.goods"), removeHref: addressOf({ ...filter, goodsId: undefined }) }]
      : []),
    ...(filter.areaCode
      ? [
          {
            key: "area",
            label: `${t("fields.area")} ${filter.areaCode}`,
            removeHref: addressOf({ ...filter, areaCode: undefined }),
          },
        ]
      : []),
    ...(filter.stale
      ? [{ key: "stale", label: t("fields.stale"), removeHref: addressOf({ ...filter, stale: undefined }) }]
      : []),
    ...(filter.overdue
      ? [{ key: "overdue", label: t("fields.overdue"), removeHref: addressOf({ ...filter, overdue: undefined }) }]
      : []),
  ];
  const emptyKey =
    chips.length > 0 ? null : view === "open" || view === "verification" || view === "approval" ? view : null;
  const tabCounts: Partial<Record<(typeof VIEWS)[number], number>> = {
    open: counts.open,
    verification: counts.verification,
    approval: counts.approval,
  };
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={waiting ? t("queue.oldest") : t("lead")}
        actions={
          mayCreate ? (
            <>
              <LinkButton href="/operation/demand/mine">{t("mine.title")}</LinkButton>
              <LinkButton href="/operation/demand/new" variant="primary">
                {t("create")}
              </LinkButton>
            </>
          ) : undefined
        }
      />
      <div className="mb-3">
        <LinkTabs
          label={t("title")}
          tabs={VIEWS.map((key) => ({
            key,
            label: t(`views.${key}`),
            href: addressOf({ ...filter, view: key }),
            current: key === view,
            count: tabCounts[key],
          }))}
        />
      </div>
      <FilterBar
        action="/operation/demand"
        hidden={{
          ...(view === "open" ? {} : { view }),
          ...(filter.incidentId ? { incident: filter.incidentId } : {}),
          ...(filter.siteId ? { site: filter.siteId } : {}),
          ...(filter.goodsId ? { goods: filter.goodsId } : {}),
          ...(filter.areaCode ? { area: filter.areaCode } : {}),
        }}
        chips={chips}
        clearHref={addressOf({ view })}
      >
        <Field label={t("fields.text")} name="q">
          <Input name="q" type="search" defaultValue={filter.text ?? ""} maxLength={60} />
        </Field>
        <Field label={t("fields.priority")} name="priority">
          <Select
            name="priority"
            defaultValue={filter.priority ?? ""}
            placeholder={t("views.all")}
            options={PRIORITIES.map((value) => ({ value, label: t(`priorities.${value}`) }))}
          />
        </Field>
        {view === "open" || view === "all" ? (
          <label className="flex min-h-9 items-center gap-2 text-sm touch:min-h-11">
            <input type="checkbox" name="stale" value="1" defaultChecked={filter.stale} className="size-4" />
            {t("fields.stale")} ({counts.stale})
          </label>
        ) : null}
        {waiting || view === "open" ? (
          <label className="flex min-h-9 items-center gap-2 text-sm touch:min-h-11">
            <input type="checkbox" name="overdue" value="1" defaultChecked={filter.overdue} className="size-4" />
            {t("fields.overdue")} ({counts.overdue})
          </label>
        ) : null}
      </FilterBar>
      <WithSidePanel panel={open ? <DemandPanel actor={actor} id={open} closeHref={addressOf(filter, here)} /> : null}>
        <DataTable
          caption={t(`views.${view}`)}
          columns={[
            { key: "number", header: t("fields.number") },
            { key: "priority", header: t("fields.priority") },
            { key: "site", header: t("fields.site") },
            { key: "lines", header: t("fields.lines") },
            { key: "state", header: t("fields.state") },
            waiting
              ? { key: "clock", header: t("fields.clock") }
              : { key: "unmet", header: t("fields.unmet"), width: "9rem" },
            { key: "confirmed", header: waiting ? t("fields.filedAt") : t("fields.confirmedAt") },
          ]}
          rows={page.rows.map((row) => {
            const overdue =
              (row.state === "submitted" || row.state === "verified") && row.dueAt !== null && row.dueAt < page.now;
            const alike = duplicates.get(row.id);
            return {
              key: row.id,
              href: addressOf(filter, { ...here, open: row.id }),
              label: row.number,
              current: row.id === open,
              tone: overdue
                ? ("trouble" as const)
                : view === "open" && isStale(row.confirmedAt, page.now)
                  ? ("faded" as const)
                  : undefined,
              cells: [
                row.number,
                <PriorityBadge key="priority" priority={PRIORITY_CLASS[row.priority]} />,
                <span key="site">
                  {siteName(row.site, locale)}
                  <span className="block text-ink-3">{row.site.area.name}</span>
                </span>,
                <LineSummary key="lines" lines={row.lines} />,
                <span key="state" className="inline-flex flex-wrap gap-1 phone:justify-end">
                  <StateChips state={row.state} fulfilment={row.fulfilment} />
                  {row.escalatedAt && overdue ? <Chip tone="trouble">{t("escalated")}</Chip> : null}
                  {alike ? (
                    <Chip icon={<Copy aria-hidden />} tone="trouble" title={alike.number}>
                      {t("duplicates.title")} {alike.score}
                    </Chip>
                  ) : null}
                </span>,
                waiting ? (
                  row.dueAt ? (
                    <ServiceClock key="clock" dueAt={row.dueAt} now={page.now} totalMs={approvalSpanMs(row.priority)} />
                  ) : (
                    "—"
                  )
                ) : row.state === "draft" || row.state === "returned" ? (
                  "—"
                ) : (
                  <FillBar
                    key="unmet"
                    part={row.unmetPermille}
                    whole={1000}
                    label={t("unmetShare", { percent: Math.ceil(row.unmetPermille / 10) })}
                    tone={row.priority === "lifeSaving" ? "trouble" : "neutral"}
                  />
                ),
                waiting ? (
                  <Freshness key="filed" at={row.submittedAt} now={page.now} />
                ) : (
                  <FreshnessMark key="fresh" confirmedAt={row.confirmedAt} now={page.now} brief />
                ),
              ],
            };
          })}
          empty={
            <EmptyState
              icon={<ClipboardList aria-hidden />}
              title={emptyKey ? t(`empty.${emptyKey}`) : t("empty.title")}
              action={
                mayCreate ? (
                  <LinkButton href="/operation/demand/new" variant="primary">
                    {t("create")}
                  </LinkButton>
                ) : undefined
              }
            >
              {emptyKey ? t(`empty.${emptyKey}Text`) : t("empty.text")}
            </EmptyState>
          }
        />
        <Pager
          firstHref={page.previous ? addressOf(filter) : undefined}
          previousHref={page.previous ? addressOf(filter, { before: page.previous }) : undefined}
          nextHref={page.next ? addressOf(filter, { after: page.next }) : undefined}
          count={tabCounts[view] !== undefined && chips.length === 0 ? { value: tabCounts[view] as number } : undefined}
        />
      </WithSidePanel>
    </>
  );
}
