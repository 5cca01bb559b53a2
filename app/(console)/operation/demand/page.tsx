import { ClipboardList } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ExportMenu } from "@/components/exchange/export-menu";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { WithSidePanel } from "@/components/ui/side-panel";
import { LinkTabs } from "@/components/ui/tabs";
import { bestDuplicates } from "@/lib/operation/demand/queries/duplicates";
import { demandFilterOf, type DemandParams, type DemandView, VIEWS } from "@/lib/operation/demand/queries/filter";
import { countDemand, listDemand } from "@/lib/operation/demand/queries/list";
import { PRIORITIES } from "@/lib/operation/demand/schema";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { SavedFilterBar } from "../../saved-filter-bar";
import { DemandPanel } from "./demand-panel";
import { DemandTable } from "./demand-table";
import { addressOf, paramsOf } from "./filter";
import { nameIn, siteName } from "./presentation";

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
  const chip = (key: keyof typeof filter, label: string | false | undefined) =>
    !label ? [] : [{ key, label, removeHref: addressOf({ ...filter, [key]: undefined }) }];
  const chips = [
    ...chip("priority", filter.priority && t(`priorities.${filter.priority}`)),
    ...chip("text", filter.text),
    ...chip("incidentId", filter.incidentId && (first ? nameIn(first.incident, locale) : t("fields.incident"))),
    ...chip("siteId", filter.siteId && (first ? siteName(first.site, locale) : t("fields.site"))),
    ...chip("goodsId", filter.goodsId && t("fields.goods")),
    ...chip("areaCode", filter.areaCode && `${t("fields.area")} ${filter.areaCode}`),
    ...chip("stale", filter.stale && t("fields.stale")),
    ...chip("unmet", filter.unmet && t(`unmet.${filter.unmet}`)),
    ...chip("overdue", filter.overdue && t("fields.overdue")),
  ];
  const good = chips.length === 0 ? GOOD_WHEN_EMPTY.find((known) => known === view) : undefined;
  const createButton = mayCreate ? (
    <LinkButton href="/operation/demand/new" variant="primary">
      {t("create")}
    </LinkButton>
  ) : undefined;
  const box = (name: "stale" | "overdue") => (
    <label className="flex min-h-9 items-center gap-2 text-sm touch:min-h-11">
      <input type="checkbox" name={name} value="1" defaultChecked={filter[name]} className="size-4" />
      {t(`fields.${name}`)} ({counts[name]})
    </label>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={queue ? t("queue.oldest") : t("lead")}
        actions={
          <>
            <ExportMenu list="demand" filter={{ ...paramsOf(filter), view }} />
            {hasOwn ? <LinkButton href="/operation/demand/mine">{t("mine.title")}</LinkButton> : null}
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
            href: addressOf({ ...filter, view: key, stale: undefined, overdue: undefined }),
            current: key === view,
            count: tabCounts[key],
          }))}
        />
      </div>
      <SavedFilterBar
        actor={actor}
        action="/operation/demand"
        hidden={{
          ...(view === "open" ? {} : { view }),
          ...(filter.incidentId ? { incident: filter.incidentId } : {}),
          ...(filter.siteId ? { site: filter.siteId } : {}),
          ...(filter.goodsId ? { goods: filter.goodsId } : {}),
          ...(filter.areaCode ? { area: filter.areaCode } : {}),
          ...(filter.unmet ? { unmet: filter.unmet } : {}),
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
        {view === "open" ? box("stale") : null}
        {queue || view === "open" ? box("overdue") : null}
      </SavedFilterBar>
      <WithSidePanel
        panel={openId ? <DemandPanel actor={actor} id={openId} closeHref={addressOf(filter, here)} /> : null}
      >
        <DemandTable
          view={view}
          rows={page.rows}
          now={page.now}
          openId={openId}
          hrefOf={(id) => addressOf(filter, { ...here, open: id })}
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
          firstHref={page.previous ? addressOf(filter) : undefined}
          previousHref={page.previous ? addressOf(filter, { before: page.previous }) : undefined}
          nextHref={page.next ? addressOf(filter, { after: page.next }) : undefined}
          count={chips.length === 0 && tabCounts[view] !== undefined ? { value: tabCounts[view] } : undefined}
        />
      </WithSidePanel>
    </>
  );
}
