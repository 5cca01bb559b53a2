import { Scale } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { StateChip } from "@/components/ui/chip";
import { Quantity } from "@/components/ui/quantity";
import { ServiceClock } from "@/components/ui/time";
import type { DiscrepancyState } from "@/lib/operation/distribution/discrepancy/machine";
import { listDiscrepancies } from "@/lib/operation/distribution/discrepancy/queries";
import { DISCREPANCY_STATES } from "@/lib/operation/distribution/discrepancy/schema";
import { DISCREPANCY_KINDS, type DiscrepancyKind, sizeOf } from "@/lib/operation/distribution/handover/rules";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { cursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { oneOf, type Params } from "../../address";
import { ListPage } from "../../list-page";
import { CheckButton } from "./check-button";
import { DISCREPANCY_STATE_KIND } from "./presentation";

const PATH = "/operation/discrepancies";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("distribution.discrepancy"))("title") };
}

export default async function DiscrepanciesPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("distribution.discrepancy"),
    getLocale(),
  ]);
  const state = oneOf(params, "state", DISCREPANCY_STATES);
  const overdue = oneOf(params, "state", ["overdue"]);
  const kind = oneOf(params, "kind", DISCREPANCY_KINDS);
  const [page, { now }] = await Promise.all([
    listDiscrepancies(actor, { state, kind, overdue: overdue !== undefined }, cursorOf(params)),
    businessClock(actor),
  ]);
  return (
    <ListPage
      {...{ actor, params, page, path: PATH, exported: "discrepancies" }}
      title={t("title")}
      lead={t("lead")}
      actions={canSomewhere(actor, "stock.reverse") ? <CheckButton /> : null}
      filter={{ state: state ?? overdue, kind }}
      fields={[
        {
          name: "state",
          label: t("filters.state"),
          placeholder: t("filters.any"),
          options: [
            { value: "overdue", label: t("filters.overdue") },
            ...DISCREPANCY_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
          ],
        },
        {
          name: "kind",
          label: t("filters.kind"),
          placeholder: t("filters.any"),
          options: DISCREPANCY_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
        },
      ]}
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
        tone: row.state !== "resolved" && row.dueAt < now ? "trouble" : undefined,
        cells: [
          row.number,
          t(`kinds.${row.kind as DiscrepancyKind}`),
          row.goods ? nameIn(row.goods, locale) : "—",
          <Quantity key="difference" value={Number(sizeOf(row))} unit={row.unit} />,
          row.shipment?.number ?? "—",
          row.owner ? nameIn(row.owner, locale) : "—",
          <ServiceClock key="due" dueAt={row.dueAt} now={now} doneAt={row.resolvedAt} totalMs={24 * 3_600_000} />,
          <StateChip key="state" kind={DISCREPANCY_STATE_KIND[row.state as DiscrepancyState]}>
            {t(`states.${row.state as DiscrepancyState}`)}
          </StateChip>,
        ],
      }))}
      empty={{ icon: <Scale aria-hidden />, title: t("empty.title"), text: t("empty.text") }}
    />
  );
}
