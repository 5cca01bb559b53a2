import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DocumentMoves } from "@/components/form/document-moves";
import { LevelBadge } from "@/components/ui/badges";
import { StateChip } from "@/components/ui/chip";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Freshness } from "@/components/ui/time";
import { StateLine } from "@/components/workflow/state-line";
import { moveIncidentAction } from "@/lib/decision/incident/actions";
import { incidentMachine, type IncidentState } from "@/lib/decision/incident/machine";
import { getIncident } from "@/lib/decision/incident/queries";
import { levelInForce, levelsByArea } from "@/lib/decision/incident/rules";
import type { IncidentKind } from "@/lib/decision/incident/schema";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { nameIn } from "@/lib/platform/i18n/names";
import { DocumentHistory } from "../../../document-history";
import { INCIDENT_STATE_KIND, RESPONSE_LEVEL } from "../presentation";
import { LevelForm } from "./level-form";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const incident = await getIncident(await requireActor(), (await params).id);
  return { title: nameIn(incident, await getLocale()) };
}

export default async function IncidentPage({ params }: { params: Params }) {
  const [actor, { id }, t, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("incident"),
    getLocale(),
  ]);
  const [incident, { now }] = await Promise.all([getIncident(actor, id), businessClock(actor)]);
  const state = incident.state as IncidentState;
  const level = levelInForce(incident.levels, incident.areaCode);
  const names = new Map(incident.levels.map((row) => [row.areaCode, nameIn(row.area, locale)]));
  const moves = offeredMoves(actor, incidentMachine, incident, { only: { areaCode: incident.areaCode } });
  const linked = [
    { key: "demands", href: `/operation/demand?incident=${id}`, permission: "demand.read" },
    { key: "deliveries", href: `/operation/deliveries?incident=${id}`, permission: "delivery.read" },
    { key: "plans", href: `/decision/plans?incident=${id}`, permission: "plan.read" },
    { key: "shipments", href: `/operation/shipments?incident=${id}`, permission: "shipment.read" },
  ] as const;
  return (
    <>
      <PageHeader
        title={nameIn(incident, locale)}
        trail={[{ label: t("title"), href: "/decision/incidents" }]}
        state={
          <>
            <LevelBadge level={level ? RESPONSE_LEVEL[level] : null} />
            <StateChip kind={INCIDENT_STATE_KIND[state]}>{t(`states.${state}`)}</StateChip>
          </>
        }
      />
      <StateLine steps={incidentMachine.states.map((key) => ({ key, label: t(`states.${key}`) }))} current={state} />
      <DocumentMoves id={incident.id} version={incident.version} moves={moves} action={moveIncidentAction} />
      <div className="mt-6 grid gap-8 lg:grid-cols-2">
        <div className="grid content-start gap-8">
          <DescriptionList
            facts={[
              { key: "number", term: t("fields.number"), value: incident.number },
              { key: "kind", term: t("fields.kind"), value: t(`kinds.${incident.kind as IncidentKind}`) },
              { key: "area", term: t("fields.areaCode"), value: names.get(incident.areaCode) ?? incident.areaCode },
              { key: "startedAt", term: t("fields.startedAt"), value: <Freshness at={incident.startedAt} now={now} /> },
              ...linked
                .filter(({ permission }) => canSomewhere(actor, permission))
                .map(({ key, href }) => ({
                  key,
                  term: t(`linked.${key}`),
                  value: (
                    <a href={href} className="text-accent-ink underline underline-offset-2 tabular-nums">
                      {incident.counts[key].toLocaleString(locale)}
                    </a>
                  ),
                })),
              ...(incident.note ? [{ key: "note", term: t("fields.note"), value: incident.note, wide: true }] : []),
            ]}
          />
          <Section title={t("current")}>
            <Table caption={t("current")}>
              <thead>
                <Tr>
                  <Th>{t("setLevel.area")}</Th>
                  <Th>{t("fields.level")}</Th>
                  <Th>{t("fields.startedAt")}</Th>
                </Tr>
              </thead>
              <tbody>
                {levelsByArea(incident.levels).map((row) => (
                  <Tr key={row.areaCode}>
                    <Td>{names.get(row.areaCode)}</Td>
                    <Td>{row.level ? <LevelBadge level={RESPONSE_LEVEL[row.level]} /> : t("levels.none")}</Td>
                    <Td>
                      <Freshness at={row.since} now={now} />
                    </Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          </Section>
          {state === "open" && canSomewhere(actor, "incident.setLevel") ? (
            <Section title={t("setLevel.title")}>
              <LevelForm
                id={incident.id}
                defaultArea={{ value: incident.areaCode, label: names.get(incident.areaCode) ?? incident.areaCode }}
              />
            </Section>
          ) : null}
        </div>
        <DocumentHistory
          actor={actor}
          kind="incident"
          id={incident.id}
          machine={incidentMachine}
          factLabels={{ level: t("fields.level"), reason: t("fields.reason") }}
        />
      </div>
    </>
  );
}
