"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useMessage } from "@/components/form/failure-text";
import { useAction } from "@/components/form/use-action";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toast";
import { unaccountedStockAction } from "@/lib/operation/distribution/discrepancy/actions";
import { useRefresh } from "@/components/form/refresh";

/** Compares what papers say was received with what they say was used, now. */
export function CheckButton() {
  const t = useTranslations("distribution.discrepancy.check");
  const say = useMessage();
  const refresh = useRefresh();
  const { run, pending, failure } = useAction(unaccountedStockAction);
  useEffect(() => {
    if (failure) notify.trouble(say(failure.reason));
  }, [failure, say]);
  return (
    <Button pending={pending} onClick={() => run({}, ({ disagreeing }) => refresh(t("done", { count: disagreeing })))}>
      {t("submit")}
    </Button>
  );
}
