import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { PriorityBadge } from "@/components/ui/badges";
import { Quantity } from "@/components/ui/quantity";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Freshness } from "@/components/ui/time";
import type { Situation } from "@/lib/decision/situation/queries/situation";
import { nameIn } from "@/lib/platform/i18n/names";
import { PRIORITY_CLASS } from "../../operation/demand/presentation";

const PRIORITIES = ["lifeSaving", "urgent", "routine"] as const;
/** Oldest first: the eye begins where it is worst. */
const AGES = ["older", "week", "threeDays", "day"] as const;

/** Unmet lines by class and age, each figure leading to its requests. */
export async function NeedsTable({ cells, linked }: { cells: Situation["cells"]; linked: boolean }) {
  const [t, p] = await Promise.all([getTranslations("situation.needs"), getTranslations("ui.priority")]);
  if (cells.length === 0) return <p className="text-ink-2">{t("none")}</p>;
  const unknown = cells.reduce((sum, cell) => sum + cell.unknownLines, 0);
  const figure = (lines: number, href: string, label: string) =>
    linked && lines > 0 ? (
      <Link href={href} aria-label={label} className="text-accent-ink underline underline-offset-2">
        <Quantity value={lines} />
      </Link>
    ) : (
      <Quantity value={lines} />
    );
  return (
    <>
      <Table caption={t("title")} dense className="[&_td]:px-1.5! [&_th]:px-1.5!">
        <thead>
          <Tr>
            <Th>{t("class")}</Th>
            {AGES.map((age) => (
              <Th key={age} numeric>
                {t(`ages.${age}`)}
              </Th>
            ))}
            <Th numeric>{t("total")}</Th>
          </Tr>
        </thead>
        <tbody>
          {PRIORITIES.map((priority) => {
            const row = cells.filter((cell) => cell.priority === priority);
            const all = row.reduce((sum, cell) => sum + cell.lines, 0);
            const requests = row.reduce((sum, cell) => sum + cell.requests, 0);
            const name = p(PRIORITY_CLASS[priority]);
            return (
              <Tr key={priority}>
                <Td>
                  <PriorityBadge priority={PRIORITY_CLASS[priority]} />
                </Td>
                {AGES.map((age) => {
                  const cell = row.find((one) => one.age === age);
                  const lines = cell?.lines ?? 0;
                  return (
                    <Td key={age} numeric>
                      {figure(
                        lines,
                        `/operation/demand?unmet=${age}&priority=${priority}`,
                        t("cell", { priority: name, age: t(`ages.${age}`), lines, requests: cell?.requests ?? 0 }),
                      )}
                    </Td>
                  );
                })}
                <Td numeric>
                  {figure(
                    all,
                    `/operation/demand?unmet=any&priority=${priority}`,
                    t("cell", { priority: name, age: t("total"), lines: all, requests }),
                  )}
                </Td>
              </Tr>
            );
          })}
        </tbody>
      </Table>
      {unknown > 0 ? <p className="mt-1 text-sm text-ink-2">{t("unknown", { count: unknown })}</p> : null}
    </>
  );
}

/** The requests that are gravest and have waited longest. */
export async function GravestNeeds({ rows, now }: { rows: Situation["gravest"]; now: Date }) {
  const [t, locale] = await Promise.all([getTranslations("situation.needs"), getLocale()]);
  const zh = locale !== "en";
  return (
    <ol className="divide-y divide-line">
      {rows.map((row) => {
        const goods = row.lines[0]?.goods;
        const name = goods ? (zh ? goods.nameZh : goods.nameEn) : "";
        return (
          <li key={row.id} className="relative flex items-baseline gap-2 py-1.5 hover:bg-hover">
            <PriorityBadge priority={PRIORITY_CLASS[row.priority]} />
            <span className="min-w-0 grow">
              <Link href={`/operation/demand/${row.id}`} className="font-medium after:absolute after:inset-0">
                {nameIn(row.site, locale)}
              </Link>
              <span className="block truncate text-sm text-ink-2">
                {row.lineCount > 1 ? t("goods", { goods: name, count: row.lineCount }) : name}
              </span>
            </span>
            <span className="shrink-0 text-sm text-ink-2">
              <Freshness at={row.submittedAt ?? row.businessAt} now={now} />
            </span>
          </li>
        );
      })}
    </ol>
  );
}
