import { getTranslations } from "next-intl/server";
import { businessClock } from "@/lib/platform/clock/queries";
import { requireActor } from "@/lib/platform/auth/require-actor";

/** The business clock when a scenario runs; nothing in real time, when the wall clock says it already. */
export async function ScenarioClock() {
  const [{ scenario, day }, t] = await Promise.all([businessClock(await requireActor()), getTranslations("nav")]);
  if (!scenario) return null;
  return <span className="text-sm whitespace-nowrap text-ink-2 tabular-nums">{t("scenarioDay", { day })}</span>;
}
