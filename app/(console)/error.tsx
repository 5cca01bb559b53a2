"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";

/** A bug in a page: its number for the administrator and a way to try again. Nothing of the error's own text is shown. */
export default function ConsoleError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations();
  return (
    <div className="grid max-w-prose gap-4 py-8">
      <h1 className="text-xl font-semibold">{t("errors.pageBroke")}</h1>
      <Banner
        tone="trouble"
        title={t("errors.bug", { requestId: error.digest ?? "" })}
        actions={<Button onClick={reset}>{t("errors.reload")}</Button>}
      />
    </div>
  );
}
