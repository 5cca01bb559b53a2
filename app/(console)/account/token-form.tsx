"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Input } from "@/components/ui/input";
import { type Option, Select } from "@/components/ui/select";
import { makeTokenAction } from "@/lib/platform/access-tokens/actions";
import { ShownOnce } from "../shown-once";

/** Makes a token and shows it, once. */
export function TokenForm({ lifetimes }: { lifetimes: Option[] }) {
  const t = useTranslations("people.account.tokens");
  const [token, setToken] = useState<string | null>(null);
  if (token !== null) return <ShownOnce title={t("secret")} value={token} />;
  return (
    <ActionForm
      action={makeTokenAction}
      submit={t("make")}
      variant="secondary"
      labels={{ name: t("name"), days: t("days") }}
      onDone={(value) => setToken(value.token)}
    >
      <FormField name="name" label={t("name")} hint={t("nameHint")} required>
        <Input name="name" maxLength={60} autoComplete="off" />
      </FormField>
      <FormField name="days" label={t("days")} required>
        <Select name="days" defaultValue="90" placeholder={false} options={lifetimes} />
      </FormField>
    </ActionForm>
  );
}
