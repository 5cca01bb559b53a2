import { ClipboardList } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { FulfilmentBar } from "@/components/demand/fulfilment-bar";
import { PriorityBadge } from "@/components/ui/badges";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Card, PageHeader } from "@/components/ui/page-header";
import { Freshness, ServiceClock } from "@/components/ui/time";
import { isOpen } from "@/lib/operation/demand/machine";
import { needsOfMine } from "@/lib/operation/demand/queries/detail";
import { isStale } from "@/lib/operation/demand/rules/freshness";
import { approvalSpanMs } from "@/lib/operation/demand/rules/service-clock";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { can, canSomewhere } from "@/lib/platform/auth/reach";
import { NotFound } from "@/lib/platform/errors";
import { nameIn } from "@/lib/platform/i18n/names";
import { CarriageList } from "../carriage-list";
import { confirmLines } from "../confirm-lines";
import { ConfirmNeed } from "../confirm-need";
import { FreshnessMark } from "../freshness-mark";
import { figuresOf, PRIORITY_CLASS } from "../presentation";
import { StateChips } from "../state-chips";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("demand"))("mine.title") };
}

/** A requester's own history, for a phone: each request with what was promised, shipped and received, by what, and one tap to confirm. */
export default async function MyDemandPage() {
  const [actor, t, locale] = await Promise.all([requireActor(), getTranslations("demand"), getLocale()]);
  if (!canSomewhere(actor, "demand.create")) throw new NotFound({ key: "errors.notAllowed" });
  const { requests, carriages, now } = await needsOfMine(actor);
  // What waits for an answer comes first, what is finished sinks; within each the newest first.
  const rank = (request: (typeof requests)[number]) =>
    isOpen(request) ? (isStale(request.confirmedAt, now) ? 0 : 1) : request.state === "returned" ? 0 : 2;
  const ordered = [...requests].sort((a, b) => rank(a) - rank(b));
  const create = (
    <LinkButton href="/operation/demand/new" variant="primary" size="lg">
      {t("create")}
    </LinkButton>
  );
  const peerMedian = (stated: number) => t("form.peerMedian", { stated });
  return (
    <>
      <PageHeader
        title={t("mine.title")}
        trail={[{ label: t("title"), href: "/operation/demand" }]}
        actions={requests.length > 0 ? create : undefined}
      />
      {requests.length === 0 ? (
        <EmptyState icon={<ClipboardList aria-hidden />} title={t("empty.firstTitle")} action={create}>
          {t("empty.firstText")}
        </EmptyState>
      ) : null}
      <ul className="grid max-w-3xl gap-3">
        {ordered.map((request) => (
          <li key={request.id}>
            <Card className="grid gap-3">
              <div className="flex flex-wrap items-center gap-2">
                <Link
                  href={`/operation/demand/${request.id}`}
                  className="inline-flex min-h-6 items-center font-semibold text-accent-ink underline underline-offset-2 touch:min-h-11"
                >
                  {request.number}
                </Link>
                <PriorityBadge priority={PRIORITY_CLASS[request.priority]} />
                <StateChips state={request.state} fulfilment={request.fulfilment} />
                <span className="ms-auto text-sm text-ink-3">
                  {nameIn(request.site, locale)} ·{" "}
                  <Freshness at={request.submittedAt ?? request.businessAt} now={now} />
                </span>
              </div>
              {(request.state === "submitted" || request.state === "verified") && request.dueAt ? (
                <ServiceClock dueAt={request.dueAt} now={now} totalMs={approvalSpanMs(request.priority)} />
              ) : null}
              <ul className="grid gap-3">
                {request.lines.map((line) => (
                  <li key={line.id} className="grid gap-1">
                    <span className="font-medium">{nameIn(line.goods, locale)}</span>
                    <FulfilmentBar figures={figuresOf(line, peerMedian)} />
                    <CarriageList carriages={carriages.filter((carriage) => carriage.demandLineId === line.id)} />
                  </li>
                ))}
              </ul>
              {isOpen(request) &&
              can(actor, "demand.confirm", { areaCode: request.areaCode, siteId: request.siteId }) ? (
                <div className="grid gap-2 border-t border-line pt-3">
                  <p className="flex flex-wrap items-center justify-between gap-2 text-sm">
                    <span className="font-medium">{t("confirm.title")}</span>
                    <FreshnessMark confirmedAt={request.confirmedAt} now={now} brief />
                  </p>
                  <ConfirmNeed key={request.version} id={request.id} lines={confirmLines(request.lines, locale)} />
                </div>
              ) : null}
            </Card>
          </li>
        ))}
      </ul>
    </>
  );
}
