"use client";

import { signOut } from "next-auth/react";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/form/action-form";
import type { ServerAction } from "@/components/form/use-action";
import type { ButtonVariant } from "@/components/ui/button";

/** A form after which every session has ended, this one too: goes to the sign-in page. */
export function SigningOutForm({
  action,
  submit,
  done,
  labels,
  variant,
  children,
}: {
  action: ServerAction<{ id: string }>;
  submit: string;
  done: string;
  labels?: Record<string, string>;
  variant?: ButtonVariant;
  children?: ReactNode;
}) {
  return (
    <ActionForm
      action={action}
      submit={submit}
      done={done}
      labels={labels}
      variant={variant}
      onDone={() => void signOut({ callbackUrl: "/sign-in" })}
    >
      {children}
    </ActionForm>
  );
}
