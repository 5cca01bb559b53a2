import type { KeyboardEvent } from "react";

/** J, K and the arrows move focus from row to row, to what carries `data-row-stop`; only while focus is in the table, and not in a text box. */
export function moveFocus(event: KeyboardEvent<HTMLTableElement>) {
  const target = event.target as HTMLElement;
  if (target.matches("input:not([type=checkbox]), textarea, select") || event.ctrlKey || event.metaKey || event.altKey)
    return;
  const by = event.key === "j" || event.key === "ArrowDown" ? 1 : event.key === "k" || event.key === "ArrowUp" ? -1 : 0;
  if (by === 0) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("tbody > tr")];
  const here = rows.findIndex((row) => row.contains(target));
  const next = rows[here === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, here + by))];
  const stop = next?.querySelector<HTMLElement>("[data-row-stop]");
  if (!stop) return;
  event.preventDefault();
  stop.focus();
  next.scrollIntoView({ block: "nearest" });
}
