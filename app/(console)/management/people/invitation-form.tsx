"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import type { ServerAction } from "@/components/form/use-action";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/toast";

/** A form whose result is an invitation link, shown once with a button that copies it. */
export function InvitationForm({
  action,
  fixed,
  submit,
  labels,
  children,
}: {
  action: ServerAction<{ id: string; token: string }>;
  fixed?: Record<string, unknown>;
  submit: string;
  labels?: Record<string, string>;
  children: ReactNode;
}) {
  const t = useTranslations("people.link");
  const [token, setToken] = useState<string | null>(null);
  if (token === null)
    return (
      <ActionForm
        action={action}
        fixed={fixed}
        submit={submit}
        labels={labels}
        onDone={(value) => setToken(value.token)}
      >
        {children}
      </ActionForm>
    );
  const link = `${window.location.origin}/invite/${token}`;
  const copy = async () => {
    await navigator.clipboard?.writeText(link);
    notify.done(t("copied"));
  };
  return (
    <div className="grid gap-3">
      <Banner tone="done" title={t("once")} />
      <Field label={t("title")} name="link">
        <Input name="link" readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
      </Field>
      {typeof navigator !== "undefined" && navigator.clipboard ? (
        <div>
          <Button onClick={() => void copy()}>{t("copy")}</Button>
        </div>
      ) : null}
    </div>
  );
}
