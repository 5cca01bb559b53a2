import { Siren } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LevelBadge } from "@/components/ui/badges";
import { StateChip } from "@/components/ui/chip";
import { Freshness } from "@/components/ui/time";
import { incidentMachine, type IncidentState } from "@/lib/decision/incident/machine";
import { listIncidents } from "@/lib/decision/incident/queries";
import { levelInForce } from "@/lib/decision/incident/rules";
import type { IncidentKind } from "@/lib/decision/incident/schema";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { cursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { oneOf, type Params } from "../../address";
import { ListPage } from "../../list-page";
import { INCIDENT_STATE_KIND, RESPONSE_LEVEL } from "./presentation";

const PATH = "/decision/incidents";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("incident"))("title") };
}

export default async function IncidentsPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("incident"),
    getLocale(),
  ]);
  const state = oneOf(params, "state", incidentMachine.states);
  const [page, { now }] = await Promise.all([listIncidents(actor, { state }, cursorOf(params)), businessClock(actor)]);
  return (
    <ListPage
      {...{ actor, params, page, path: PATH, exported: "incidents" }}
      title={t("title")}
      lead={t("lead")}
      create={{ permission: "incident.open", label: t("create") }}
      filter={{ state }}
      fields={[
        {
          name: "state",
          label: t("fields.state"),
          options: incidentMachine.states.map((value) => ({ value, label: t(`states.${value}`) })),
        },
      ]}
      columns={[
        { key: "number", header: t("fields.number") },
        { key: "name", header: t("fields.name") },
        { key: "kind", header: t("fields.kind") },
        { key: "level", header: t("fields.level") },
        { key: "state", header: t("fields.state") },
        { key: "startedAt", header: t("fields.startedAt") },
      ]}
      rows={page.rows.map((incident) => {
        const level = levelInForce(incident.levels, incident.areaCode);
        return {
          key: incident.id,
          href: `${PATH}/${incident.id}`,
          label: incident.number,
          cells: [
            incident.number,
            nameIn(incident, locale),
            t(`kinds.${incident.kind as IncidentKind}`),
            <LevelBadge key="level" level={level ? RESPONSE_LEVEL[level] : null} />,
            <StateChip key="state" kind={INCIDENT_STATE_KIND[incident.state as IncidentState]}>
              {t(`states.${incident.state as IncidentState}`)}
            </StateChip>,
            <Freshness key="at" at={incident.startedAt} now={now} />,
          ],
        };
      })}
      empty={{ icon: <Siren aria-hidden />, title: t("empty.title"), text: t("empty.text") }}
    />
  );
}
