"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useAction } from "@/components/form/use-action";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/page-header";
import { Progress } from "@/components/workflow/progress";
import { stopComputingAction } from "@/lib/decision/allocation/actions";

const PHASES = ["checking", "levels", "flow", "coupling", "rounding", "explaining", "done"] as const;
const REFRESH_MS = 1000;

/** How far the computation is: phase, classes solved, the gap closing in; can be stopped. Refreshes until the plan is there. */
export function Computing({
  task,
}: {
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
  const router = useRouter();
  const { run } = useAction(stopComputingAction);
  const [now, setNow] = useState<number | null>(null);
  const going = task !== null && (task.state === "queued" || task.state === "running" || task.state === "done");
  useEffect(() => {
    if (!going) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      router.refresh();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [going, router]);
  if (!going) return <Banner tone="trouble" title={t(task?.state === "cancelled" ? "cancelled" : "lost")} />;
  const [phase, gap] = task.note.split(":");
  const known = PHASES.find((one) => one === phase);
  return (
    <Card>
      <Progress
        label={known ? `${t("title")} · ${t(`phases.${known}`)}` : t("title")}
        done={task.done}
        total={task.total}
        elapsedMs={task.startedAt && now ? Math.max(0, now - new Date(task.startedAt).getTime()) : undefined}
        onCancel={task.cancelRequested ? undefined : () => run({ taskId: task.id })}
      >
        {gap ? (
          <p className="text-sm text-ink-2 tabular-nums">{t("gap", { gap: `${(Number(gap) * 100).toFixed(2)} %` })}</p>
        ) : null}
      </Progress>
    </Card>
  );
}
