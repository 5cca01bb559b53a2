import { Route } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PriorityBadge } from "@/components/ui/badges";
import { Chip, StateChip } from "@/components/ui/chip";
import { Freshness } from "@/components/ui/time";
import type { TransferState } from "@/lib/operation/transport/transfer/machine";
import { listTransfers } from "@/lib/operation/transport/transfer/queries";
import { TRANSFER_STATES } from "@/lib/operation/transport/transfer/schema";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { cursorOf } from "@/lib/platform/db/key-page";
import { nameIn } from "@/lib/platform/i18n/names";
import { idOf, oneOf, type Params, textOf } from "../../address";
import { ListPage } from "../../list-page";
import { PRIORITY_CLASS, TRANSFER_STATE_KIND } from "./presentation";

const PATH = "/operation/transfers";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transport.transfer"))("title") };
}

export default async function TransfersPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t, locale] = await Promise.all([
    requireActor(),
    searchParams,
    getTranslations("transport.transfer"),
    getLocale(),
  ]);
  const filter = {
    state: oneOf(params, "state", TRANSFER_STATES),
    query: textOf(params, "query"),
    incident: idOf(params, "incident"),
    plan: idOf(params, "plan"),
  };
  const { state, query, incident: incidentId, plan: planId } = filter;
  const [page, { now }] = await Promise.all([
    listTransfers(actor, { state, query, incidentId, planId }, cursorOf(params)),
    businessClock(actor),
  ]);
  return (
    <ListPage
      {...{ actor, params, page, filter, path: PATH, exported: "transfers" }}
      title={t("title")}
      lead={t("lead")}
      create={{ permission: "transfer.create", label: t("create") }}
      fields={[
        {
          name: "state",
          label: t("filters.state"),
          placeholder: t("filters.any"),
          options: TRANSFER_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
        },
        { name: "query", label: t("filters.query"), placeholder: "TO0000001" },
      ]}
      chips={{ incident: t("fields.incident"), plan: t("fields.plan") }}
      columns={[
        { key: "number", header: t("fields.number"), nowrap: true },
        { key: "from", header: t("fields.from") },
        { key: "to", header: t("fields.to") },
        { key: "goods", header: t("fields.goods") },
        { key: "priority", header: t("fields.priority") },
        { key: "state", header: t("fields.state") },
        { key: "createdAt", header: t("fields.createdAt"), nowrap: true },
      ]}
      rows={page.rows.map((row) => ({
        key: row.id,
        href: `${PATH}/${row.id}`,
        label: row.number,
        tone: row.state === "cancelled" ? "faded" : undefined,
        cells: [
          row.number,
          nameIn(row.fromSite, locale),
          nameIn(row.toSite, locale),
          `${[...new Set(row.lines.map((line) => nameIn(line.goods, locale)))].join(locale === "en" ? ", " : "、")}${row._count.lines > row.lines.length ? " …" : ""}`,
          <PriorityBadge key="priority" priority={PRIORITY_CLASS[row.priority]} />,
          <span key="state" className="inline-flex flex-wrap gap-1">
            <StateChip kind={TRANSFER_STATE_KIND[row.state as TransferState]}>
              {t(`states.${row.state as TransferState}`)}
            </StateChip>
            {row.shortLines > 0 ? <Chip tone="trouble">{t("fields.shortRows", { count: row.shortLines })}</Chip> : null}
          </span>,
          <Freshness key="at" at={row.businessAt} now={now} />,
        ],
      }))}
      empty={{ icon: <Route aria-hidden />, title: t("empty.title"), text: t("empty.text") }}
    />
  );
}
