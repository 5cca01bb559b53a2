import { Copy } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PriorityBadge } from "@/components/ui/badges";
import { Chip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { FillBar } from "@/components/ui/quantity";
import { Freshness, ServiceClock } from "@/components/ui/time";
import type { DemandView } from "@/lib/operation/demand/queries/filter";
import type { ListedDemand } from "@/lib/operation/demand/queries/list";
import { isStale } from "@/lib/operation/demand/rules/freshness";
import { approvalSpanMs } from "@/lib/operation/demand/rules/service-clock";
import { nameIn } from "@/lib/platform/i18n/names";
import { FreshnessMark } from "./freshness-mark";
import { LineSummary } from "./line-summary";
import { PRIORITY_CLASS } from "./presentation";
import { StateChips } from "./state-chips";

const isWaiting = (row: ListedDemand) => row.state === "submitted" || row.state === "verified";
const isOverdue = (row: ListedDemand, now: Date) => isWaiting(row) && row.dueAt !== null && row.dueAt < now;

interface DemandColumn {
  key: string;
  header: string;
  width?: string;
  /** Left out while a row is open beside the list. */
  roomy?: boolean;
  cell: (row: ListedDemand) => ReactNode;
}

/** The rows of a view. Queues show the approval clock and likely duplicates, other views how much is unmet and how fresh it is. */
export async function DemandTable({
  view,
  rows,
  now,
  openId,
  hrefOf,
  duplicates,
  empty,
}: {
  view: DemandView;
  rows: ListedDemand[];
  now: Date;
  openId: string | null;
  hrefOf: (id: string) => string;
  duplicates: ReadonlyMap<string, { number: string; score: number }>;
  empty: ReactNode;
}) {
  const [t, locale] = await Promise.all([getTranslations("demand"), getLocale()]);
  const queue = view === "verification" || view === "approval";

  const site = (row: ListedDemand) => (
    <span>
      {nameIn(row.site, locale)}
      <span className="block text-ink-3">{nameIn(row.site.area, locale)}</span>
    </span>
  );
  const state = (row: ListedDemand) => {
    const alike = duplicates.get(row.id);
    return (
      <span className="inline-flex flex-wrap gap-1 phone:justify-end">
        <StateChips state={row.state} fulfilment={row.fulfilment} />
        {row.escalatedAt && isOverdue(row, now) ? <Chip tone="trouble">{t("escalated")}</Chip> : null}
        {alike ? (
          <Chip icon={<Copy aria-hidden />} tone="trouble" title={alike.number}>
            {t("duplicates.title")} {alike.score}
          </Chip>
        ) : null}
      </span>
    );
  };
  const clock = (row: ListedDemand) =>
    row.dueAt ? <ServiceClock dueAt={row.dueAt} now={now} totalMs={approvalSpanMs(row.priority)} /> : "—";
  const unmet = (row: ListedDemand) =>
    row.submittedAt === null || row.state === "returned" ? (
      "—"
    ) : (
      <FillBar
        part={row.unmetPermille}
        whole={1000}
        label={t("unmetShare", { percent: Math.ceil(row.unmetPermille / 10) })}
        tone={row.priority === "lifeSaving" ? "trouble" : "neutral"}
      />
    );

  const columns: DemandColumn[] = [
    { key: "number", header: t("fields.number"), cell: (row) => row.number },
    {
      key: "priority",
      header: t("fields.priority"),
      cell: (row) => <PriorityBadge priority={PRIORITY_CLASS[row.priority]} />,
    },
    { key: "site", header: t("fields.site"), width: "13rem", cell: site },
    { key: "lines", header: t("fields.lines"), roomy: true, cell: (row) => <LineSummary lines={row.lines} /> },
    { key: "state", header: t("fields.state"), cell: state },
    queue
      ? { key: "clock", header: t("fields.clock"), cell: clock }
      : { key: "unmet", header: t("fields.unmet"), width: "9rem", cell: unmet },
    {
      key: "when",
      header: t(queue ? "fields.filedAt" : "fields.confirmedAt"),
      roomy: true,
      cell: (row) =>
        queue ? (
          <Freshness at={row.submittedAt} now={now} />
        ) : (
          <FreshnessMark confirmedAt={row.confirmedAt} now={now} brief />
        ),
    },
  ];
  const shown = columns.filter((column) => openId === null || !column.roomy);
  return (
    <DataTable
      caption={t(`views.${view}`)}
      columns={shown.map(({ key, header, width }) => ({ key, header, width }))}
      rows={rows.map((row) => ({
        key: row.id,
        href: hrefOf(row.id),
        label: row.number,
        current: row.id === openId,
        tone: isOverdue(row, now)
          ? ("trouble" as const)
          : view === "open" && isStale(row.confirmedAt, now)
            ? ("faded" as const)
            : undefined,
        cells: shown.map((column) => <span key={column.key}>{column.cell(row)}</span>),
      }))}
      empty={empty}
    />
  );
}
