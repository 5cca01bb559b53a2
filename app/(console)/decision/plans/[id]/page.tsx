import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { DocumentMoves } from "@/components/form/document-moves";
import { Banner } from "@/components/ui/banner";
import { SubmitButton } from "@/components/ui/button";
import { Chip, StateChip } from "@/components/ui/chip";
import { DescriptionList } from "@/components/ui/description-list";
import { Field } from "@/components/ui/field";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { StateLine } from "@/components/workflow/state-line";
import { movePlanAction, replanAction } from "@/lib/decision/allocation/actions";
import { BARE_PLAN_MOVES, PLAN_LINE_OF_LIFE, type PlanState, planMachine } from "@/lib/decision/allocation/machine";
import { comparablePlans, getPlan, kpisOf, type PlanDetail, rulePreview } from "@/lib/decision/allocation/queries";
import { OBJECTIVES, type ObjectiveChoice } from "@/lib/decision/allocation/schema";
import { isComputed } from "@/lib/decision/allocation/stored";
import { can } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { taskState } from "@/lib/platform/jobs/tasks";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { DocumentHistory } from "../../../document-history";
import type { InputProblem } from "@/lib/solver/flow/model";
import { nameIn } from "@/lib/platform/i18n/names";
import { LimitsFields } from "../limits-fields";
import { limitSentences, limitsShown } from "../limits-text";
import { PLAN_STATE_KIND, percent } from "../presentation";
import { AdoptForm } from "./adopt-form";
import { type Compared, Comparison } from "./comparison";
import { Computing } from "./computing";
import { CostOfChoices } from "./cost-of-choices";
import { ScarceGoodsSection } from "./scarce";
import { planView } from "./view";
import { Workspace } from "./workspace";

type Params = Promise<{ id: string }>;
type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: (await getPlan(await requireActor(), (await params).id)).number };
}

type FaultCode = InputProblem["code"];

/** One sentence: what the plan achieves and how sure it is. */
async function Answer({ plan }: { plan: PlanDetail }) {
  const [t, locale] = await Promise.all([getTranslations("allocation.result"), getLocale()]);
  const { result } = plan;
  if (!isComputed(result)) {
    if (!result) return null;
    const faults = await getTranslations("allocation.faults");
    const counted = new Map<string, number>();
    for (const { code } of result.problems) counted.set(code, (counted.get(code) ?? 0) + 1);
    return (
      <Banner tone="trouble" title={t(result.status)}>
        {[...counted]
          .map(([code, count]) => `${faults(code as FaultCode)}${count > 1 ? ` × ${count}` : ""}`)
          .join("; ")}
      </Banner>
    );
  }
  const met = result.lineFills.filter((fill) => fill.served >= fill.need).length;
  const first = result.classFills.find((one) => one.priority === 1);
  const gap = result.levels.reduce((worst, level) => Math.max(worst, level.gap), 0);
  const proof =
    result.status === "optimal"
      ? t("optimal")
      : result.status === "withinGap"
        ? t("withinGap", { gap: percent(gap, locale) })
        : t("stoppedEarly");
  return (
    <p className="mb-4 max-w-prose text-lg">
      {t("answer", {
        served: met,
        lines: result.lineFills.length,
        class1: first && first.need > 0 ? percent(first.served / first.need, locale) : "—",
      })}{" "}
      <span className="text-base text-ink-2">
        {proof}
        {result.certified ? ` · ${t("certified")}` : ""} ·{" "}
        {(result.elapsedMs / 1000).toLocaleString(locale, { maximumFractionDigits: 2 })} s
      </span>
    </p>
  );
}

export default async function PlanPage({ params, searchParams }: { params: Params; searchParams: Search }) {
  const [actor, { id }, query, t, locale] = await Promise.all([
    requireActor(),
    params,
    searchParams,
    getTranslations("allocation"),
    getLocale(),
  ]);
  const p = await getTranslations("ui.priority");
  const plan = await getPlan(actor, id);
  const state = plan.state as PlanState;
  const ends = { only: { areaCode: plan.areaCode } };
  const bare: readonly string[] = BARE_PLAN_MOVES;
  const moves = offeredMoves(actor, planMachine, plan, ends);
  const mayAdopt = moves.some((move) => move.name === "adopt" && !move.blocked);
  const mayPlan = can(actor, "plan.create", { areaCode: plan.areaCode });
  const mayReplan = mayPlan && state !== "draft" && state !== "adopted";
  const opened = typeof query.rule === "string" ? query.rule : null;
  const [others, task, preview] = await Promise.all([
    comparablePlans(actor, plan),
    state === "draft" && plan.taskId ? taskState(actor, plan.taskId) : null,
    opened ? rulePreview(actor, plan.id, opened) : null,
  ]);
  const other = others.find((one) => one.id === query.with);
  const result = isComputed(plan.result) ? plan.result : null;
  const before = plan.supersedes ? kpisOf(plan.supersedes.kpis) : null;
  const compared: Compared[] = plan.kpis
    ? [
        { key: "this", label: t("compare.thisPlan"), kpis: plan.kpis },
        ...(plan.supersedes && before
          ? [
              {
                key: "before",
                label: plan.supersedes.number,
                href: `/decision/plans/${plan.supersedes.id}`,
                kpis: before,
              },
            ]
          : []),
        ...(other && other.id !== plan.supersedes?.id
          ? [
              {
                key: other.id,
                label: other.name || other.number,
                href: `/decision/plans/${other.id}`,
                kpis: other.kpis,
              },
            ]
          : []),
        ...(result?.alternatives ?? []).map(({ kind, kpis }) => ({ key: kind, label: t(`compare.${kind}`), kpis })),
        ...(result?.baselines ?? []).map((baseline) => ({
          key: baseline.rule,
          label: t(`compare.${baseline.rule}`),
          kpis: baseline.kpis,
        })),
      ]
    : [];
  const limits = limitsShown(plan.options, plan.named, locale);
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
            <Chip>{t(`objectives.${plan.objective as ObjectiveChoice}.label`)}</Chip>
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
      {state === "draft" ? <Computing task={task} /> : null}
      {mayAdopt ? <AdoptForm id={plan.id} version={plan.version} /> : null}
      {plan.transfers > 0 ? (
        <p className="my-3">
          <Link href={`/operation/transfers?plan=${plan.id}`} className="text-accent-ink underline underline-offset-2">
            {t("adopt.transfers")} ({plan.transfers})
          </Link>
        </p>
      ) : null}
      {compared.length > 0 ? (
        <Section title={t("compare.title")} className="my-6">
          <Comparison plans={compared} />
          {plan.kpis && result ? <CostOfChoices kpis={plan.kpis} alternatives={result.alternatives} /> : null}
          {others.length > 0 ? (
            <form className="no-print mt-3 flex flex-wrap items-end gap-2">
              <Field label={t("compare.with")} name="with" className="max-w-full">
                <Select
                  name="with"
                  defaultValue={other?.id ?? ""}
                  placeholder={t("compare.choose")}
                  options={others.map((one) => ({
                    value: one.id,
                    label: `${one.number} ${one.name} · ${t(`objectives.${one.objective as ObjectiveChoice}.label`)}`,
                  }))}
                />
              </Field>
              <SubmitButton variant="secondary">{t("compare.show")}</SubmitButton>
            </form>
          ) : null}
        </Section>
      ) : null}
      {result && result.scarce.length > 0 ? (
        <ScarceGoodsSection
          plan={plan}
          scarce={result.scarce}
          opened={opened}
          preview={preview}
          mayChoose={mayReplan}
        />
      ) : null}
      {result ? (
        <Workspace
          planId={plan.id}
          view={planView(plan, locale)}
          mayFreeze={mayPlan && ["computed", "submitted", "approved"].includes(state)}
        />
      ) : null}
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-2">
        <div className="grid content-start gap-8">
          <DescriptionList
            facts={[
              {
                key: "incident",
                term: t("fields.incident"),
                value: (
                  <Link className="underline underline-offset-2" href={`/decision/incidents/${plan.incident.id}`}>
                    {nameIn(plan.incident, locale)}
                  </Link>
                ),
              },
              { key: "area", term: t("fields.area"), value: plan.area },
              { key: "horizon", term: t("fields.horizonDays"), value: plan.horizonDays },
              {
                key: "goods",
                term: t("fields.goods"),
                value:
                  plan.options.goodsIds.length === 0
                    ? t("fields.goodsHint")
                    : plan.goods
                        .filter((one) => plan.options.goodsIds.includes(one.id))
                        .map((one) => nameIn(one, locale))
                        .join("、"),
                wide: true,
              },
              {
                key: "options",
                term: t("limits.title"),
                value:
                  [
                    plan.options.floors ? t("fields.floors") : null,
                    plan.options.substitution ? t("fields.substitution") : null,
                    plan.options.estimates ? t("fields.estimates") : null,
                    ...limitSentences(
                      limits,
                      (key, params) => t(`limits.${key}`, params),
                      (word) => p(word),
                    ),
                  ]
                    .filter(Boolean)
                    .join("；") || "—",
                wide: true,
              },
            ]}
          />
          {plan.result && plan.result.leftOut.length > 0 ? (
            <Section title={`${t("result.leftOut")} ${plan.result.leftOut.length}`}>
              <details>
                <summary className="min-h-6 cursor-pointer text-accent-ink underline">{t("result.leftOut")}</summary>
                <ul className="mt-2 max-h-72 list-disc overflow-auto ps-5">
                  {plan.result.leftOut.map((need) => (
                    <li key={need.lineId}>
                      {need.site} · {need.goods}：{t(`result.leftOutWhy.${need.why}`)}
                    </li>
                  ))}
                </ul>
              </details>
            </Section>
          ) : null}
          {mayReplan ? (
            <Section title={t("replan.submit")}>
              <p className="mb-3 max-w-prose text-ink-2">{t("replan.lead")}</p>
              <ActionForm
                action={replanAction}
                fixed={{ id: plan.id, version: plan.version }}
                submit={t("replan.submit")}
                variant="secondary"
                then="/decision/plans/{id}"
              >
                {null}
              </ActionForm>
              <details className="mt-4">
                <summary className="min-h-6 cursor-pointer text-accent-ink underline">{t("limits.change")}</summary>
                <p className="my-3 max-w-prose text-ink-2">{t("limits.changeLead")}</p>
                <ActionForm
                  action={replanAction}
                  fixed={{ id: plan.id, version: plan.version }}
                  submit={t("limits.change")}
                  variant="secondary"
                  then="/decision/plans/{id}"
                >
                  <LimitsFields under="limits" shown={limits} open />
                </ActionForm>
              </details>
            </Section>
          ) : null}
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
            "status.nothingToDo": t("result.nothingToDo"),
            "status.withinGap": t("result.nearOptimal"),
          }}
          factLabels={{
            status: t("fields.result"),
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
