"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/toast";

/** A secret that is shown now and never again, with a button that copies it where the browser lets one. */
export function ShownOnce({ title, value }: { title: string; value: string }) {
  const t = useTranslations("people.link");
  const copy = async () => {
    await navigator.clipboard?.writeText(value);
    notify.done(t("copied"));
  };
  return (
    <div className="grid gap-3">
      <Banner tone="done" title={t("once")} />
      <Field label={title} name="secret">
        <Input name="secret" readOnly value={value} onFocus={(event) => event.currentTarget.select()} />
      </Field>
      {typeof navigator !== "undefined" && navigator.clipboard ? (
        <div>
          <Button onClick={() => void copy()}>{t("copy")}</Button>
        </div>
      ) : null}
    </div>
  );
}
