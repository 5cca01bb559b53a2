import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { FulfilmentBar } from "@/components/demand/fulfilment-bar";
import { DocumentMoves } from "@/components/form/document-moves";
import { PriorityBadge } from "@/components/ui/badges";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Freshness, ServiceClock } from "@/components/ui/time";
import { absoluteText } from "@/components/ui/time-text";
import { StateLine } from "@/components/workflow/state-line";
import { moveDemandAction, unmergeDemandAction } from "@/lib/operation/demand/actions";
import { type DemandState, isOpen } from "@/lib/operation/demand/machine";
import { getDemand } from "@/lib/operation/demand/queries/detail";
import { duplicatesOf } from "@/lib/operation/demand/queries/duplicates";
import { approvalSpanMs } from "@/lib/operation/demand/rules/service-clock";
import { basisText } from "@/lib/operation/demand/rules/estimate-basis";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { can, canSomewhere } from "@/lib/platform/auth/reach";
import { nameIn } from "@/lib/platform/i18n/names";
import { CarriageList } from "../carriage-list";
import { confirmLines } from "../confirm-lines";
import { ConfirmNeed } from "../confirm-need";
import { ConfirmedAction } from "../confirmed-action";
import { DuplicateList } from "../duplicate-list";
import { FreshnessMark } from "../freshness-mark";
import { figuresOf, PRIORITY_CLASS, reachedState } from "../presentation";
import { StateChips } from "../state-chips";
import { ApproveForm } from "./approve-form";
import { Confirmations } from "./confirmations";
import { DemandHistory } from "./demand-history";
import { Written } from "@/components/ui/written";

type Params = Promise<{ id: string }>;

const MAIN_LINE = ["draft", "submitted", "verified", "approved"] as const;
const FULFILMENT_LINE = ["none", "partly", "fulfilled"] as const;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: (await getDemand(await requireActor(), (await params).id)).number };
}

export default async function DemandRequestPage({ params }: { params: Params }) {
  const [actor, { id }, t, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("demand"),
    getLocale(),
  ]);
  const request = await getDemand(actor, id);
  const peerMedian = (stated: number) => t("form.peerMedian", { stated });
  const { now } = request;
  const place = { areaCode: request.areaCode, siteId: request.siteId };
  const open = isOpen(request);
  const state = request.state as DemandState;
  const onLine = (MAIN_LINE as readonly string[]).includes(state);
  const waiting = state === "submitted" || state === "verified";
  const offered = (name: string) => request.moves.find((move) => move.name === name);
  const approve = offered("approve");
  const duplicates = open && canSomewhere(actor, "demand.merge") ? await duplicatesOf(actor, request) : [];
  const carriagesOf = (lineId: string) => request.carriages.filter((carriage) => carriage.demandLineId === lineId);
  const mayConfirm = open && can(actor, "demand.confirm", place);
  const mayEdit = (state === "draft" || state === "returned") && can(actor, "demand.create", place);
  return (
    <>
      <PageHeader
        title={`${request.number} · ${nameIn(request.site, locale)}`}
        trail={[{ label: t("title"), href: "/operation/demand" }]}
        state={
          <>
            <PriorityBadge priority={PRIORITY_CLASS[request.priority]} />
            <StateChips state={state} fulfilment={request.fulfilment} />
            {request.simulated ? <Chip>{t("simulated")}</Chip> : null}
          </>
        }
        actions={
          <>
            {mayEdit ? <LinkButton href={`/operation/demand/${id}/edit`}>{t("edit")}</LinkButton> : null}
            {can(actor, "demand.create", place) && !mayEdit ? (
              <LinkButton href={`/operation/demand/new?repeat=${id}`}>{t("form.repeatThis")}</LinkButton>
            ) : null}
          </>
        }
      />
      <StateLine
        steps={MAIN_LINE.map((key) => ({ key, label: t(`states.${key}`) }))}
        current={onLine ? state : reachedState(request)}
        exit={onLine ? undefined : { label: t(`states.${state}`) }}
      />
      {state === "approved" ? (
        <StateLine
          steps={FULFILMENT_LINE.map((key) => ({ key, label: t(`fulfilments.${key}`) }))}
          current={
            request.fulfilment === "closed"
              ? request.lines.some((line) => line.received > 0n)
                ? "partly"
                : "none"
              : request.fulfilment
          }
          exit={request.fulfilment === "closed" ? { label: t("fulfilments.closed") } : undefined}
        />
      ) : null}
      <div className="mb-6 grid gap-3">
        {waiting && request.dueAt ? (
          <p className="flex flex-wrap items-center gap-2">
            {t("fields.clock")}
            <ServiceClock dueAt={request.dueAt} now={now} totalMs={approvalSpanMs(request.priority)} />
          </p>
        ) : null}
        {waiting && request.escalatedAt ? (
          <Banner tone="trouble">{t("escalatedAt", { time: absoluteText(request.escalatedAt) })}</Banner>
        ) : null}
        {request.mergedInto ? (
          <Banner
            title={t("duplicates.merged", { number: request.mergedInto.number })}
            actions={
              <>
                <LinkButton href={`/operation/demand/${request.mergedInto.id}`}>{request.mergedInto.number}</LinkButton>
                {request.moves.some((move) => move.name.startsWith("unmerge")) ? (
                  <ConfirmedAction
                    action={unmergeDemandAction}
                    input={{ id, version: request.version }}
                    label={t("moves.unmerge")}
                    text={t("duplicates.unmergeText")}
                    done={t("duplicates.unmerged")}
                  />
                ) : null}
              </>
            }
          />
        ) : null}
        <DocumentMoves id={id} version={request.version} moves={request.moves} action={moveDemandAction} />
      </div>
      <div className="grid gap-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid content-start gap-8">
          {mayConfirm ? (
            <Section
              title={t("confirm.title")}
              aside={<FreshnessMark confirmedAt={request.confirmedAt} now={now} brief />}
            >
              <p className="mb-2 text-sm text-ink-2">{t("confirm.hint")}</p>
              <ConfirmNeed key={request.version} id={id} lines={confirmLines(request.lines, locale)} />
            </Section>
          ) : null}
          {approve ? (
            <Section title={t("approval.title")}>
              {approve.blocked ? <Banner>{t("approval.fourEyes")}</Banner> : <ApproveForm request={request} />}
            </Section>
          ) : null}
          <Section title={t("fields.lines")}>
            <ol className="grid gap-4">
              {request.lines.map((line) => (
                <li key={line.id} className="grid gap-1.5 border-b border-line pb-4 last:border-b-0">
                  <p className="flex flex-wrap items-baseline gap-x-2">
                    <span className="font-medium">{nameIn(line.goods, locale)}</span>
                    <span className="text-sm text-ink-3">{line.goods.code}</span>
                    {line.cancelledReason ? <Chip tone="faded">{t("confirm.noLonger")}</Chip> : null}
                  </p>
                  <FulfilmentBar figures={figuresOf(line, peerMedian)} />
                  {line.quantity === null && line.estimateBasis ? (
                    <p className="text-sm text-ink-3">
                      ≈ {t("form.basisIs", { basis: basisText(line.estimateBasis, peerMedian) })}
                    </p>
                  ) : null}
                  {line.note ? (
                    <p className="text-sm text-ink-2">
                      <Written>{line.note}</Written>
                    </p>
                  ) : null}
                  <CarriageList carriages={carriagesOf(line.id)} />
                </li>
              ))}
            </ol>
          </Section>
          {canSomewhere(actor, "demand.merge") && open ? (
            <Section title={t("duplicates.title")}>
              <DuplicateList
                request={request}
                duplicates={duplicates}
                mayMerge={offered("merge") !== undefined}
                now={now}
              />
            </Section>
          ) : null}
          {request.merged.length > 0 ? (
            <Section title={t("duplicates.mergedHere")}>
              <ul className="flex flex-wrap gap-3">
                {request.merged.map((one) => (
                  <li key={one.id}>
                    <Link href={`/operation/demand/${one.id}`} className="text-accent-ink underline underline-offset-2">
                      {one.number}
                    </Link>
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
        </div>
        <div className="grid content-start gap-8">
          <DescriptionList
            facts={[
              { key: "site", term: t("fields.site"), value: nameIn(request.site, locale) },
              { key: "area", term: t("fields.area"), value: nameIn(request.site.area, locale) },
              {
                key: "incident",
                term: t("fields.incident"),
                value: (
                  <Link
                    href={`/decision/incidents/${request.incident.id}`}
                    className="text-accent-ink underline underline-offset-2"
                  >
                    {nameIn(request.incident, locale)}
                  </Link>
                ),
              },
              {
                key: "filed",
                term: t("fields.filedAt"),
                value: <Freshness at={request.submittedAt} now={now} never="—" />,
              },
              {
                key: "needed",
                term: t("fields.neededBy"),
                value: request.neededBy ? absoluteText(request.neededBy) : "—",
              },
              {
                key: "people",
                term: t("fields.beneficiaries"),
                value: request.beneficiaries ? t("people", { count: request.beneficiaries }) : null,
              },
              ...(request.contactRole
                ? [{ key: "contact", term: t("fields.contactRole"), value: request.contactRole }]
                : []),
              ...(request.note ? [{ key: "note", term: t("fields.note"), value: request.note, wide: true }] : []),
              ...(request.verificationNote
                ? [
                    {
                      key: "verification",
                      term: t("fields.verificationNote"),
                      value: request.verificationNote,
                      wide: true,
                    },
                  ]
                : []),
              ...(request.source
                ? [{ key: "source", term: t("fields.source"), value: request.source, wide: true }]
                : []),
            ]}
          />
          {request.submittedAt && (open || request.confirmations.length > 0) ? (
            <Section title={t("confirm.history")}>
              {open ? <FreshnessMark confirmedAt={request.confirmedAt} now={now} /> : null}
              <Confirmations rows={request.confirmations} now={now} />
            </Section>
          ) : null}
          <Section title={(await getTranslations("workflow"))("history.title")}>
            <DemandHistory actor={actor} id={id} now={now} />
          </Section>
        </div>
      </div>
    </>
  );
}
