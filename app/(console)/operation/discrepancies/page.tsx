import { ExportMenu } from "@/components/exchange/export-menu";
import { Scale } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Quantity } from "@/components/ui/quantity";
import { Select } from "@/components/ui/select";
import { ServiceClock } from "@/components/ui/time";
import type { DiscrepancyState } from "@/lib/operation/distribution/discrepancy/machine";
import { listDiscrepancies } from "@/lib/operation/distribution/discrepancy/queries";
import { DISCREPANCY_STATES } from "@/lib/operation/distribution/discrepancy/schema";
import { DISCREPANCY_KINDS, type DiscrepancyKind, sizeOf } from "@/lib/operation/distribution/handover/rules";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { cursorOf } from "@/lib/platform/db/key-page";
import { SavedFilterBar } from "../../saved-filter-bar";
import { nameIn } from "../transfers/presentation";
import { CheckButton } from "./check-button";
import { DISCREPANCY_STATE_KIND } from "./presentation";

type Search = Promise<Record<string, string | string[] | undefined>>;
const PATH = "/operation/discrepancies";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("distribution.discrepancy"))("title") };
}

export default async function DiscrepanciesPage({ searchParams }: { searchParams: Search }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("distribution.discrepancy"),
    getLocale(),
  ]);
  const overdue = params.state === "overdue";
  const state = DISCREPANCY_STATES.find((known) => known === params.state);
  const kind = DISCREPANCY_KINDS.find((known) => known === params.kind);
  const [page, { now }] = await Promise.all([
    listDiscrepancies(actor, { state, kind, overdue }, cursorOf(params)),
    businessClock(actor),
  ]);
  const kept = {
    ...(state || overdue ? { state: String(params.state) } : {}),
    ...(kind ? { kind } : {}),
  };
  const address = (extra: Record<string, string>, without?: string) =>
    `${PATH}?${new URLSearchParams(Object.entries({ ...kept, ...extra }).filter(([name]) => name !== without))}`;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            <ExportMenu list="discrepancies" filter={params} />
            {canSomewhere(actor, "stock.reverse") ? <CheckButton /> : undefined}
          </>
        }
      />
      <SavedFilterBar
        actor={actor}
        action={PATH}
        chips={[
          ...(state || overdue
            ? [
                {
                  key: "state",
                  label: state ? t(`states.${state}`) : t("filters.overdue"),
                  removeHref: address({}, "state"),
                },
              ]
            : []),
          ...(kind ? [{ key: "kind", label: t(`kinds.${kind}`), removeHref: address({}, "kind") }] : []),
        ]}
        clearHref={PATH}
      >
        <Field label={t("filters.state")} name="state">
          <Select
            name="state"
            defaultValue={state ?? (overdue ? "overdue" : "")}
            placeholder={t("filters.any")}
            options={[
              { value: "overdue", label: t("filters.overdue") },
              ...DISCREPANCY_STATES.map((value) => ({ value: value as string, label: t(`states.${value}`) })),
            ]}
          />
        </Field>
        <Field label={t("filters.kind")} name="kind">
          <Select
            name="kind"
            defaultValue={kind ?? ""}
            placeholder={t("filters.any")}
            options={DISCREPANCY_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
        </Field>
      </SavedFilterBar>
      <DataTable
        caption={t("title")}
        columns={[
          { key: "number", header: t("fields.number"), nowrap: true },
          { key: "kind", header: t("fields.kind") },
          { key: "goods", header: t("fields.goods") },
          { key: "difference", header: t("fields.difference"), numeric: true },
          { key: "shipment", header: t("fields.shipment"), nowrap: true },
          { key: "owner", header: t("fields.owner") },
          { key: "due", header: t("fields.due") },
          { key: "state", header: t("fields.state") },
        ]}
        rows={page.rows.map((row) => ({
          key: row.id,
          href: `${PATH}/${row.id}`,
          label: row.number,
          tone: row.state !== "resolved" && row.dueAt < now ? ("trouble" as const) : undefined,
          cells: [
            row.number,
            t(`kinds.${row.kind as DiscrepancyKind}`),
            row.goods ? nameIn(locale, row.goods) : "—",
            <Quantity key="difference" value={Number(sizeOf(row))} unit={row.unit} />,
            row.shipment?.number ?? "—",
            row.owner ? nameIn(locale, row.owner) : "—",
            <ServiceClock key="due" dueAt={row.dueAt} now={now} doneAt={row.resolvedAt} totalMs={24 * 3_600_000} />,
            <StateChip key="state" kind={DISCREPANCY_STATE_KIND[row.state as DiscrepancyState]}>
              {t(`states.${row.state as DiscrepancyState}`)}
            </StateChip>,
          ],
        }))}
        empty={
          <EmptyState icon={<Scale aria-hidden />} title={t("empty.title")}>
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
