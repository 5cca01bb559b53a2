import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Freshness } from "../ui/time";
import { Written } from "../ui/written";

export type HistoryEntry = {
  key: string;
  /** What was done, as the message of its move. */
  what: ReactNode;
  /** Who: name and role, ready to show. */
  who: ReactNode;
  at: Date | string;
  reason?: string | null;
  /** Before and after, a link to what it concerns. */
  detail?: ReactNode;
  /** Corrections and refusals are marked with a hollow point. */
  tone?: "trouble";
};

/** What happened to a document, newest first: who, when, why. */
export function History({ entries, now }: { entries: HistoryEntry[]; now: Date | string }) {
  const t = useTranslations("ui.history");
  if (entries.length === 0) return <p className="text-ink-3">{t("empty")}</p>;
  return (
    <ol aria-label={t("label")} className="relative ms-1.5 border-s border-line-strong ps-5">
      {entries.map((entry) => (
        <li key={entry.key} className="relative pb-4 last:pb-0">
          <span
            aria-hidden
            className={
              entry.tone === "trouble"
                ? "print-colours absolute -start-[1.6rem] top-1.5 size-2.5 rounded-full border-2 border-trouble bg-surface"
                : "print-colours absolute -start-[1.6rem] top-1.5 size-2.5 rounded-full bg-ink-2"
            }
          />
          <p>
            <span className="font-medium">{entry.what}</span>{" "}
            <span className="text-ink-2">
              <Written>{entry.who}</Written>
            </span>
          </p>
          {entry.reason ? (
            <p className="text-ink-2">
              <Written>{t("reason", { text: entry.reason })}</Written>
            </p>
          ) : null}
          <Written>{entry.detail}</Written>
          <p className="text-sm text-ink-3">
            <Freshness at={entry.at} now={now} />
          </p>
        </li>
      ))}
    </ol>
  );
}
