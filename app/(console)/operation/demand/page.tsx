import { ClipboardList } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ExportMenu } from "@/components/exchange/export-menu";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { WithSidePanel } from "@/components/ui/side-panel";
import { LinkTabs } from "@/components/ui/tabs";
import { bestDuplicates } from "@/lib/operation/demand/queries/duplicates";
import { demandFilterOf, type DemandParams, type DemandView, VIEWS } from "@/lib/operation/demand/queries/filter";
import { countDemand, listDemand } from "@/lib/operation/demand/queries/list";
import { PRIORITIES } from "@/lib/operation/demand/schema";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { addressOf, pagerOf } from "../../address";
import { type Filtered, filtersInForce, ListFilter } from "../../list-filter";
import { DemandPanel } from "./demand-panel";
import { DemandTable } from "./demand-table";
import { paramsOf } from "./filter";

const PATH = "/operation/demand";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("demand"))("title") };
}

/** Views whose emptiness means something good. */
const GOOD_WHEN_EMPTY = ["open", "verification", "approval"] as const;

export default async function DemandPage({ searchParams }: { searchParams: Promise<DemandParams> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("demand"),
    getLocale(),
  ]);
  const filter = demandFilterOf(params);
  const { view } = filter;
  const set = paramsOf(filter);
  const [page, counts] = await Promise.all([listDemand(actor, filter, cursorOf(params)), countDemand(actor)]);
  const duplicates =
    view === "verification"
      ? await bestDuplicates(actor, page.rows)
      : new Map<string, { number: string; score: number }>();
  const openId = typeof params.open === "string" ? params.open : null;
  const here = {
    after: typeof params.after === "string" ? params.after : undefined,
    before: typeof params.before === "string" ? params.before : undefined,
  };
  const mayCreate = canSomewhere(actor, "demand.create");
  // Who verifies files for others: their own history would be everybody's.
  const hasOwn = mayCreate && !canSomewhere(actor, "demand.verify");
  const queue = view === "verification" || view === "approval";
  const tabCounts: Partial<Record<DemandView, number>> = {
    open: counts.open,
    verification: counts.verification,
    approval: counts.approval,
  };

  const first = page.rows[0];
  const flag = (name: "stale" | "overdue") =>
    ({ name, label: `${t(`fields.${name}`)} (${counts[name]})`, kind: "flag" }) as const;
  const filtered: Filtered = {
    filter: set,
    fields: [
      { name: "q", label: t("fields.text") },
      {
        name: "priority",
        label: t("fields.priority"),
        placeholder: t("views.all"),
        options: PRIORITIES.map((value) => ({ value, label: t(`priorities.${value}`) })),
      },
      ...(view === "open" ? [flag("stale")] : []),
      ...(queue || view === "open" ? [flag("overdue")] : []),
    ],
    chips: {
      incident: first ? nameIn(first.incident, locale) : t("fields.incident"),
      site: first ? nameIn(first.site, locale) : t("fields.site"),
      goods: t("fields.goods"),
      area: `${t("fields.area")} ${set.area}`,
      stale: t("fields.stale"),
      overdue: t("fields.overdue"),
      unmet: filter.unmet && t(`unmet.${filter.unmet}`),
    },
  };
  const plain = filtersInForce({ ...filtered, keep: ["view"] }).length === 0;
  const good = plain ? GOOD_WHEN_EMPTY.find((known) => known === view) : undefined;
  const createButton = mayCreate ? (
    <LinkButton href={`${PATH}/new`} variant="primary">
      {t("create")}
    </LinkButton>
  ) : undefined;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={queue ? t("queue.oldest") : t("lead")}
        actions={
          <>
            <ExportMenu list="demand" filter={{ ...set, view }} />
            {hasOwn ? <LinkButton href={`${PATH}/mine`}>{t("mine.title")}</LinkButton> : null}
            {createButton}
          </>
        }
      />
      <div className="mb-3">
        <LinkTabs
          label={t("title")}
          tabs={VIEWS.map((key) => ({
            key,
            label: t(`views.${key}`),
            href: addressOf(PATH, { ...paramsOf({ ...filter, view: key }), stale: undefined, overdue: undefined }),
            current: key === view,
            count: tabCounts[key],
          }))}
        />
      </div>
      <ListFilter {...filtered} actor={actor} path={PATH} keep={["view"]} />
      <WithSidePanel
        panel={
          openId ? <DemandPanel actor={actor} id={openId} closeHref={addressOf(PATH, { ...set, ...here })} /> : null
        }
      >
        <DemandTable
          view={view}
          rows={page.rows}
          now={page.now}
          openId={openId}
          hrefOf={(id) => addressOf(PATH, { ...set, ...here, open: id })}
          duplicates={duplicates}
          empty={
            <EmptyState
              icon={<ClipboardList aria-hidden />}
              title={good ? t(`empty.${good}`) : t("empty.title")}
              action={createButton}
            >
              {good ? t(`empty.${good}Text`) : t("empty.text")}
            </EmptyState>
          }
        />
        <Pager
          {...pagerOf(PATH, set, page)}
          count={plain && tabCounts[view] !== undefined ? { value: tabCounts[view] } : undefined}
        />
      </WithSidePanel>
    </>
  );
}
