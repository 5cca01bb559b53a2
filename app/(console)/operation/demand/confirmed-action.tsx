"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { FailureText } from "@/components/form/failure-text";
import { type ServerAction, useAction } from "@/components/form/use-action";
import { Banner } from "@/components/ui/banner";
import { Button, type ButtonVariant } from "@/components/ui/button";
import { Dialog } from "@/components/ui/overlay";
import { useRefresh } from "@/components/form/refresh";

/** A button that says what it will do, asks once, then calls a server action with a fixed input. */
export function ConfirmedAction<T>({
  action,
  input,
  label,
  text,
  done,
  variant = "secondary",
}: {
  action: ServerAction<T>;
  input: Record<string, unknown>;
  label: string;
  /** What will happen, in a sentence. */
  text: ReactNode;
  done: string;
  variant?: ButtonVariant;
}) {
  const c = useTranslations("ui.common");
  const refresh = useRefresh();
  const [open, setOpen] = useState(false);
  const { run, pending, failure, clear } = useAction(action);
  return (
    <>
      <Button
        variant={variant}
        aria-haspopup="dialog"
        onClick={() => {
          clear();
          setOpen(true);
        }}
      >
        {label}
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => !pending && setOpen(next)}
        title={label}
        description={text}
        footer={
          <>
            <Button disabled={pending} onClick={() => setOpen(false)}>
              {c("cancel")}
            </Button>
            <Button
              variant={variant === "secondary" ? "primary" : variant}
              pending={pending}
              onClick={() =>
                run(input, () => {
                  setOpen(false);
                  refresh(done);
                })
              }
            >
              {label}
            </Button>
          </>
        }
      >
        {failure ? (
          <Banner tone="trouble">
            <FailureText failure={failure} />
          </Banner>
        ) : null}
      </Dialog>
    </>
  );
}
