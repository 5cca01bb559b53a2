import { unitText } from "@/components/ui/unit-text";
import type { EditedPayload, Fact, MovedPayload, NotedPayload } from "@/lib/platform/events/catalogue";
import type { EventNames } from "@/lib/platform/events/names";
import { nameIn } from "@/lib/platform/i18n/names";

/** The translator of the page, for keys that are known only when an event is read. */
interface Say {
  (key: never, values?: never): string;
  has(key: never): boolean;
}
type Payload = Partial<Pick<MovedPayload, "facts"> & Pick<NotedPayload, "facts"> & EditedPayload>;

/** Where the words are for facts whose values are codes, by the fact's name alone or together with the document's kind; `*` is the code. */
const CODES: Record<string, string> = {
  "delivery.kind": "procurement.kinds.*",
  "party.kind": "procurement.parties.kinds.*",
  "site.kind": "places.kinds.*",
  "importBatch.kind": "exchange.kinds.*",
  "vehicle.kind": "transport.vehicle.kinds.*",
  "discrepancy.kind": "distribution.discrepancy.kinds.*",
  "demandRequest.state": "demand.states.*",
  "allocationPlan.status": "workflow.results.*",
  "person.status": "people.statuses.*",
  tier: "places.tiers.*",
  role: "roles.*",
  level: "incident.levels.*",
  priority: "demand.priorities.*",
  answer: "demand.confirm.answers.*",
  fulfilment: "demand.fulfilments.*",
  fulfilmentBefore: "demand.fulfilments.*",
  objective: "allocation.objectives.*.label",
  weighing: "allocation.weighing.by.*.label",
  reasonCode: "storage.adjustments.reasons.*",
  duplicateState: "procurement.deliveries.duplicateStates.*",
  what: "storage.fields.whats.*",
  step: "workflow.steps.*",
};

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A figure and a unit as they were once written into one text. */
const WRITTEN_AMOUNT = /^(-?\d{1,18}) (\p{L}{1,6})$/u;

/**
 * The facts and changes of an event as short texts in the reader's language: their names, codes put into words, figures grouped, units
 * translated. `names` says what ids and area codes stand for; an id that has no name there tells a reader nothing and is left out. `labels` and
 * `texts` (by `key.value`) are words a document's own page has; what has no words shows as it is stored.
 */
export function eventDetails(
  documentKind: string,
  payload: Payload,
  {
    say,
    locale,
    names = new Map(),
    labels = {},
    texts = {},
  }: {
    say: Say;
    locale: string;
    names?: EventNames;
    labels?: Record<string, string>;
    texts?: Record<string, string>;
  },
): string[] {
  const message = (key: string) => (say.has(key as never) ? say(key as never) : undefined);
  const label = (key: string) => labels[key] ?? message(`workflow.facts.${key}`) ?? key;
  const amount = (quantity: string, unit: string) =>
    `${BigInt(quantity).toLocaleString(locale)} ${unitText(unit, locale, BigInt(quantity))}`.trim();
  const value = (key: string, stored: Fact): string => {
    if (stored === null || stored === "") return "—";
    if (typeof stored === "object") return amount(stored.quantity, stored.unit);
    if (typeof stored === "boolean")
      return texts[`${key}.${stored}`] ?? say((stored ? "workflow.history.yes" : "workflow.history.no") as never);
    if (typeof stored === "number") return texts[`${key}.${stored}`] ?? numberOf(key, stored);
    const named = names.get(stored);
    if (named) return nameIn(named, locale);
    const [, quantity, unit] = WRITTEN_AMOUNT.exec(stored) ?? [];
    if (quantity && unit) return amount(quantity, unit);
    if (key === "unit") return unitText(stored, locale);
    return texts[`${key}.${stored}`] ?? (/^[a-zA-Z]{1,40}$/.test(stored) ? codeText(key, stored) : undefined) ?? stored;
  };
  const codeText = (key: string, code: string) => {
    const path = CODES[`${documentKind}.${key}`] ?? CODES[key];
    return path && message(path.replace("*", code));
  };
  const numberOf = (key: string, stored: number) =>
    (key === "level" ? message(`incident.levels.${stored}`) : undefined) ?? stored.toLocaleString(locale);
  const pair = (key: string, text: string) =>
    say("workflow.history.fact" as never, { name: label(key), value: text } as never);
  const telling = (stored: Fact) => typeof stored !== "string" || !ID.test(stored) || names.has(stored);
  return [
    ...Object.entries(payload.changes ?? {})
      .filter(([, { before, after }]) => telling(before) && telling(after))
      .map(([key, { before, after }]) => pair(key, `${value(key, before)} → ${value(key, after)}`)),
    ...Object.entries(payload.facts ?? {})
      .filter(([, stored]) => telling(stored))
      .map(([key, stored]) => pair(key, value(key, stored))),
  ];
}

/** Where codes of facts are looked up; a test holds that their words exist. */
export const CODE_PATHS: readonly string[] = Object.values(CODES);
