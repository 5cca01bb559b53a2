import { unitText } from "@/components/ui/unit-text";
import type { EditedPayload, Fact, MovedPayload, NotedPayload } from "@/lib/platform/events/catalogue";

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
  reasonCode: "storage.adjustments.reasons.*",
  duplicateState: "procurement.deliveries.duplicateStates.*",
  what: "storage.fields.whats.*",
  step: "workflow.steps.*",
};

/** A figure and a unit as they were once written into one text. */
const WRITTEN_AMOUNT = /^(-?\d{1,18}) (\p{L}{1,6})$/u;

/**
 * The facts and changes of an event as short texts in the reader's language: their names, codes put into words, figures grouped, units
 * translated. `labels` and `texts` (by `key.value`) are words a document's own page has for them; what has no words shows as it is stored.
 */
export function eventDetails(
  documentKind: string,
  payload: Payload,
  {
    say,
    locale,
    labels = {},
    texts = {},
  }: {
    say: Say;
    locale: string;
    labels?: Record<string, string>;
    texts?: Record<string, string>;
  },
): string[] {
  const message = (key: string) => (say.has(key as never) ? say(key as never) : undefined);
  const label = (key: string) => labels[key] ?? message(`workflow.facts.${key}`) ?? key;
  const amount = (quantity: string, unit: string) =>
    `${BigInt(quantity).toLocaleString(locale)} ${unitText(unit, locale)}`.trim();
  const value = (key: string, stored: Fact): string => {
    if (stored === null || stored === "") return "—";
    if (typeof stored === "object") return amount(stored.quantity, stored.unit);
    if (typeof stored === "boolean")
      return texts[`${key}.${stored}`] ?? say((stored ? "workflow.history.yes" : "workflow.history.no") as never);
    if (typeof stored === "number") return texts[`${key}.${stored}`] ?? numberOf(key, stored);
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
  return [
    ...Object.entries(payload.changes ?? {}).map(([key, { before, after }]) =>
      pair(key, `${value(key, before)} → ${value(key, after)}`),
    ),
    ...Object.entries(payload.facts ?? {}).map(([key, stored]) => pair(key, value(key, stored))),
  ];
}

/** Where codes of facts are looked up; a test holds that their words exist. */
export const CODE_PATHS: readonly string[] = Object.values(CODES);
