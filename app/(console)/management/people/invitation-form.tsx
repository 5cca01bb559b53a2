"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import type { ServerAction } from "@/components/form/use-action";
import { ShownOnce } from "../../shown-once";

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
  return <ShownOnce title={t("title")} value={`${window.location.origin}/invite/${token}`} />;
}
