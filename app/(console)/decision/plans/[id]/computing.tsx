"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState, useTransition } from "react";
import { ActionForm } from "@/components/form/action-form";
import { useAction } from "@/components/form/use-action";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/page-header";
import { Progress } from "@/components/workflow/progress";
import { computeAgainAction, stopComputingAction } from "@/lib/decision/allocation/actions";
import { readNote } from "@/lib/decision/allocation/progress-note";
import { percent } from "../presentation";

/** A city's plan is there in a fraction of a second: asked for soon at first, then once a second. */
const FIRST_REFRESH_MS = 200;
const REFRESH_MS = 1000;

/** How far the computation is: phase, classes solved, the gap closing in; can be stopped. Refreshes until the plan is there. */
export function Computing({
  plan,
  mayPlan,
  task,
}: {
  plan: { id: string; version: number };
  mayPlan: boolean;
  task: {
    id: string;
    state: string;
    done: number;
    total: number | null;
    note: string;
    startedAt: Date | null;
    cancelRequested: boolean;
  } | null;
}) {
  const t = useTranslations("allocation.progress");
  const locale = useLocale();
  const router = useRouter();
  const { run } = useAction(stopComputingAction);
  const [now, setNow] = useState<number | null>(null);
  const going = task !== null && (task.state === "queued" || task.state === "running" || task.state === "done");
  const [refreshing, startRefresh] = useTransition();
  const busy = useRef(false);
  busy.current = refreshing;
  useEffect(() => {
    if (!going) return;
    let wait = FIRST_REFRESH_MS;
    let timer = setTimeout(ask, wait);
    function ask() {
      setNow(Date.now());
      // One at a time: on a slow machine a new refresh would supersede the one under way, and none would ever arrive.
      if (!busy.current) startRefresh(() => router.refresh());
      wait = Math.min(REFRESH_MS, wait * 1.5);
      timer = setTimeout(ask, wait);
    }
    return () => clearTimeout(timer);
  }, [going, router]);
  if (!going)
    return (
      <>
        <Banner tone="trouble" title={t(task?.state === "cancelled" ? "cancelled" : "lost")} />
        {mayPlan ? (
          <ActionForm action={computeAgainAction} fixed={{ id: plan.id, version: plan.version }} submit={t("again")}>
            {null}
          </ActionForm>
        ) : null}
      </>
    );
  const note = readNote(task.note);
  const fill = (at: number) => {
    const share = note?.fills?.[at];
    return typeof share === "number" ? percent(share, locale) : "—";
  };
  return (
    <Card className="my-4">
      <Progress
        label={note ? `${t("title")} · ${t(`phases.${note.phase}`)}` : t("title")}
        done={task.done}
        total={task.total}
        elapsedMs={task.startedAt && now ? Math.max(0, now - new Date(task.startedAt).getTime()) : undefined}
        onCancel={task.cancelRequested ? undefined : () => run({ taskId: task.id })}
      >
        {note?.fills ? (
          <p className="tabular-nums">{t("soFar", { one: fill(0), two: fill(1), three: fill(2) })}</p>
        ) : null}
        {note?.gap != null ? (
          <p className="text-sm text-ink-2 tabular-nums">{t("gap", { gap: `${(note.gap * 100).toFixed(2)} %` })}</p>
        ) : null}
        {task.cancelRequested ? null : <p className="text-sm text-ink-3">{t("stopHint")}</p>}
      </Progress>
    </Card>
  );
}
