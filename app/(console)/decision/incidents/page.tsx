import { ExportMenu } from "@/components/exchange/export-menu";
import type { Metadata } from "next";
import { Siren } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LevelBadge } from "@/components/ui/badges";
import { LinkButton } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { Freshness } from "@/components/ui/time";
import { incidentMachine, type IncidentState } from "@/lib/decision/incident/machine";
import { listIncidents } from "@/lib/decision/incident/queries";
import { levelInForce } from "@/lib/decision/incident/rules";
import type { IncidentKind } from "@/lib/decision/incident/schema";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { cursorOf } from "@/lib/platform/db/key-page";
import { SavedFilterBar } from "../../saved-filter-bar";
import { INCIDENT_STATE_KIND, RESPONSE_LEVEL } from "./presentation";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("incident"))("title") };
}

export default async function IncidentsPage({ searchParams }: { searchParams: Search }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("incident"),
    getLocale(),
  ]);
  const state = incidentMachine.states.find((known) => known === params.state);
  const [page, { now }] = await Promise.all([listIncidents(actor, { state }, cursorOf(params)), businessClock(actor)]);
  const address = (extra: Record<string, string>) =>
    `/decision/incidents?${new URLSearchParams({ ...(state ? { state } : {}), ...extra })}`;
  const createButton = canSomewhere(actor, "incident.open") ? (
    <LinkButton href="/decision/incidents/new" variant="primary">
      {t("create")}
    </LinkButton>
  ) : undefined;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            <ExportMenu list="incidents" filter={params} />
            {createButton}
          </>
        }
      />
      <SavedFilterBar
        actor={actor}
        action="/decision/incidents"
        chips={state ? [{ key: "state", label: t(`states.${state}`), removeHref: "/decision/incidents" }] : []}
        clearHref="/decision/incidents"
      >
        <Field label={t("fields.state")} name="state">
          <Select
            name="state"
            defaultValue={state ?? ""}
            placeholder="—"
            options={incidentMachine.states.map((value) => ({ value, label: t(`states.${value}`) }))}
          />
        </Field>
      </SavedFilterBar>
      <DataTable
        caption={t("title")}
        columns={[
          { key: "number", header: t("fields.number") },
          { key: "name", header: t("fields.nameZh") },
          { key: "kind", header: t("fields.kind") },
          { key: "level", header: t("fields.level") },
          { key: "state", header: t("fields.state") },
          { key: "startedAt", header: t("fields.startedAt") },
        ]}
        rows={page.rows.map((incident) => {
          const level = levelInForce(incident.levels, incident.areaCode);
          return {
            key: incident.id,
            href: `/decision/incidents/${incident.id}`,
            label: incident.number,
            cells: [
              incident.number,
              locale === "en" ? incident.nameEn : incident.nameZh,
              t(`kinds.${incident.kind as IncidentKind}`),
              <LevelBadge key="level" level={level ? RESPONSE_LEVEL[level] : null} />,
              <StateChip key="state" kind={INCIDENT_STATE_KIND[incident.state as IncidentState]}>
                {t(`states.${incident.state as IncidentState}`)}
              </StateChip>,
              <Freshness key="at" at={incident.startedAt} now={now} />,
            ],
          };
        })}
        empty={
          <EmptyState icon={<Siren aria-hidden />} title={t("empty.title")} action={createButton}>
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
