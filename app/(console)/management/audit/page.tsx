import { History } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { listAudit } from "@/lib/management/people/queries";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { startOfDay } from "@/lib/platform/clock/clock";
import { cursorOf } from "@/lib/platform/db/key-page";
import {
  DOCUMENT_KINDS,
  type DocumentKind,
  type EditedPayload,
  type MovedPayload,
  type NotedPayload,
} from "@/lib/platform/events/catalogue";
import { eventNames, whoDid } from "@/lib/platform/events/names";
import type { MessageKey } from "@/lib/platform/i18n/messages";
import { MACHINES } from "@/prisma/workflow-edges";
import { dayParam, oneOf, type Params, textOf } from "../../address";
import { eventDetails } from "../../event-details";
import { ListPage } from "../../list-page";
import { preciseText } from "@/components/ui/time-text";
import { Written } from "@/components/ui/written";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.audit"))("title") };
}

export default async function AuditPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, all, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("people.audit"),
    getTranslations(),
    getLocale(),
  ]);
  const kind = oneOf(params, "kind", DOCUMENT_KINDS);
  const person = textOf(params, "person");
  const [from, to] = [dayParam(params, "from"), dayParam(params, "to")];
  const page = await listAudit(
    actor,
    { kind, person, from: from ? startOfDay(from) : undefined, to: to ? startOfDay(to, 1) : undefined },
    cursorOf(params),
  );
  const names = await eventNames(actor, page.rows);
  const machineOf = (row: (typeof page.rows)[number]) =>
    MACHINES.find((machine) => machine.document === row.documentKind);
  const state = (row: (typeof page.rows)[number], name: string) => {
    const label = machineOf(row)?.labels[name];
    return label ? all(label as MessageKey) : name;
  };
  const what = (row: (typeof page.rows)[number]) => {
    const payload = row.payload as Partial<MovedPayload>;
    const move = payload.move ? machineOf(row)?.moves[payload.move] : undefined;
    return move ? all(move.label) : all(`workflow.verbs.${row.type.slice(row.type.indexOf(".") + 1) as "created"}`);
  };
  const detail = (row: (typeof page.rows)[number]) => {
    const payload = row.payload as Partial<MovedPayload & EditedPayload & NotedPayload>;
    return [
      payload.from && payload.to ? `${state(row, payload.from)} → ${state(row, payload.to)}` : "",
      ...eventDetails(row.documentKind, payload, { say: all, locale, names }),
      payload.reason ?? "",
    ]
      .filter(Boolean)
      .join(" · ");
  };
  return (
    <ListPage
      {...{ actor, params, page, path: "/management/audit", exported: "audit" }}
      title={t("title")}
      lead={t("lead")}
      filter={{ kind, person, from, to }}
      fields={[
        {
          name: "kind",
          label: t("document"),
          options: DOCUMENT_KINDS.map((value) => ({ value, label: all(`workflow.documents.${value}`) })),
        },
        { name: "person", label: t("who") },
        { name: "from", label: t("from"), kind: "day" },
        { name: "to", label: t("to"), kind: "day" },
      ]}
      dense
      columns={[
        { key: "at", header: t("at"), nowrap: true },
        { key: "who", header: t("who") },
        { key: "what", header: t("what") },
        { key: "document", header: t("document") },
        { key: "detail", header: t("detail") },
      ]}
      rows={page.rows.map((row) => ({
        key: row.id,
        label: `${what(row)} ${row.documentNumber ?? ""}`,
        cells: [
          preciseText(row.at),
          whoDid(row, names, locale) ?? t("system"),
          what(row),
          `${all(`workflow.documents.${row.documentKind as DocumentKind}`)} ${row.documentNumber ?? ""}`,
          <span key="detail" className="break-words">
            <Written>{detail(row)}</Written>
          </span>,
        ],
      }))}
      empty={{ icon: <History aria-hidden />, title: t("empty.title"), text: t("empty.text"), filtered: "same" }}
    />
  );
}
