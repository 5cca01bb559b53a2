"use client";

import { ChevronsRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useMessage } from "@/components/form/failure-text";
import { useAction } from "@/components/form/use-action";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toast";
import { nextDayAction } from "@/lib/decision/scenario/actions";
import { useRefresh } from "@/components/form/refresh";

/** Advances the scenario by a day; while the day's receipts come in it shows how many are in. */
export function NextDay({ day, running }: { day: string; running: { done: number; total: number | null } | null }) {
  const t = useTranslations("scenario");
  const say = useMessage();
  const refresh = useRefresh();
  const router = useRouter();
  const { run, pending, failure } = useAction(nextDayAction);
  useEffect(() => {
    if (failure) notify.trouble(say(failure.reason));
  }, [failure, say]);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => router.refresh(), 2000);
    return () => clearInterval(timer);
  }, [running, router]);
  if (running) return <span>{t("running", { done: running.done, total: running.total ?? "…" })}</span>;
  return (
    <Button
      size="sm"
      pending={pending}
      icon={<ChevronsRight aria-hidden />}
      title={t("confirm")}
      onClick={() => run({ day }, (value) => refresh(t("done", { day: value.day })))}
    >
      {t("next")}
    </Button>
  );
}
