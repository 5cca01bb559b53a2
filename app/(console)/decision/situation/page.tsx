import { Maximize2, Minimize2 } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { Card, PageHeader, Section } from "@/components/ui/page-header";
import { situation } from "@/lib/decision/situation/queries/situation";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { ChainRibbon } from "./chain-ribbon";
import { mapData } from "./map-data";
import { GravestNeeds, NeedsTable } from "./needs-table";
import { ChangeList, CoverList, Decisions } from "./side-lists";
import { SituationMap } from "./situation-map";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("situation"))("title") };
}

export default async function SituationPage({ searchParams }: { searchParams: Search }) {
  const [actor, params, t, locale, format] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("situation"),
    getLocale(),
    getFormatter(),
  ]);
  const picture = await situation(actor);
  const wall = params.wall === "1";
  const { data, links, undrawn } = mapData(picture, locale, {
    unit: t("map.unit"),
    flowUnit: t("map.flowUnit"),
    rest: (district, count) => t("map.rest", { district, count }),
  });
  const mayOpenNeeds = canSomewhere(actor, "demand.read");
  const lead = t("lead", {
    day: picture.day,
    time: format.dateTime(picture.now, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  });
  const ribbon = <ChainRibbon actor={actor} chain={picture.chain} />;
  const needs = <NeedsTable cells={picture.cells} linked={mayOpenNeeds && !wall} />;

  if (wall)
    return (
      <div className="grid h-full min-h-0 grid-rows-[auto_minmax(0,1fr)] gap-4">
        <h1 className="sr-only">
          {t("title")} {lead}
        </h1>
        {ribbon}
        <div className="grid min-h-0 grid-cols-[minmax(0,5fr)_minmax(0,4fr)] gap-6">
          <div className="min-h-0">
            <SituationMap data={data} links={links} wall />
          </div>
          <div className="grid min-h-0 content-start gap-4 overflow-hidden">
            <Section title={t("needs.title")} aside={t("needs.aside")}>
              {needs}
            </Section>
            <Section title={t("cover.title")} aside={t("cover.aside")}>
              <CoverList cover={picture.cover} rows={4} />
            </Section>
            <LinkButton href="/decision/situation" variant="quiet" icon={<Minimize2 aria-hidden />}>
              {t("leaveWall")}
            </LinkButton>
          </div>
        </div>
      </div>
    );

  return (
    <>
      <PageHeader
        title={t("title")}
        lead={lead}
        actions={
          <LinkButton href="/decision/situation?wall=1" className="phone:hidden" icon={<Maximize2 aria-hidden />}>
            {t("wall")}
          </LinkButton>
        }
      />
      <div className="grid gap-6">
        <Section title={t("chain.title")}>
          {ribbon}
          <p className="mt-2 text-sm text-ink-3">{t("chain.method")}</p>
        </Section>
        <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(20rem,2fr)]">
          <div className="grid min-w-0 gap-6">
            <Section title={t("map.title")}>
              {data.needs.length + data.flows.length === 0 ? <p className="mb-2 text-ink-2">{t("map.empty")}</p> : null}
              <SituationMap data={data} links={links} />
              <p className="mt-1 text-sm text-ink-3">
                {t("map.method", { shown: picture.rings.sites.length })}
                {undrawn > 0 ? ` ${t("map.undrawn", { count: undrawn })}` : ""}
              </p>
            </Section>
            {canSomewhere(actor, "stock.read") ? (
              <Section
                title={t("cover.title")}
                aside={
                  <Link href="/operation/stock" className="hover:underline">
                    {t("cover.all")}
                  </Link>
                }
              >
                <CoverList cover={picture.cover} />
              </Section>
            ) : null}
          </div>
          <div className="grid min-w-0 gap-4 phone:order-first">
            <Card>
              <Section
                title={t("decisions.title")}
                aside={
                  <Link href="/operation/work" className="hover:underline">
                    {t("decisions.all")}
                  </Link>
                }
              >
                <Decisions decisions={picture.decisions} now={picture.now} />
              </Section>
            </Card>
            <Card>
              <Section title={t("needs.title")} aside={t("needs.aside")}>
                {needs}
                {mayOpenNeeds && picture.gravest.length > 0 ? (
                  <div className="mt-4">
                    <Section
                      level={3}
                      title={t("needs.gravest")}
                      aside={
                        <Link href="/operation/demand?unmet=any" className="hover:underline">
                          {t("needs.all")}
                        </Link>
                      }
                    >
                      <GravestNeeds rows={picture.gravest} now={picture.now} />
                    </Section>
                  </div>
                ) : null}
              </Section>
            </Card>
            <Card>
              <Section title={t("changes.title")}>
                <ChangeList actor={actor} changes={picture.changes} empty={t("changes.none")} />
              </Section>
            </Card>
          </div>
        </div>
      </div>
    </>
  );
}
