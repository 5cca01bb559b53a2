import { Split } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { StateChip } from "@/components/ui/chip";
import { Freshness } from "@/components/ui/time";
import { type PlanState, planMachine } from "@/lib/decision/allocation/machine";
import { listPlans } from "@/lib/decision/allocation/queries";
import type { ObjectiveChoice } from "@/lib/decision/allocation/schema";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { cursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { idOf, oneOf, type Params } from "../../address";
import { ListPage } from "../../list-page";
import { aimText } from "./weighing-text";
import { PLAN_STATE_KIND, percent } from "./presentation";

const PATH = "/decision/plans";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("allocation"))("title") };
}

export default async function PlansPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("allocation"),
    getLocale(),
  ]);
  const filter = { state: oneOf(params, "state", planMachine.states), incident: idOf(params, "incident") };
  const [page, { now }] = await Promise.all([
    listPlans(actor, { state: filter.state, incidentId: filter.incident }, cursorOf(params)),
    businessClock(actor),
  ]);
  return (
    <ListPage
      {...{ actor, params, page, filter, path: PATH, exported: "plans" }}
      title={t("title")}
      lead={t("lead")}
      create={{ permission: "plan.create", label: t("create") }}
      fields={[
        {
          name: "state",
          label: t("fields.state"),
          options: planMachine.states.map((value) => ({ value, label: t(`states.${value}`) })),
        },
      ]}
      chips={{ incident: t("fields.incident") }}
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
        href: `${PATH}/${plan.id}`,
        label: plan.number,
        tone: ["rejected", "withdrawn", "superseded"].includes(plan.state) ? "faded" : undefined,
        cells: [
          plan.number,
          plan.name || "—",
          nameIn(plan.area, locale),
          aimText(plan.objective as ObjectiveChoice, plan.weighing.by, t),
          <StateChip key="state" kind={PLAN_STATE_KIND[plan.state as PlanState]}>
            {t(`states.${plan.state as PlanState}`)}
          </StateChip>,
          plan.kpis ? percent(plan.kpis.fillRate, locale) : "—",
          <Freshness key="at" at={plan.businessAt} now={now} />,
        ],
      }))}
      empty={{ icon: <Split aria-hidden />, title: t("empty.title"), text: t("empty.text") }}
    />
  );
}
