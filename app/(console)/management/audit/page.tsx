import { ExportMenu } from "@/components/exchange/export-menu";
import { History } from "lucide-react";
import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { DataTable } from "@/components/ui/data-table";
import { DateInput } from "@/components/ui/date-input";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { listAudit } from "@/lib/management/people/queries";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import {
  DOCUMENT_KINDS,
  type DocumentKind,
  type EditedPayload,
  type MovedPayload,
  type NotedPayload,
} from "@/lib/platform/events/catalogue";
import { MACHINES } from "@/prisma/workflow-edges";
import { SavedFilterBar } from "../../saved-filter-bar";

type Search = Promise<Record<string, string | string[] | undefined>>;
const HOME = "/management/audit";

/** Midnight in Wuhan of a day in the address; undefined when it is no date. */
function midnight(day: unknown, plusDays = 0): Date | undefined {
  if (typeof day !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const instant = new Date(`${day}T00:00:00+08:00`);
  return Number.isNaN(instant.getTime()) ? undefined : new Date(instant.getTime() + plusDays * 86_400_000);
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.audit"))("title") };
}

export default async function AuditPage({ searchParams }: { searchParams: Search }) {
  const [actor, params, t, all, format] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("people.audit"),
    getTranslations(),
    getFormatter(),
  ]);
  const kind = DOCUMENT_KINDS.find((known) => known === params.kind);
  const person = typeof params.person === "string" ? params.person.trim().slice(0, 60) : "";
  const page = await listAudit(
    actor,
    { kind, person: person || undefined, from: midnight(params.from), to: midnight(params.to, 1) },
    cursorOf(params),
  );
  const kept = {
    ...(kind ? { kind } : {}),
    ...(person ? { person } : {}),
    ...(typeof params.from === "string" ? { from: params.from } : {}),
    ...(typeof params.to === "string" ? { to: params.to } : {}),
  };
  const address = (extra: Record<string, string>) => `${HOME}?${new URLSearchParams({ ...kept, ...extra })}`;
  const chips = Object.entries(kept)
    .filter(([, value]) => value !== "")
    .map(([key, value]) => ({
      key,
      label:
        key === "kind"
          ? all(`workflow.documents.${value as DocumentKind}`)
          : key === "from"
            ? `${t("from")} ${value}`
            : key === "to"
              ? `${t("to")} ${value}`
              : value,
      removeHref: `${HOME}?${new URLSearchParams(Object.entries(kept).filter(([other]) => other !== key))}`,
    }));
  const what = (row: (typeof page.rows)[number]) => {
    const payload = row.payload as Partial<MovedPayload>;
    const move = payload.move
      ? MACHINES.find((machine) => machine.document === row.documentKind)?.moves[payload.move]
      : undefined;
    return move ? all(move.label) : all(`workflow.verbs.${row.type.slice(row.type.indexOf(".") + 1) as "created"}`);
  };
  const detail = (row: (typeof page.rows)[number]) => {
    const payload = row.payload as Partial<MovedPayload & EditedPayload & NotedPayload>;
    return [
      payload.from && payload.to ? `${payload.from} → ${payload.to}` : "",
      ...Object.entries(payload.changes ?? {}).map(
        ([field, { before, after }]) => `${field}: ${before ?? "—"} → ${after ?? "—"}`,
      ),
      ...Object.entries(payload.facts ?? {}).map(([field, value]) => `${field}: ${value ?? "—"}`),
      payload.reason ?? "",
    ]
      .filter(Boolean)
      .join(" · ");
  };
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} actions={<ExportMenu list="audit" filter={params} />} />
      <SavedFilterBar actor={actor} action={HOME} chips={chips} clearHref={HOME}>
        <Field label={t("document")} name="kind">
          <Select
            name="kind"
            defaultValue={kind ?? ""}
            placeholder="—"
            options={DOCUMENT_KINDS.map((value) => ({ value, label: all(`workflow.documents.${value}`) }))}
          />
        </Field>
        <Field label={t("who")} name="person">
          <Input name="person" type="search" defaultValue={person} />
        </Field>
        <Field label={t("from")} name="from">
          <DateInput name="from" defaultValue={kept.from} />
        </Field>
        <Field label={t("to")} name="to">
          <DateInput name="to" defaultValue={kept.to} />
        </Field>
      </SavedFilterBar>
      <DataTable
        caption={t("title")}
        dense
        columns={[
          { key: "at", header: t("at") },
          { key: "who", header: t("who") },
          { key: "what", header: t("what") },
          { key: "document", header: t("document") },
          { key: "detail", header: t("detail") },
        ]}
        rows={page.rows.map((row) => ({
          key: row.id,
          label: `${what(row)} ${row.documentNumber ?? ""}`,
          cells: [
            format.dateTime(row.at, { dateStyle: "medium", timeStyle: "medium" }),
            row.actorId ? row.actorName : t("system"),
            what(row),
            `${all(`workflow.documents.${row.documentKind as DocumentKind}`)} ${row.documentNumber ?? ""}`,
            <span key="detail" className="break-words">
              {detail(row)}
            </span>,
          ],
        }))}
        empty={
          <EmptyState icon={<History aria-hidden />} title={t("empty.title")}>
            {t("empty.text")}
          </EmptyState>
        }
      />
      <Pager
        firstHref={page.previous ? address({}) : undefined}
        previousHref={page.previous ? address({ before: page.previous }) : undefined}
        nextHref={page.next ? address({ after: page.next }) : undefined}
      />
    </>
  );
}
