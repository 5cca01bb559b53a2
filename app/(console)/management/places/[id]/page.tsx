import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { Chip, StateChip } from "@/components/ui/chip";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Quantity } from "@/components/ui/quantity";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { getSite } from "@/lib/platform/places/queries";
import { SITE_STORAGE_CLASSES } from "@/lib/platform/places/schema";
import { nameIn } from "@/lib/platform/i18n/names";
import { DocumentHistory } from "../../../document-history";
import { siteMarks } from "../presentation";
import { siteLabels } from "../site-fields";
import { SiteMap } from "../site-map";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: nameIn(await getSite(await requireActor(), (await params).id), await getLocale()) };
}

export default async function SitePage({ params }: { params: Params }) {
  const [actor, { id }, t, r, locale, labels] = await Promise.all([
    requireActor(),
    params,
    getTranslations("places"),
    getTranslations("roles"),
    getLocale(),
    siteLabels(),
  ]);
  const site = await getSite(actor, id);
  const marks = siteMarks([site], locale);
  const link = (href: string, words: React.ReactNode) => (
    <Link href={href} className="text-accent-ink underline underline-offset-2">
      {words}
    </Link>
  );
  return (
    <>
      <PageHeader
        title={nameIn(site, locale)}
        trail={[{ label: t("title"), href: "/management/places" }]}
        lead={`${t(`kinds.${site.kind}`)} · ${site.code}`}
        state={
          <>
            <StateChip kind={site.active ? "active" : "cancelled"}>
              {t(`active.${site.active ? "yes" : "no"}`)}
            </StateChip>
            {site.simulated ? <Chip tone="faded">{t("fields.simulated")}</Chip> : null}
          </>
        }
        actions={
          site.mayEdit ? (
            <LinkButton href={`/management/places/${id}/edit`} variant="primary">
              {t("edit")}
            </LinkButton>
          ) : undefined
        }
      />
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid min-w-0 gap-8">
          <DescriptionList
            columns={2}
            facts={[
              {
                key: "area",
                term: t("fields.area"),
                value: site.areas.map((area) => nameIn(area, locale)).join(" / "),
                wide: true,
              },
              { key: "tier", term: t("fields.tier"), value: site.tier ? t(`tiers.${site.tier}`) : t("none") },
              {
                key: "position",
                term: t("fields.position"),
                value:
                  site.lon === null || site.lat === null
                    ? t("noPosition")
                    : `${site.lat.toFixed(4)}°N ${site.lon.toFixed(4)}°E · ${t(`precisions.${site.precision}`)}`,
              },
              ...(site.stock
                ? [
                    {
                      key: "stock",
                      term: t("fields.stock"),
                      value: link(`/operation/stock?site=${id}`, t("holds", { ...site.stock })),
                    },
                  ]
                : []),
              ...(site.demands === null
                ? []
                : [
                    {
                      key: "demands",
                      term: t("fields.demands"),
                      value: link(`/operation/demand?site=${id}`, <Quantity value={site.demands} />),
                    },
                  ]),
              {
                key: "beds",
                term: t("fields.beds"),
                value: site.beds === null ? null : <Quantity value={site.beds} />,
              },
              ...(site.population === null
                ? []
                : [{ key: "population", term: t("fields.population"), value: <Quantity value={site.population} /> }]),
              ...(site.throughputKgPerDay === null
                ? []
                : [
                    {
                      key: "throughput",
                      term: t("fields.throughput"),
                      value: <Quantity value={Number(site.throughputKgPerDay)} />,
                    },
                  ]),
              {
                key: "storage",
                term: t("fields.storageClasses"),
                value: SITE_STORAGE_CLASSES.filter((value) => site.storageClasses.includes(value))
                  .map((value) => t(`storage.${value}`))
                  .join(locale === "en" ? ", " : "、"),
              },
              ...(site.note ? [{ key: "note", term: t("fields.note"), value: site.note, wide: true }] : []),
              {
                key: "aliases",
                term: t("fields.aliases"),
                value: site.aliases.map((alias) => alias.original).join(locale === "en" ? "; " : "；") || t("none"),
                wide: true,
              },
            ]}
          />
          {site.people ? (
            <Section title={t("fields.people")}>
              {site.people.length === 0 ? (
                <p className="text-ink-2">{t("none")}</p>
              ) : (
                <ul className="divide-y divide-line">
                  {site.people.map((assignment) => (
                    <li key={assignment.id} className="flex justify-between gap-4 py-1.5">
                      {link(`/management/people/${assignment.person.id}`, nameIn(assignment.person, locale))}
                      <span className="text-ink-2">{r(assignment.role)}</span>
                    </li>
                  ))}
                </ul>
              )}
            </Section>
          ) : null}
          <DocumentHistory actor={actor} kind="site" id={id} factLabels={labels} />
        </div>
        <Section title={t("map.title")}>
          {marks.length > 0 ? (
            <SiteMap marks={marks} label={t("map.label")} />
          ) : (
            <p className="text-ink-2">{t("map.note", { shown: 0, outside: 1 })}</p>
          )}
        </Section>
      </div>
    </>
  );
}
