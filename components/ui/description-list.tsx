import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { Written } from "./written";

export type Fact = { key: string; term: ReactNode; value: ReactNode | null; wide?: boolean };

/** Facts of a document. A null value is 未知; leave a fact out where it does not apply. */
export function DescriptionList({ facts, columns = 2 }: { facts: Fact[]; columns?: 1 | 2 | 3 | 4 }) {
  const t = useTranslations("ui.common");
  const wide = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-2 lg:grid-cols-3", 4: "sm:grid-cols-2 lg:grid-cols-4" };
  return (
    <dl className={cx("grid gap-x-6 gap-y-3", wide[columns])}>
      {facts.map((fact) => (
        <div key={fact.key} className={cx("min-w-0", fact.wide && "col-span-full")}>
          <dt className="text-sm text-ink-3">{fact.term}</dt>
          <dd className="break-words">
            {fact.value == null ? <span className="text-ink-3">{t("unknown")}</span> : <Written>{fact.value}</Written>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One figure with its name, large: for the head of a page. The figure is a link to the rows behind it. */
export function KeyValue({
  term,
  value,
  note,
  href,
}: {
  term: ReactNode;
  value: ReactNode;
  /** Unit of time or comparison: "10:42 · 昨日 1.1 万". */
  note?: ReactNode;
  href?: string;
}) {
  const look = "block min-w-0 rounded-lg border border-line bg-surface px-4 py-3";
  const body = (
    <>
      <span className="block text-sm text-ink-2">{term}</span>
      <span className="block text-2xl font-semibold tabular-nums">{value}</span>
      {note != null ? <span className="block text-sm text-ink-3">{note}</span> : null}
    </>
  );
  return href ? (
    <Link href={href} className={cx(look, "hover:border-line-strong hover:bg-hover")}>
      {body}
    </Link>
  ) : (
    <div className={look}>{body}</div>
  );
}
