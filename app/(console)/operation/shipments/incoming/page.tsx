import { PackageCheck } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Freshness } from "@/components/ui/time";
import { comingToMe } from "@/lib/operation/distribution/handover/queries";
import type { ShipmentState } from "@/lib/operation/transport/shipment/machine";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { Written } from "@/components/ui/written";
import { nameIn } from "@/lib/platform/i18n/names";
import { SHIPMENT_STATE_KIND } from "../presentation";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("distribution.handover"))("deliveries.title") };
}

export default async function IncomingPage() {
  const [actor, t, s, locale] = await Promise.all([
    requireActor(),
    getTranslations("distribution.handover"),
    getTranslations("transport.shipment"),
    getLocale(),
  ]);
  const [rows, { now }] = await Promise.all([comingToMe(actor), businessClock(actor)]);
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader
        title={t("deliveries.title")}
        lead={t("deliveries.lead")}
        trail={[{ label: s("title"), href: "/operation/shipments" }]}
      />
      {rows.length === 0 ? (
        <EmptyState icon={<PackageCheck aria-hidden />} title={t("deliveries.empty.title")}>
          {t("deliveries.empty.text")}
        </EmptyState>
      ) : null}
      <ul className="grid gap-4">
        {rows.map((row) => (
          <li key={row.id} className="rounded-lg border border-line bg-surface px-4 py-3">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span className="font-semibold tabular-nums">{row.number}</span>
              <StateChip kind={SHIPMENT_STATE_KIND[row.state as ShipmentState]}>
                {s(`states.${row.state as ShipmentState}`)}
              </StateChip>
            </div>
            <p className="mt-1 text-lg">
              {[...new Set(row.lines.map((line) => nameIn(line.goods, locale)))].join(locale === "en" ? ", " : "、")}
            </p>
            <p className="text-ink-2">
              {nameIn(row.fromSite, locale)} → {nameIn(row.toSite, locale)}
              {row.expectedAt ? (
                <>
                  {` · ${s("fields.expectedAt")} `}
                  <Freshness at={row.expectedAt} now={now} />
                </>
              ) : null}
              <Written>{row.vehicle ? ` · ${row.vehicle.plate}` : ""}</Written>
            </p>
            <LinkButton
              href={`/operation/shipments/${row.id}/receive`}
              variant="primary"
              size="lg"
              className="mt-3 w-full"
            >
              {t("receive")}
            </LinkButton>
          </li>
        ))}
      </ul>
    </div>
  );
}
