import { useTranslations } from "next-intl";
import { cx } from "./cx";

/** A grey bar in the place of something that is being read. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx("block h-4 animate-pulse rounded bg-line", className)} />;
}

/** Says once, to screen readers, that this region is being read; the bars themselves are silent. */
export function Loading({ children }: { children: React.ReactNode }) {
  const t = useTranslations("ui.common");
  return (
    <div role="status" className="min-w-0">
      <span className="sr-only">{t("loading")}</span>
      {children}
    </div>
  );
}

/** The shape of a table that is being read. */
export function TableSkeleton({ rows = 8, columns = 5 }: { rows?: number; columns?: number }) {
  return (
    <Loading>
      <div className="grid gap-0">
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
          <div key={row} className="flex gap-6 border-b border-line py-3">
            {Array.from({ length: columns }, (_, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
              <Skeleton key={column} className={column === 0 ? "w-1/3" : "w-full"} />
            ))}
          </div>
        ))}
      </div>
    </Loading>
  );
}

/** The shape of a document page: title, state line, facts. */
export function PageSkeleton() {
  return (
    <Loading>
      <div className="grid gap-4">
        <Skeleton className="h-8 w-1/3" />
        <Skeleton className="h-6 w-2/3" />
        <div className="grid gap-3 sm:grid-cols-2">
          {["a", "b", "c", "d", "e", "f"].map((key) => (
            <Skeleton key={key} className="h-10" />
          ))}
        </div>
      </div>
    </Loading>
  );
}
