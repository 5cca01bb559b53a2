import { useTranslations } from "next-intl";
import { PriorityBadge } from "@/components/ui/badges";
import { LinkButton } from "@/components/ui/button";
import { Freshness, ServiceClock } from "@/components/ui/time";
import type { WorkItem } from "@/lib/decision/situation/queries/work/list";
import { nameIn } from "@/lib/platform/i18n/names";
import { PRIORITY_CLASS } from "../demand/presentation";

/** One thing to do: what and where, how long it has waited or has left, and the one button that leads to doing it. */
export function WorkCard({
  item,
  now,
  locale,
  first,
}: {
  item: WorkItem;
  now: Date;
  locale: string;
  /** The next one: its button is the page's main one. */
  first: boolean;
}) {
  const t = useTranslations("situation.work");
  const m = useTranslations("people");
  const goods = item.goods ? nameIn(item.goods, locale) : null;
  const what =
    goods && item.lines > 1
      ? t("goods", { goods, count: item.lines })
      : (goods ??
        (item.kind === "teachAlias"
          ? t("times", { count: item.lines })
          : item.lines > 0
            ? t("lines", { count: item.lines })
            : null));
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-surface p-4">
      <div className="min-w-0 grow basis-64">
        <p className="flex flex-wrap items-center gap-2">
          {item.priority === "lifeSaving" || item.priority === "urgent" ? (
            <PriorityBadge priority={PRIORITY_CLASS[item.priority]} />
          ) : null}
          <span className="font-semibold break-words">{item.title}</span>
          <span className="text-sm text-ink-2">{t(`kinds.${item.kind}.name`)}</span>
          {item.simulated ? <span className="text-sm text-ink-3">{m("simulated")}</span> : null}
        </p>
        {what ? <p className="break-words">{what}</p> : null}
        <p className="flex flex-wrap gap-x-3 text-sm text-ink-2">
          {item.places.length > 0 ? <span>{item.places.map((place) => nameIn(place, locale)).join(" → ")}</span> : null}
          {item.dueAt ? (
            <ServiceClock dueAt={item.dueAt} now={now} />
          ) : // What only the wall clock knows (a queue that filled by itself) says nothing while a scenario's clock runs.
          item.since <= now ? (
            <Freshness at={item.since} now={now} />
          ) : null}
        </p>
      </div>
      <LinkButton
        href={item.href}
        variant={first ? "primary" : "secondary"}
        size="lg"
        className="phone:w-full"
        aria-label={`${t(`kinds.${item.kind}.button`)} ${item.title}`}
      >
        {t(`kinds.${item.kind}.button`)}
      </LinkButton>
    </li>
  );
}
