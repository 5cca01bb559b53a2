import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { Written } from "./written";

/** The head of a page: where it lies, its title, what state it is in, what one can do. */
export function PageHeader({
  title,
  trail = [],
  state,
  lead,
  actions,
}: {
  title: ReactNode;
  /** The way here, from above: lists it belongs to. */
  trail?: Array<{ label: ReactNode; href: string }>;
  /** Chips beside the title: state, level, priority. */
  state?: ReactNode;
  /** One sentence: the answer this page gives. */
  lead?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 grow">
        {trail.length > 0 ? (
          <div className="no-print mb-0.5 flex flex-wrap items-center gap-1 text-sm text-ink-3">
            {trail.map((step) => (
              <span key={step.href} className="inline-flex items-center gap-1">
                <Link href={step.href} className="inline-flex min-h-6 items-center hover:underline">
                  <Written>{step.label}</Written>
                </Link>
                <ChevronRight aria-hidden className="size-3.5 rtl:-scale-x-100" />
              </span>
            ))}
          </div>
        ) : null}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-xl font-semibold break-words">
            <Written>{title}</Written>
          </h1>
          {state}
        </div>
        {lead != null ? (
          <p className="mt-1 max-w-prose text-ink-2">
            <Written>{lead}</Written>
          </p>
        ) : null}
      </div>
      {actions != null ? <div className="no-print flex flex-wrap gap-2">{actions}</div> : null}
    </header>
  );
}

/** A titled part of a page. `level` is that of its heading. */
export function Section({
  title,
  aside,
  level = 2,
  className,
  children,
}: {
  title: ReactNode;
  /** To the right of the title: a link, a count, a freshness. */
  aside?: ReactNode;
  level?: 2 | 3;
  className?: string;
  children: ReactNode;
}) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section className={cx("min-w-0", className)}>
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <Heading className={cx("font-semibold", level === 2 ? "text-lg" : "text-base")}>{title}</Heading>
        {aside != null ? <div className="text-sm text-ink-2">{aside}</div> : null}
      </div>
      {children}
    </section>
  );
}

/** A surface of its own: a card for one thing among others. */
export function Card({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cx("min-w-0 rounded-lg border border-line bg-surface p-4", className)}>{children}</div>;
}
