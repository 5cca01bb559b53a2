"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { Button, IconButton } from "../ui/button";
import { cx } from "../ui/cx";

export type LineColumn = { key: string; header: ReactNode; width?: string; numeric?: boolean };

/**
 * Lines of a document being written. Each line is a set of controls made by `cells(line, index)` (names carry the index, e.g.
 * `lines.0.goodsId`); the component adds, removes and moves among them. Enter on the last line adds one; removing gives focus to its neighbour.
 */
export function LineItems<Line>({
  label,
  columns,
  initial,
  blank,
  cells,
  onLines,
  maxLines = 200,
}: {
  label: string;
  columns: LineColumn[];
  initial: Line[];
  /** A new, empty line. */
  blank: () => Line;
  cells: (line: Line, index: number, change: (line: Line) => void) => ReactNode[];
  onLines?: (lines: Line[]) => void;
  maxLines?: number;
}) {
  const t = useTranslations("ui.lines");
  const made = useRef(initial.length);
  const box = useRef<HTMLDivElement>(null);
  const [lines, setLines] = useState(() => initial.map((line, index) => ({ key: index, line })));

  function put(next: Array<{ key: number; line: Line }>) {
    setLines(next);
    onLines?.(next.map((entry) => entry.line));
  }
  function focusLine(index: number) {
    requestAnimationFrame(() => {
      const row = box.current?.querySelectorAll<HTMLElement>("[data-line]")[index];
      row?.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus();
    });
  }
  function add() {
    if (lines.length >= maxLines) return;
    put([...lines, { key: made.current++, line: blank() }]);
    focusLine(lines.length);
  }
  function remove(index: number) {
    put(lines.filter((_, at) => at !== index));
    focusLine(Math.max(0, index - 1));
  }
  function onKeyDown(event: KeyboardEvent, index: number) {
    const target = event.target as HTMLElement;
    // A list of choices that is open takes Enter for itself.
    if (event.key !== "Enter" || event.defaultPrevented || !target.matches("input")) return;
    event.preventDefault();
    if (index === lines.length - 1) add();
    else focusLine(index + 1);
  }

  return (
    <div ref={box} className="min-w-0">
      <table aria-label={label} className="w-full border-collapse text-sm phone:block phone:text-base">
        <thead className="phone:sr-only">
          <tr>
            <th scope="col" className="w-8 border-b border-line-strong py-1.5 text-start font-medium text-ink-3">
              #
            </th>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                style={{ width: column.width }}
                className={cx(
                  "border-b border-line-strong px-1.5 py-1.5 font-medium text-ink-2",
                  column.numeric ? "text-end" : "text-start",
                )}
              >
                {column.header}
              </th>
            ))}
            <th scope="col" className="w-10 border-b border-line-strong">
              <span className="sr-only">{t("remove", { row: "" })}</span>
            </th>
          </tr>
        </thead>
        <tbody className="phone:block">
          {lines.map((entry, index) => (
            <tr
              key={entry.key}
              data-line=""
              onKeyDown={(event) => onKeyDown(event, index)}
              className="border-b border-line align-top phone:mb-3 phone:grid phone:grid-cols-[1fr_auto] phone:items-center phone:gap-2 phone:rounded-lg phone:border phone:p-3"
            >
              <th scope="row" className="py-2.5 text-start font-normal text-ink-3 tabular-nums phone:py-0">
                <span aria-hidden>{index + 1}</span>
                <span className="sr-only">{t("row", { row: index + 1 })}</span>
              </th>
              {cells(entry.line, index, (line) =>
                put(lines.map((other) => (other.key === entry.key ? { key: entry.key, line } : other))),
              ).map((cell, column) => (
                <td key={columns[column].key} className="px-1.5 py-1.5 phone:order-2 phone:col-span-2 phone:p-0">
                  <span aria-hidden className="hidden text-sm text-ink-3 phone:block">
                    {columns[column].header}
                  </span>
                  {cell}
                </td>
              ))}
              <td className="py-1.5 text-end phone:order-1 phone:p-0">
                <IconButton
                  label={t("remove", { row: index + 1 })}
                  icon={<Trash2 aria-hidden />}
                  disabled={lines.length === 1}
                  onClick={() => remove(index)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <Button icon={<Plus aria-hidden />} onClick={add} disabled={lines.length >= maxLines}>
          {t("add")}
        </Button>
        <span className="text-sm text-ink-3">
          <span aria-live="polite">{t("count", { count: lines.length })}</span> · {t("keys")}
        </span>
      </div>
    </div>
  );
}
