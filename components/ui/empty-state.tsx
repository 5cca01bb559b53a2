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
    <div className={cx("mx-auto grid max-w-prose justify-items-start gap-2 px-4", compact ? "py-6" : "py-12")}>
      {icon != null ? <span className="text-ink-3 [&_svg]:size-8">{icon}</span> : null}
      <p className="text-lg font-semibold">{title}</p>
      {children != null ? <div className="text-ink-2">{children}</div> : null}
      {action != null ? <div className="mt-2 flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}
