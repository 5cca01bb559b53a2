import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { DocumentMoves } from "@/components/form/document-moves";
import { Chip, StateChip } from "@/components/ui/chip";
import { PageHeader } from "@/components/ui/page-header";
import { StateLine } from "@/components/workflow/state-line";
import { movePlanAction } from "@/lib/decision/allocation/actions";
import { BARE_PLAN_MOVES, PLAN_LINE_OF_LIFE, type PlanState, planMachine } from "@/lib/decision/allocation/machine";
import { comparablePlans, getPlan, rulePreview } from "@/lib/decision/allocation/queries";
import { OBJECTIVES, type ObjectiveChoice } from "@/lib/decision/allocation/schema";
import { isComputed } from "@/lib/decision/allocation/stored";
import { can } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { taskState } from "@/lib/platform/jobs/tasks";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { DocumentHistory } from "../../../document-history";
import { limitsShown } from "../limits-text";
import { PLAN_STATE_KIND } from "../presentation";
import { aimText, weighingShown } from "../weighing-text";
import { AdoptForm } from "./adopt-form";
import { Answer } from "./answer";
import { Computing } from "./computing";
import { PlanComparison } from "./plan-comparison";
import { PlanFacts } from "./plan-facts";
import { ReplanSection } from "./replan-section";
import { ScarceGoodsSection } from "./scarce";
import { planView } from "./view";
import { WeighingSection } from "./weighing-section";
import { Workspace } from "./workspace";

type Params = Promise<{ id: string }>;
type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: (await getPlan(await requireActor(), (await params).id)).number };
}

export default async function PlanPage({ params, searchParams }: { params: Params; searchParams: Search }) {
  const [actor, { id }, query, t, locale] = await Promise.all([
    requireActor(),
    params,
    searchParams,
    getTranslations("allocation"),
    getLocale(),
  ]);
  const plan = await getPlan(actor, id);
  const state = plan.state as PlanState;
  const ends = { only: { areaCode: plan.areaCode } };
  const bare: readonly string[] = BARE_PLAN_MOVES;
  const moves = offeredMoves(actor, planMachine, plan, ends);
  const mayAdopt = moves.some((move) => move.name === "adopt" && !move.blocked);
  const mayPlan = can(actor, "plan.create", { areaCode: plan.areaCode });
  const mayReplan = mayPlan && state !== "draft";
  const opened = typeof query.rule === "string" ? query.rule : null;
  const [others, task, preview] = await Promise.all([
    comparablePlans(actor, plan),
    state === "draft" && plan.taskId ? taskState(actor, plan.taskId) : null,
    opened ? rulePreview(actor, plan.id, opened) : null,
  ]);
  const result = isComputed(plan.result) ? plan.result : null;
  const view = result ? planView(plan, locale) : null;
  const objective = plan.objective as ObjectiveChoice;
  const limits = limitsShown(plan.options, plan.named, locale);
  const weighing = objective === "fair" ? weighingShown(plan.options.weighing, plan.named, locale) : null;
  const exit = ["rejected", "withdrawn", "superseded", "partlyAdopted"].includes(state)
    ? { label: t(`states.${state}`) }
    : undefined;
  const reached =
    state === "partlyAdopted" ? "approved" : state === "rejected" ? "submitted" : exit ? "computed" : state;
  return (
    <>
      <PageHeader
        title={plan.name ? `${plan.number} ${plan.name}` : plan.number}
        trail={[{ label: t("title"), href: "/decision/plans" }]}
        state={
          <>
            <StateChip kind={PLAN_STATE_KIND[state]}>{t(`states.${state}`)}</StateChip>
            <Chip>{aimText(objective, plan.options.weighing.by, t)}</Chip>
            {plan.supersedes ? (
              <Link
                href={`/decision/plans/${plan.supersedes.id}`}
                className="text-sm text-accent-ink underline underline-offset-2"
              >
                {t("replan.supersedes", { number: plan.supersedes.number })}
              </Link>
            ) : null}
          </>
        }
      />
      <StateLine
        steps={PLAN_LINE_OF_LIFE.map((key) => ({ key, label: t(`states.${key}`) }))}
        current={reached}
        exit={exit}
      />
      <Answer plan={plan} />
      <DocumentMoves
        id={plan.id}
        version={plan.version}
        moves={moves.filter((move) => bare.includes(move.name))}
        action={movePlanAction}
      />
      {state === "draft" ? <Computing plan={plan} mayPlan={mayPlan} task={task} /> : null}
      {mayAdopt ? <AdoptForm id={plan.id} version={plan.version} /> : null}
      {plan.transfers > 0 ? (
        <p className="my-3">
          <Link href={`/operation/transfers?plan=${plan.id}`} className="text-accent-ink underline underline-offset-2">
            {t("adopt.transfers")} ({plan.transfers})
          </Link>
        </p>
      ) : null}
      <PlanComparison plan={plan} others={others} chosen={query.with} />
      {result && result.scarce.length > 0 ? (
        <ScarceGoodsSection
          plan={plan}
          scarce={result.scarce}
          opened={opened}
          preview={preview}
          mayChoose={mayReplan}
        />
      ) : null}
      {view ? (
        <Workspace
          planId={plan.id}
          view={view}
          mayFreeze={mayPlan && ["computed", "submitted", "approved"].includes(state)}
        />
      ) : null}
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-2">
        <div className="grid content-start gap-8">
          <PlanFacts plan={plan} limits={limits} />
          {view && weighing && weighing.by !== "none" ? (
            <WeighingSection plan={plan} shown={weighing} view={view} />
          ) : null}
          {mayReplan ? <ReplanSection id={plan.id} version={plan.version} limits={limits} weighing={weighing} /> : null}
        </div>
        <DocumentHistory
          actor={actor}
          kind="allocationPlan"
          id={plan.id}
          machine={planMachine}
          factTexts={{
            ...Object.fromEntries(OBJECTIVES.map((one) => [`objective.${one}`, t(`objectives.${one}.label`)])),
            "frozen.true": t("lines.frozen"),
            "frozen.false": t("lines.unfreeze"),
            "status.optimal": t("result.optimal"),
            "status.stoppedEarly": t("result.stoppedEarly"),
            "status.invalid": t("result.invalid"),
            "status.again": t("progress.again"),
            "status.nothingToDo": t("result.nothingToDo"),
            "status.withinGap": t("result.nearOptimal"),
          }}
          factLabels={{
            status: t("fields.result"),
            supersedes: t("fields.supersedes"),
            line: t("lines.position"),
            frozen: t("lines.status"),
            objective: t("fields.objective"),
            horizonDays: t("fields.horizonDays"),
            lines: t("result.tabs.lines"),
          }}
        />
      </div>
    </>
  );
}
