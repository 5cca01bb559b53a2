"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { FailureText } from "@/components/form/failure-text";
import { useAction } from "@/components/form/use-action";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/workflow/progress";
import { continueImportAction, moveImportAction } from "@/lib/management/exchange/actions";

const LOOK_MS = 1500;

/** An import on its way: how far it is, a way to stop it, and a way to go on when its process is gone. */
export function Running({
  id,
  version,
  done,
  total,
  stuck,
}: {
  id: string;
  version: number;
  done: number;
  total: number;
  stuck: boolean;
}) {
  const t = useTranslations("exchange.progress");
  const router = useRouter();
  const cancel = useAction(moveImportAction);
  const go = useAction(continueImportAction);
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), LOOK_MS);
    return () => clearInterval(timer);
  }, [router]);
  const failure = cancel.failure ?? go.failure;
  return (
    <div className="grid max-w-2xl gap-3">
      <Progress
        label={t("label")}
        done={done}
        total={total}
        unit={t("unit")}
        onCancel={() => cancel.run({ id, version, move: "cancel" }, () => router.refresh())}
      >
        <p className="text-ink-2">{t("continues")}</p>
      </Progress>
      {stuck ? (
        <Banner
          tone="info"
          actions={
            <Button pending={go.pending} onClick={() => go.run({ id }, () => router.refresh())}>
              {t("continue")}
            </Button>
          }
        >
          {t("stuck")}
        </Banner>
      ) : null}
      {failure ? (
        <Banner tone="trouble">
          <FailureText failure={failure} />
        </Banner>
      ) : null}
    </div>
  );
}
