import { getLocale, getTranslations } from "next-intl/server";
import { Section } from "@/components/ui/page-header";
import { History } from "@/components/workflow/history";
import type { Actor } from "@/lib/platform/auth/actor";
import { businessClock } from "@/lib/platform/clock/queries";
import type {
  CreatedPayload,
  DocumentKind,
  EditedPayload,
  MovedPayload,
  NotedPayload,
} from "@/lib/platform/events/catalogue";
import { historyOf } from "@/lib/platform/events/history";
import { eventNames, whoDid } from "@/lib/platform/events/names";
import type { MessageKey } from "@/lib/platform/i18n/messages";
import type { Machine } from "@/lib/platform/workflow/machine";
import { eventDetails } from "./event-details";

/**
 * The part of a document's page with its audit trail, newest first: moves by the machine's own labels, changes with before and after, facts, reasons.
 * `factLabels` names facts and changed fields by key; a key without a label shows as it is.
 */
export async function DocumentHistory({
  actor,
  kind,
  id,
  machine,
  factLabels = {},
  factTexts = {},
  title,
}: {
  actor: Actor;
  kind: DocumentKind;
  id: string;
  machine?: Machine;
  factLabels?: Record<string, string>;
  /** Words for facts whose values are codes, by `key.value`. */
  factTexts?: Record<string, string>;
  /** Where another part of the page is called its history. */
  title?: string;
}) {
  const [events, { now }, t, locale] = await Promise.all([
    historyOf(actor, kind, id),
    businessClock(actor),
    getTranslations(),
    getLocale(),
  ]);
  const names = await eventNames(actor, events);
  const state = (name: string) => (machine?.labels[name] ? t(machine.labels[name] as MessageKey) : name);
  const entries = events.map((event) => {
    const family = event.type.slice(event.type.indexOf(".") + 1) as "moved" | "created" | "edited" | "noted";
    const payload = event.payload as Partial<MovedPayload & CreatedPayload & EditedPayload & NotedPayload>;
    const move = payload.move ? machine?.moves[payload.move] : undefined;
    const details = [
      ...(family === "moved" && payload.from && payload.to && payload.from !== payload.to
        ? [t("workflow.history.from", { from: state(payload.from), to: state(payload.to) })]
        : []),
      ...eventDetails(kind, payload, { say: t, locale, names, labels: factLabels, texts: factTexts }),
    ];
    return {
      key: String(event.id),
      what: move ? t(move.label as MessageKey) : t(`workflow.verbs.${family}`),
      who: whoDid(event, names, locale) ?? t("workflow.history.system"),
      at: event.businessAt,
      reason: payload.reason ?? null,
      detail: details.length > 0 ? <p className="text-sm text-ink-2">{details.join(" · ")}</p> : undefined,
      tone: move?.tone === "danger" ? ("trouble" as const) : undefined,
    };
  });
  return (
    <Section title={title ?? t("workflow.history.title")}>
      <History entries={entries} now={now} />
    </Section>
  );
}
