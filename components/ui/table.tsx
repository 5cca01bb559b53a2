import type { ComponentProps } from "react";
import { cx } from "./cx";
import { Written } from "./written";

/**
 * A plain table: sticky head, thin rules, tabular figures. For rows with links, selection and keyboard movement take `DataTable`.
 * `caption` names the table for screen readers; `label` is shown above it too when `captionShown`.
 */
export function Table({
  caption,
  captionShown = false,
  dense = false,
  className,
  children,
  ...rest
}: ComponentProps<"table"> & { caption: string; captionShown?: boolean; dense?: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls inside its region, which the keyboard must reach
    <section aria-label={caption} tabIndex={0} className="relative max-w-full overflow-x-auto">
      <table
        {...rest}
        data-dense={dense || undefined}
        className={cx(
          "group/table w-full border-collapse text-sm [&_td]:px-3 [&_th]:px-3",
          // What a row is about keeps its width on a phone; the rest scrolls.
          "phone:[&_tr>:first-child]:min-w-36",
          dense ? "[&_td]:py-1 [&_th]:py-1" : "[&_td]:py-2 [&_th]:py-2",
          className,
        )}
      >
        <caption className={captionShown ? "pb-2 text-start font-medium" : "sr-only"}>{caption}</caption>
        {children}
      </table>
    </section>
  );
}

/** A row; `tone="trouble"` marks it with a rule at its start (and must say why in a cell). */
export function Tr({ tone, className, ...rest }: ComponentProps<"tr"> & { tone?: "trouble" | "quiet" }) {
  return (
    <tr
      {...rest}
      className={cx(
        "border-b border-line align-top",
        tone === "trouble" && "border-s-3 border-s-trouble",
        tone === "quiet" && "text-ink-3",
        className,
      )}
    />
  );
}

/** A head cell; `numeric` aligns it with its figures. */
export function Th({
  numeric = false,
  className,
  scope = "col",
  ...rest
}: ComponentProps<"th"> & { numeric?: boolean }) {
  return (
    <th
      {...rest}
      scope={scope}
      className={cx(
        "border-b border-line bg-paper font-medium whitespace-nowrap text-ink-2",
        scope === "col" && "sticky top-0 z-1",
        numeric ? "text-end" : "text-start",
        className,
      )}
    />
  );
}

/** A cell; `numeric` right-aligns and never wraps. */
export function Td({ numeric = false, className, children, ...rest }: ComponentProps<"td"> & { numeric?: boolean }) {
  return (
    <td {...rest} className={cx(numeric ? "text-end whitespace-nowrap tabular-nums" : "text-start", className)}>
      <Written>{children}</Written>
    </td>
  );
}
