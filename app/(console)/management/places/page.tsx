import { ExportMenu } from "@/components/exchange/export-menu";
import { MapPin } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { Chip, StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { LinkTabs } from "@/components/ui/tabs";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { listDistricts, listSites, sitePositions } from "@/lib/platform/places/queries";
import { SITE_KINDS } from "@/lib/platform/places/schema";
import { SavedFilterBar } from "../../saved-filter-bar";
import { AreaTable } from "./area-table";
import { inLanguage, siteMarks } from "./presentation";
import { SiteMap } from "./site-map";

type Search = Promise<Record<string, string | string[] | undefined>>;
const HOME = "/management/places";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("places"))("title") };
}

export default async function PlacesPage({ searchParams }: { searchParams: Search }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("places"),
    getLocale(),
  ]);
  const areaCode = typeof params.area === "string" && /^\d{2,12}$/.test(params.area) ? params.area : undefined;
  const areas = params.view === "areas";
  const create = canSomewhere(actor, "site.edit") ? (
    <LinkButton href={`${HOME}/new`} variant="primary">
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
            { key: "sites", label: t("views.sites"), href: HOME, current: !areas },
            { key: "areas", label: t("views.areas"), href: `${HOME}?view=areas&area=4201`, current: areas },
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

  const text = typeof params.text === "string" ? params.text.trim().slice(0, 60) : "";
  const filter = {
    text: text || undefined,
    kind: SITE_KINDS.find((kind) => kind === params.kind),
    areaCode,
    closed: params.closed === "1" || undefined,
  };
  const [page, positions, districts] = await Promise.all([
    listSites(actor, filter, cursorOf(params)),
    sitePositions(actor, filter),
    listDistricts(actor),
  ]);
  const kept: Record<string, string | undefined> = {
    text: filter.text,
    kind: filter.kind,
    area: filter.areaCode,
    closed: filter.closed ? "1" : undefined,
  };
  const address = (changes: Record<string, string | undefined>) => {
    const next = new URLSearchParams(
      Object.entries({ ...kept, ...changes }).flatMap(([key, value]) => (value ? [[key, value]] : [])),
    );
    return next.size > 0 ? `${HOME}?${next}` : HOME;
  };
  const district = districts.find((one) => one.code === areaCode);
  const chips = [
    ...(filter.text ? [{ key: "text", label: filter.text, removeHref: address({ text: undefined }) }] : []),
    ...(filter.kind
      ? [{ key: "kind", label: t(`kinds.${filter.kind}`), removeHref: address({ kind: undefined }) }]
      : []),
    ...(areaCode
      ? [
          {
            key: "area",
            label: district ? inLanguage(district, locale) : `${t("fields.area")} ${areaCode}`,
            removeHref: address({ area: undefined }),
          },
        ]
      : []),
    ...(filter.closed
      ? [{ key: "closed", label: t("fields.closed"), removeHref: address({ closed: undefined }) }]
      : []),
  ];
  const marks = siteMarks(positions, locale);
  return (
    <>
      {head}
      <SavedFilterBar actor={actor} action={HOME} chips={chips} clearHref={HOME}>
        <Field label={t("fields.text")} name="text">
          <Input name="text" type="search" defaultValue={text} maxLength={60} />
        </Field>
        <Field label={t("fields.kind")} name="kind">
          <Select
            name="kind"
            defaultValue={filter.kind ?? ""}
            placeholder="—"
            options={SITE_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
        </Field>
        <Field label={t("fields.district")} name="area">
          <Select
            name="area"
            defaultValue={areaCode ?? ""}
            placeholder="—"
            options={districts.map((one) => ({ value: one.code, label: inLanguage(one, locale) }))}
          />
        </Field>
        <label className="flex min-h-9 items-center gap-2 text-sm touch:min-h-11">
          <input type="checkbox" name="closed" value="1" defaultChecked={filter.closed} className="size-4" />
          {t("fields.closed")}
        </label>
      </SavedFilterBar>
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
              href: `${HOME}/${site.id}`,
              label: site.name,
              tone: site.active ? undefined : ("faded" as const),
              cells: [
                inLanguage(site, locale),
                site.code,
                <span key="kind" className="inline-flex flex-wrap items-center gap-1.5">
                  {t(`kinds.${site.kind}`)}
                  {site.simulated ? <Chip tone="faded">{t("fields.simulated")}</Chip> : null}
                  {site.active ? null : <StateChip kind="cancelled">{t("active.no")}</StateChip>}
                </span>,
                inLanguage(site.area, locale),
                t(`precisions.${site.lon === null ? "schematic" : site.precision}`),
              ],
            }))}
            empty={
              <EmptyState icon={<MapPin aria-hidden />} title={t("empty.title")} action={create}>
                {t("empty.text")}
              </EmptyState>
            }
          />
          <Pager
            firstHref={page.previous ? address({}) : undefined}
            previousHref={page.previous ? address({ before: page.previous }) : undefined}
            nextHref={page.next ? address({ after: page.next }) : undefined}
          />
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
