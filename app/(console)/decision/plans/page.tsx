import { ExportMenu } from "@/components/exchange/export-menu";
import { Split } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { Freshness } from "@/components/ui/time";
import { type PlanState, planMachine } from "@/lib/decision/allocation/machine";
import { listPlans } from "@/lib/decision/allocation/queries";
import type { ObjectiveChoice } from "@/lib/decision/allocation/schema";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { cursorOf } from "@/lib/platform/db/key-page";
import { SavedFilterBar } from "../../saved-filter-bar";
import { PLAN_STATE_KIND, percent } from "./presentation";

type Search = Promise<Record<string, string | string[] | undefined>>;
const HOME = "/decision/plans";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("allocation"))("title") };
}

export default async function PlansPage({ searchParams }: { searchParams: Search }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("allocation"),
    getLocale(),
  ]);
  const state = planMachine.states.find((known) => known === params.state);
  const incidentId =
    typeof params.incident === "string" && /^[0-9a-f-]{36}$/.test(params.incident) ? params.incident : undefined;
  const [page, { now }] = await Promise.all([
    listPlans(actor, { state, incidentId }, cursorOf(params)),
    businessClock(actor),
  ]);
  const kept = { ...(state ? { state } : {}), ...(incidentId ? { incident: incidentId } : {}) };
  const address = (extra: Record<string, string>) => `${HOME}?${new URLSearchParams({ ...kept, ...extra })}`;
  const create = canSomewhere(actor, "plan.create") ? (
    <LinkButton href={`${HOME}/new`} variant="primary">
      {t("create")}
    </LinkButton>
  ) : undefined;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            <ExportMenu list="plans" filter={params} />
            {create}
          </>
        }
      />
      <SavedFilterBar
        actor={actor}
        action={HOME}
        clearHref={HOME}
        hidden={incidentId ? { incident: incidentId } : {}}
        chips={
          state
            ? [
                {
                  key: "state",
                  label: t(`states.${state}`),
                  removeHref: incidentId ? `${HOME}?incident=${incidentId}` : HOME,
                },
              ]
            : []
        }
      >
        <Field label={t("fields.state")} name="state">
          <Select
            name="state"
            defaultValue={state ?? ""}
            placeholder="—"
            options={planMachine.states.map((value) => ({ value, label: t(`states.${value}`) }))}
          />
        </Field>
      </SavedFilterBar>
      <DataTable
        caption={t("title")}
        columns={[
          { key: "number", header: t("fields.number") },
          { key: "name", header: t("fields.name") },
          { key: "area", header: t("fields.area") },
          { key: "objective", header: t("fields.objective") },
          { key: "state", header: t("fields.state") },
          { key: "fill", header: t("fields.fill"), numeric: true },
          { key: "at", header: t("fields.created") },
        ]}
        rows={page.rows.map((plan) => ({
          key: plan.id,
          href: `${HOME}/${plan.id}`,
          label: plan.number,
          tone: ["rejected", "withdrawn", "superseded"].includes(plan.state) ? ("faded" as const) : undefined,
          cells: [
            plan.number,
            plan.name || "—",
            plan.area,
            t(`objectives.${plan.objective as ObjectiveChoice}.label`),
            <StateChip key="state" kind={PLAN_STATE_KIND[plan.state as PlanState]}>
              {t(`states.${plan.state as PlanState}`)}
            </StateChip>,
            plan.kpis ? percent(plan.kpis.fillRate, locale) : "—",
            <Freshness key="at" at={plan.businessAt} now={now} />,
          ],
        }))}
        empty={
          <EmptyState icon={<Split aria-hidden />} title={t("empty.title")} action={create}>
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
