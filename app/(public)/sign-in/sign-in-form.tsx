"use client";

import { signIn } from "next-auth/react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState, useTransition } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Name and password; when an identity service is configured, its button first. */
export function SignInForm({ identityService, refused }: { identityService: string | null; refused: boolean }) {
  const t = useTranslations("account.signIn");
  const [pending, start] = useTransition();
  const [trouble, setTrouble] = useState<string | null>(refused ? t("notInvited") : null);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    start(async () => {
      const answer = await signIn("credentials", {
        redirect: false,
        username: form.get("username"),
        password: form.get("password"),
      }).catch(() => null);
      if (answer?.ok) {
        window.location.assign("/");
        return;
      }
      const pause = /^paused:(\d+)$/.exec(answer?.error ?? "");
      setTrouble(
        pause ? t("paused", { seconds: Number(pause[1]) }) : answer?.status === 401 ? t("wrong") : t("failed"),
      );
    });
  }
  return (
    <div className="grid gap-4">
      {trouble ? <Banner tone="trouble" title={trouble} /> : null}
      {identityService ? (
        <Button variant="secondary" onClick={() => void signIn("oidc", { callbackUrl: "/" })}>
          {t("with", { name: identityService })}
        </Button>
      ) : null}
      <form onSubmit={onSubmit} className="grid gap-4">
        <Field label={t("username")} name="username">
          <Input name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
        </Field>
        <Field label={t("password")} name="password">
          <Input name="password" type="password" autoComplete="current-password" required />
        </Field>
        <Button type="submit" variant="primary" size="lg" pending={pending}>
          {t("submit")}
        </Button>
      </form>
    </div>
  );
}
