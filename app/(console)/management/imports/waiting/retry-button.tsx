"use client";

import { useTranslations } from "next-intl";
import { useMessage } from "@/components/form/failure-text";
import { useAction } from "@/components/form/use-action";
import { Button } from "@/components/ui/button";
import { retryQueuedAction } from "@/lib/management/exchange/actions";
import { useRefresh } from "@/components/form/refresh";

/** Tries every waiting row once more and says how many went in. */
export function RetryButton() {
  const t = useTranslations("exchange.waiting");
  const say = useMessage();
  const refresh = useRefresh();
  const { run, pending, failure } = useAction(retryQueuedAction);
  return (
    <>
      {failure ? (
        <p role="alert" className="text-trouble-ink">
          {say(failure.reason)}
        </p>
      ) : null}
      <Button
        variant="primary"
        pending={pending}
        onClick={() => run({}, ({ count }) => refresh(t("retried", { count })))}
      >
        {t("retry")}
      </Button>
    </>
  );
}
