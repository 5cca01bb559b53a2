import type { ReactNode } from "react";
import { cx } from "./cx";

/** An empty view: what it is, and what to do first. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  compact = false,
}: {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  compact?: boolean;
}) {
  return (
    <div
      className={cx(
        "grid justify-items-start gap-2",
        compact ? "py-4" : "rounded border border-line bg-surface px-6 py-10 phone:px-4 phone:py-8",
      )}
    >
      {icon != null ? <span className="text-ink-3 [&_svg]:size-8">{icon}</span> : null}
      <p className="text-lg font-semibold">{title}</p>
      {children != null ? <div className="max-w-prose text-ink-2">{children}</div> : null}
      {action != null ? <div className="mt-2 flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}
