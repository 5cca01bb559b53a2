import { ExportMenu } from "@/components/exchange/export-menu";
import { MapPin } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { Chip, StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { LinkTabs } from "@/components/ui/tabs";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { listDistricts, listSites, sitePositions } from "@/lib/platform/places/queries";
import { SITE_KINDS } from "@/lib/platform/places/schema";
import { nameIn } from "@/lib/platform/i18n/names";
import { oneOf, type Params, pagerOf, textOf } from "../../address";
import { ListFilter } from "../../list-filter";
import { AreaTable } from "./area-table";
import { siteMarks } from "./presentation";
import { SiteMap } from "./site-map";

const PATH = "/management/places";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("places"))("title") };
}

export default async function PlacesPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("places"),
    getLocale(),
  ]);
  const area = textOf(params, "area");
  const areaCode = area && /^\d{2,12}$/.test(area) ? area : undefined;
  const areas = params.view === "areas";
  const create = canSomewhere(actor, "site.edit") ? (
    <LinkButton href={`${PATH}/new`} variant="primary">
      {t("create")}
    </LinkButton>
  ) : undefined;
  const head = (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            <ExportMenu list="sites" filter={params} />
            {create}
          </>
        }
      />
      <div className="mb-3">
        <LinkTabs
          label={t("title")}
          tabs={[
            { key: "sites", label: t("views.sites"), href: PATH, current: !areas },
            { key: "areas", label: t("views.areas"), href: `${PATH}?view=areas&area=4201`, current: areas },
          ]}
        />
      </div>
    </>
  );
  if (areas)
    return (
      <>
        {head}
        <AreaTable actor={actor} code={areaCode ?? ""} />
      </>
    );

  const set = {
    text: textOf(params, "text"),
    kind: oneOf(params, "kind", SITE_KINDS),
    area: areaCode,
    closed: oneOf(params, "closed", ["1"]),
  };
  const filter = { text: set.text, kind: set.kind, areaCode, closed: set.closed && true };
  const [page, positions, districts] = await Promise.all([
    listSites(actor, filter, cursorOf(params)),
    sitePositions(actor, filter),
    listDistricts(actor),
  ]);
  const choices = districts.map((one) => ({ value: one.code, label: nameIn(one, locale) }));
  // An area that is no district comes by a link: it is a choice while it is in force.
  if (areaCode && !choices.some(({ value }) => value === areaCode))
    choices.push({ value: areaCode, label: `${t("fields.area")} ${areaCode}` });
  const marks = siteMarks(positions, locale);
  return (
    <>
      {head}
      <ListFilter
        actor={actor}
        path={PATH}
        filter={set}
        fields={[
          { name: "text", label: t("fields.text") },
          {
            name: "kind",
            label: t("fields.kind"),
            options: SITE_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
          },
          { name: "area", label: t("fields.district"), options: choices },
          { name: "closed", label: t("fields.closed"), kind: "flag" },
        ]}
      />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(20rem,2fr)]">
        <div className="min-w-0">
          <DataTable
            caption={t("title")}
            columns={[
              { key: "name", header: t("fields.name") },
              { key: "code", header: t("fields.code"), nowrap: true },
              { key: "kind", header: t("fields.kind"), nowrap: true },
              { key: "area", header: t("fields.area"), nowrap: true },
              { key: "precision", header: t("fields.precision"), nowrap: true },
            ]}
            rows={page.rows.map((site) => ({
              key: site.id,
              href: `${PATH}/${site.id}`,
              label: nameIn(site, locale),
              tone: site.active ? undefined : ("faded" as const),
              cells: [
                nameIn(site, locale),
                site.code,
                <span key="kind" className="inline-flex flex-wrap items-center gap-1.5">
                  {t(`kinds.${site.kind}`)}
                  {site.simulated ? <Chip tone="faded">{t("fields.simulated")}</Chip> : null}
                  {site.active ? null : <StateChip kind="cancelled">{t("active.no")}</StateChip>}
                </span>,
                nameIn(site.area, locale),
                t(`precisions.${site.lon === null ? "schematic" : site.precision}`),
              ],
            }))}
            empty={
              <EmptyState icon={<MapPin aria-hidden />} title={t("empty.title")} action={create}>
                {t("empty.text")}
              </EmptyState>
            }
          />
          <Pager {...pagerOf(PATH, set, page)} />
        </div>
        <div className="min-w-0">
          <SiteMap marks={marks} label={t("map.label")} />
          <p className="mt-1 text-sm text-ink-3">
            {t("map.note", { shown: marks.length, outside: positions.length - marks.length })}
          </p>
        </div>
      </div>
    </>
  );
}
