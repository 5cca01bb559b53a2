"use client";

import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { cx } from "./cx";
import { moveFocus } from "./row-keys";
import { Written } from "./written";

export type Column = {
  key: string;
  header: ReactNode;
  numeric?: boolean;
  /** Never broken over lines: document numbers, times. */
  nowrap?: boolean;
  /** A width the browser may exceed: "8rem". */
  width?: string;
  /** Left out of the stacked rows of a phone. */
  phoneHidden?: boolean;
  sort?: { href: string; direction: "asc" | "desc" | null };
};

export type Row = {
  key: string;
  /** In the order of the columns. */
  cells: ReactNode[];
  /** Where the row leads; its first cell is the link. */
  href?: string;
  /** Names the row to screen readers (for its checkbox). */
  label: string;
  tone?: "trouble" | "faded";
  /** The row whose detail is open beside the list. */
  current?: boolean;
};

// Phones lay rows out as blocks, which would take the table's meaning away from screen readers: the roles give it back.
const ROLE = {
  table: { role: "table" },
  group: { role: "rowgroup" },
  row: { role: "row" },
  head: { role: "columnheader" },
  cell: { role: "cell" },
} as const;

function SortLink({ column }: { column: Column }) {
  const t = useTranslations("ui.table");
  if (!column.sort) return column.header;
  const { href, direction } = column.sort;
  const Icon = direction === "asc" ? ArrowUp : direction === "desc" ? ArrowDown : ArrowUpDown;
  return (
    <Link href={href} scroll={false} className="inline-flex min-h-6 items-center gap-1 hover:text-ink">
      {column.header}
      <Icon aria-hidden className={cx("size-3.5", direction === null && "opacity-50")} />
      {direction ? <span className="sr-only">{t(direction === "asc" ? "sortAsc" : "sortDesc")}</span> : null}
    </Link>
  );
}

/**
 * The list of every list page. Columns and rows are data with ready cells, so a server page can draw it.
 * Keys: J, K or arrows move between rows, Enter opens, Space selects. `footer` holds totals by column key (`UnitTotals`), `select` adds
 * checkboxes that submit `select.name` and shows `select.actions` while any are ticked; on phones each row is a block with its labels.
 */
export function DataTable({
  caption,
  columns,
  rows,
  empty,
  footer,
  select,
  dense = false,
  maxHeight,
}: {
  caption: string;
  columns: Column[];
  rows: Row[];
  /** Shown instead of the table when there are no rows: an `EmptyState`. */
  empty: ReactNode;
  footer?: Record<string, ReactNode>;
  select?: { name: string; actions?: ReactNode; onKeys?: (keys: string[]) => void };
  dense?: boolean;
  /** Height of the scrolling region; by default what the window leaves. "none" lets the page scroll. */
  maxHeight?: string;
}) {
  const t = useTranslations("ui.table");
  const table = useRef<HTMLTableElement>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const chosen = rows.filter((row) => ticked.has(row.key));
  const take = (keys: string[]) => {
    setTicked(new Set(keys));
    select?.onKeys?.(keys);
  };
  if (rows.length === 0) return empty;

  const pad = dense ? "py-1" : "py-2";
  return (
    <div className="min-w-0">
      {select && chosen.length > 0 ? (
        <div
          role="status"
          className="mb-2 flex flex-wrap items-center gap-2 rounded bg-accent-soft px-3 py-1.5 text-accent-ink"
        >
          {t("selected", { count: chosen.length })}
          {select.actions}
        </div>
      ) : null}
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-label={caption}
        style={{ maxHeight: maxHeight ?? "calc(100dvh - var(--frame-top, 0px) - 13rem)" }}
        className="relative min-h-40 overflow-auto rounded border border-line bg-surface phone:max-h-none! phone:overflow-visible phone:border-0 phone:bg-transparent print:max-h-none! print:overflow-visible print:border-0"
      >
        <table
          {...ROLE.table}
          ref={table}
          onKeyDown={moveFocus}
          className="w-full border-collapse text-sm phone:block phone:text-base"
        >
          <caption className="sr-only">
            {caption}. {t("keys")}
          </caption>
          <thead {...ROLE.group} className="phone:sr-only">
            <tr {...ROLE.row}>
              {select ? (
                <th
                  {...ROLE.head}
                  scope="col"
                  className="sticky top-0 z-1 w-10 border-b border-line-strong bg-paper ps-3"
                >
                  <input
                    type="checkbox"
                    aria-label={t("selectAll")}
                    checked={chosen.length === rows.length}
                    className="block size-4"
                    ref={(box) => {
                      if (box) box.indeterminate = chosen.length > 0 && chosen.length < rows.length;
                    }}
                    onChange={(event) => take(event.target.checked ? rows.map((row) => row.key) : [])}
                  />
                </th>
              ) : null}
              {columns.map((column) => (
                <th
                  key={column.key}
                  {...ROLE.head}
                  scope="col"
                  style={{ width: column.width }}
                  aria-sort={
                    column.sort?.direction ? (column.sort.direction === "asc" ? "ascending" : "descending") : undefined
                  }
                  className={cx(
                    "sticky top-0 z-1 border-b border-line-strong bg-paper px-3 py-2 font-medium whitespace-nowrap text-ink-2",
                    column.numeric ? "text-end" : "text-start",
                  )}
                >
                  <SortLink column={column} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody {...ROLE.group} className="phone:block">
            {rows.map((row) => (
              <tr
                key={row.key}
                {...ROLE.row}
                aria-current={row.current ? "true" : undefined}
                className={cx(
                  "relative border-b border-line align-top last:border-b-0 hover:bg-hover focus-within:bg-hover",
                  "phone:mb-3 phone:block phone:rounded-lg phone:border phone:bg-surface phone:px-4 phone:py-2 phone:last:border-b",
                  row.current && "bg-accent-soft hover:bg-accent-soft",
                  row.tone === "faded" && "text-ink-3",
                )}
              >
                {select ? (
                  <td {...ROLE.cell} className={cx("relative z-1 ps-3 phone:float-end phone:p-2", pad)}>
                    <input
                      type="checkbox"
                      name={select.name}
                      value={row.key}
                      aria-label={t("selectRow", { name: row.label })}
                      checked={ticked.has(row.key)}
                      data-row-stop={row.href ? undefined : ""}
                      className="mt-1 block size-4 touch:size-6"
                      onChange={(event) =>
                        take(event.target.checked ? [...ticked, row.key] : [...ticked].filter((key) => key !== row.key))
                      }
                    />
                  </td>
                ) : null}
                {columns.map((column, index) => (
                  <td
                    key={column.key}
                    {...ROLE.cell}
                    className={cx(
                      "px-3",
                      pad,
                      "phone:flex phone:items-baseline phone:justify-between phone:gap-4 phone:px-0 phone:py-1 phone:text-start",
                      column.numeric && "text-end whitespace-nowrap tabular-nums",
                      column.nowrap && "whitespace-nowrap",
                      column.phoneHidden && "phone:hidden!",
                      index === 0 && "phone:font-semibold",
                      index === 0 && row.tone === "trouble" && "border-s-4 border-s-trouble phone:ps-2",
                    )}
                  >
                    {index > 0 ? (
                      <span aria-hidden className="hidden shrink-0 text-sm text-ink-3 phone:inline">
                        {column.header}
                      </span>
                    ) : null}
                    {index === 0 && row.href ? (
                      // The link's box covers the row, so the whole row is the target, with one stop for the keyboard.
                      <Link
                        href={row.href}
                        scroll={false}
                        data-row-stop=""
                        className="font-medium text-accent-ink after:absolute after:inset-0 hover:underline focus-visible:outline-offset-0"
                      >
                        <Written>{row.cells[index]}</Written>
                      </Link>
                    ) : index > 0 ? (
                      <div className="min-w-0 phone:text-end [&_:is(a,button,input,label)]:relative [&_:is(a,button,input,label)]:z-1">
                        <Written>{row.cells[index]}</Written>
                      </div>
                    ) : (
                      row.cells[index]
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {footer ? (
            <tfoot {...ROLE.group} className="phone:block">
              <tr {...ROLE.row} className="phone:block phone:px-4">
                {select ? (
                  <td {...ROLE.cell} className="sticky bottom-0 border-t border-line-strong bg-paper phone:hidden" />
                ) : null}
                {columns.map((column, index) => (
                  <td
                    key={column.key}
                    {...ROLE.cell}
                    className={cx(
                      "sticky bottom-0 border-t border-line-strong bg-paper px-3 py-2 align-top font-medium phone:static phone:block phone:border-0 phone:px-0 phone:py-1 phone:empty:hidden",
                      column.numeric && "text-end whitespace-nowrap tabular-nums",
                    )}
                  >
                    {footer[column.key] ?? (index === 0 ? t("total") : null)}
                  </td>
                ))}
              </tr>
            </tfoot>
          ) : null}
        </table>
      </section>
    </div>
  );
}
