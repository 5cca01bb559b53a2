import { getLocale, getTranslations } from "next-intl/server";
import { FulfilmentBar } from "@/components/demand/fulfilment-bar";
import { DocumentMoves } from "@/components/form/document-moves";
import { PriorityBadge } from "@/components/ui/badges";
import { LinkButton } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Section } from "@/components/ui/page-header";
import { SidePanel } from "@/components/ui/side-panel";
import { Freshness, ServiceClock } from "@/components/ui/time";
import { moveDemandAction } from "@/lib/operation/demand/actions";
import { isOpen } from "@/lib/operation/demand/machine";
import { getDemand } from "@/lib/operation/demand/queries/detail";
import { duplicatesOf } from "@/lib/operation/demand/queries/duplicates";
import { approvalSpanMs } from "@/lib/operation/demand/rules/service-clock";
import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { NotFound } from "@/lib/platform/errors";
import { nameIn } from "@/lib/platform/i18n/names";
import { DuplicateList } from "./duplicate-list";
import { FreshnessMark } from "./freshness-mark";
import { figuresOf, PRIORITY_CLASS } from "./presentation";
import { StateChips } from "./state-chips";

/** A request beside the list: enough to decide the usual ones without leaving the queue. */
export async function DemandPanel({ actor, id, closeHref }: { actor: Actor; id: string; closeHref: string }) {
  const [t, locale] = await Promise.all([getTranslations("demand"), getLocale()]);
  // The row may have left this person's reach since the address was made: then there is simply no panel.
  const request = await getDemand(actor, id).catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
  if (!request) return null;
  const duplicates = isOpen(request) && canSomewhere(actor, "demand.merge") ? await duplicatesOf(actor, request) : [];
  const waiting = request.state === "submitted" || request.state === "verified";
  const peerMedian = (stated: number) => t("form.peerMedian", { stated });
  return (
    <SidePanel
      key={id}
      title={`${request.number} · ${nameIn(request.site, locale)}`}
      closeHref={closeHref}
      actions={
        <div className="grid w-full gap-2">
          <DocumentMoves id={id} version={request.version} moves={request.moves} action={moveDemandAction} />
          <LinkButton href={`/operation/demand/${id}`}>{t("queue.look")}</LinkButton>
        </div>
      }
    >
      <div className="grid gap-5">
        <div className="flex flex-wrap gap-1.5">
          <PriorityBadge priority={PRIORITY_CLASS[request.priority]} />
          <StateChips state={request.state} fulfilment={request.fulfilment} />
        </div>
        {waiting && request.dueAt ? (
          <ServiceClock dueAt={request.dueAt} now={request.now} totalMs={approvalSpanMs(request.priority)} />
        ) : null}
        <Section title={t("fields.lines")} level={3}>
          <ul className="grid gap-3">
            {request.lines.map((line) => (
              <li key={line.id}>
                <p className="font-medium">{nameIn(line.goods, locale)}</p>
                <FulfilmentBar figures={figuresOf(line, peerMedian)} />
              </li>
            ))}
          </ul>
        </Section>
        {isOpen(request) ? <FreshnessMark confirmedAt={request.confirmedAt} now={request.now} /> : null}
        <DescriptionList
          columns={2}
          facts={[
            { key: "area", term: t("fields.area"), value: nameIn(request.site.area, locale) },
            {
              key: "filed",
              term: t("fields.filedAt"),
              value: <Freshness at={request.submittedAt} now={request.now} never="—" />,
            },
            ...(request.neededBy
              ? [
                  {
                    key: "needed",
                    term: t("fields.neededBy"),
                    value: <Freshness at={request.neededBy} now={request.now} />,
                  },
                ]
              : []),
            ...(request.beneficiaries
              ? [
                  {
                    key: "people",
                    term: t("fields.beneficiaries"),
                    value: t("people", { count: request.beneficiaries }),
                  },
                ]
              : []),
            ...(request.note ? [{ key: "note", term: t("fields.note"), value: request.note, wide: true }] : []),
          ]}
        />
        {duplicates.length > 0 ? (
          <Section title={t("duplicates.title")} level={3}>
            <DuplicateList
              request={request}
              duplicates={duplicates}
              mayMerge={request.moves.some((move) => move.name === "merge")}
              now={request.now}
            />
          </Section>
        ) : null}
      </div>
    </SidePanel>
  );
}
