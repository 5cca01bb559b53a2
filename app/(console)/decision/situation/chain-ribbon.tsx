import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Quantity } from "@/components/ui/quantity";
import { StageRibbon } from "@/components/workflow/stage-ribbon";
import type { Situation } from "@/lib/decision/situation/queries/situation";
import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { LIST_OF, STAGE_LIST, STAGE_PARTS } from "./presentation";

/** One decimal, as much as a median of hours or a sum of assumed weights is worth. */
const oneDecimal = (value: number) => Math.round(value * 10) / 10;

/** A figure with its word, as a link where the person may open the rows. */
function Part({ href, value, word }: { href: string | null; value: number; word: string }) {
  const text = (
    <>
      <Quantity value={value} strong /> {word}
    </>
  );
  return href && value > 0 ? (
    <Link
      href={href}
      className="inline-flex min-h-6 items-baseline gap-1 hover:underline touch:min-h-11 touch:items-center"
    >
      {text}
    </Link>
  ) : (
    <span className="inline-flex min-h-6 items-baseline gap-1">{text}</span>
  );
}

/** The value chain from the situation's figures: load against yesterday, how long things take, what it is made of, where it sticks. */
export async function ChainRibbon({ actor, chain }: { actor: Actor; chain: Situation["chain"] }) {
  const [t, locale] = await Promise.all([getTranslations("situation.chain"), getLocale()]);
  const span = (hours: number) =>
    hours < 0.1
      ? t("minutes", { minutes: Math.max(1, Math.round(hours * 60)) })
      : hours < 48
        ? t("hours", { hours: oneDecimal(hours) })
        : t("days", { days: oneDecimal(hours / 24) });
  const percent = (growth: number) =>
    new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(growth);
  const { stuck } = chain;
  const why = stuck
    ? stuck.growth === null
      ? t("stuckFresh")
      : t(stuck.by === "load" ? "stuckLoad" : "stuckTime", { percent: percent(stuck.growth) })
    : undefined;
  return (
    <StageRibbon
      stages={chain.stages.map((stage) => {
        const list = STAGE_LIST[stage.key];
        const parts: ReactNode[] = STAGE_PARTS[stage.key].map(({ kind, state, word }) => {
          const { href, permission } = LIST_OF[kind];
          const value = chain.counts.find(
            (row) => row.stage === stage.key && row.kind === kind && row.state === state,
          )?.now;
          return (
            <Part
              key={`${kind} ${state}`}
              value={value ?? 0}
              word={t(`parts.${word}`)}
              href={canSomewhere(actor, permission) ? `${href}?state=${state}` : null}
            />
          );
        });
        if (stage.key === "storage") {
          const href = canSomewhere(actor, "stock.read") ? "/operation/stock" : null;
          parts.push(<Part key="lots" value={chain.shelf.lots} word={t("parts.lots")} href={href} />);
          if (chain.shelf.lotsUnweighed > 0)
            parts.push(
              <Part
                key="unweighed"
                value={chain.shelf.lotsUnweighed}
                word={t("parts.lotsUnweighed")}
                href={canSomewhere(actor, "pack.resolve") ? "/management/packs" : href}
              />,
            );
        }
        if (stage.key === "distribution")
          parts.push(
            <Part
              key="cases"
              value={chain.cases}
              word={t("parts.cases")}
              href={canSomewhere(actor, "discrepancy.read") ? "/operation/discrepancies" : null}
            />,
          );
        return {
          key: stage.key,
          label: t(`stages.${stage.key}`),
          href: canSomewhere(actor, list.permission) ? list.href : undefined,
          load: stage.load,
          loadYesterday: stage.loadYesterday,
          loadText: <Quantity short value={oneDecimal(stage.load)} unit={t(`units.${stage.key}`)} />,
          loadYesterdayText: (
            <>
              {t("yesterday")} <Quantity short value={oneDecimal(stage.loadYesterday)} />
            </>
          ),
          time: stage.medianHours === null ? t("notMeasured") : t("took", { time: span(stage.medianHours) }),
          timeYesterday:
            stage.medianHoursYesterday === null
              ? undefined
              : t("tookYesterday", { time: span(stage.medianHoursYesterday) }),
          parts: <p className="mt-1 flex flex-wrap items-baseline gap-x-3 text-sm text-ink-2 wall:hidden">{parts}</p>,
          stuck: stuck?.key === stage.key ? why : undefined,
        };
      })}
    />
  );
}
