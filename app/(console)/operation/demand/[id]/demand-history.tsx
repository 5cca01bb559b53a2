import { getLocale, getTranslations } from "next-intl/server";
import { History } from "@/components/workflow/history";
import { unitText } from "@/components/ui/unit-text";
import { demandMachine, type DemandMove, type DemandState, type FulfilmentState } from "@/lib/operation/demand/machine";
import type { Answer } from "@/lib/operation/demand/schema";
import type { Actor } from "@/lib/platform/auth/actor";
import type { MovedPayload, NotedPayload } from "@/lib/platform/events/catalogue";
import { historyOf } from "@/lib/platform/events/history";
import { eventNames, whoDid } from "@/lib/platform/events/names";

type Facts = Record<string, string | number | boolean | null>;

/** The audit trail of a request in sentences: moves, confirmations, goods promised, shipped and received, escalations. */
export async function DemandHistory({ actor, id, now }: { actor: Actor; id: string; now: Date }) {
  const [events, t, w, locale] = await Promise.all([
    historyOf(actor, "demandRequest", id),
    getTranslations("demand"),
    getTranslations("workflow"),
    getLocale(),
  ]);
  const names = await eventNames(actor, events);
  const figure = (value: unknown) => {
    const amount = BigInt(String(value ?? 0));
    return (amount < 0n ? -amount : amount).toLocaleString(locale);
  };

  function noted(facts: Facts): { what: string; detail: string[]; trouble?: boolean } {
    const detail: string[] = [];
    if (facts.fulfilment)
      detail.push(
        t("history.fulfilment", {
          before: t(`fulfilments.${facts.fulfilmentBefore as FulfilmentState}`),
          after: t(`fulfilments.${facts.fulfilment as FulfilmentState}`),
        }),
      );
    if (facts.missing)
      detail.push(t("history.missing", { missing: figure(facts.missing), unit: unitText(String(facts.unit), locale) }));
    switch (facts.step) {
      case "confirmed":
        return { what: t("history.confirmed", { answer: t(`confirm.answers.${facts.answer as Answer}`) }), detail };
      case "escalated":
        return {
          what: t("history.escalated", { minutes: Number(facts.minutesOver ?? 0).toLocaleString(locale) }),
          detail,
          trouble: true,
        };
      case "promised":
      case "shipped":
      case "received": {
        const values = {
          goods: String(locale === "en" ? facts.goodsEn : facts.goodsZh),
          quantity: figure(facts.quantity),
          unit: unitText(String(facts.unit), locale),
        };
        const back = String(facts.quantity).startsWith("-");
        return { what: t(`history.${facts.step}${back ? "Back" : ""}`, values), detail, trouble: back };
      }
      default:
        return { what: w("verbs.noted"), detail };
    }
  }

  const entries = events.map((event) => {
    const payload = event.payload as Partial<MovedPayload & NotedPayload>;
    const facts = (payload.facts ?? {}) as Facts;
    const frame = {
      key: String(event.id),
      who: whoDid(event, names, locale) ?? w("history.system"),
      at: event.businessAt,
      reason: payload.reason ?? null,
    };
    const put = (what: string, detail: string[], trouble = false) => ({
      ...frame,
      what,
      detail: detail.length > 0 ? <p className="text-sm text-ink-2">{detail.join(" · ")}</p> : undefined,
      tone: trouble ? ("trouble" as const) : undefined,
    });
    if (payload.move) {
      const move = demandMachine.moves[payload.move as DemandMove];
      const detail = [
        w("history.from", {
          from: t(`states.${payload.from as DemandState}`),
          to: t(`states.${payload.to as DemandState}`),
        }),
        ...(facts.into ? [t("history.mergedInto", { number: String(facts.into) })] : []),
      ];
      return put(move ? t(move.label.slice("demand.".length) as never) : payload.move, detail, move?.tone === "danger");
    }
    if (event.type === "demandRequest.noted") {
      const said = noted(facts);
      return put(said.what, said.detail, said.trouble);
    }
    return put(event.type === "demandRequest.edited" ? t("history.edited") : w("verbs.created"), []);
  });
  return <History entries={entries} now={now} />;
}
