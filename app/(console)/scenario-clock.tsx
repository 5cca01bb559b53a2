import { getTranslations } from "next-intl/server";
import { WUHAN_2020 } from "@/lib/decision/scenario/data";
import { replayTask } from "@/lib/decision/scenario/queries";
import { can } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { NextDay } from "./next-day";

/** The business clock when a scenario runs, with the control that advances it; nothing in real time, when the wall clock says it already. */
export async function ScenarioClock() {
  const actor = await requireActor();
  const [{ scenario, day }, t] = await Promise.all([businessClock(actor), getTranslations("nav")]);
  if (!scenario) return null;
  const mayAdvance = can(actor, "clock.advance", { areaCode: WUHAN_2020.areaCode });
  const task = mayAdvance ? await replayTask(actor) : null;
  return (
    <span className="inline-flex items-center gap-2 text-sm whitespace-nowrap text-ink-2 tabular-nums">
      {t("scenarioDay", { day })}
      {mayAdvance ? (
        <NextDay
          day={day}
          running={task ? { done: Number(task.done), total: task.total === null ? null : Number(task.total) } : null}
        />
      ) : null}
    </span>
  );
}
