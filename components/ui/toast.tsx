"use client";

import { CircleAlert, CircleCheck, Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { Toaster as Sonner, toast } from "sonner";

/** Where notices appear; once, in the frame. */
export function Toaster() {
  const t = useTranslations("ui");
  return (
    <Sonner
      position="bottom-right"
      containerAriaLabel={t("frame.notices")}
      gap={8}
      icons={{
        success: <CircleCheck aria-hidden className="size-5 text-accent-ink" />,
        error: <CircleAlert aria-hidden className="size-5 text-trouble-ink" />,
        info: <Info aria-hidden className="size-5" />,
      }}
      toastOptions={{
        unstyled: true,
        closeButtonAriaLabel: t("common.close"),
        classNames: {
          toast:
            "flex w-full items-start gap-3 rounded border border-line-strong bg-surface px-4 py-3 text-ink shadow-raised",
          error: "border-trouble! border-s-4",
          success: "border-accent! border-s-4",
          description: "text-ink-2",
          closeButton:
            "order-last ms-auto flex size-7 shrink-0 items-center justify-center rounded hover:bg-hover [&_svg]:size-4 touch:size-11",
          actionButton: "ms-auto shrink-0 underline underline-offset-2",
        },
      }}
    />
  );
}

type Undo = { label: string; onClick: () => void };

/** Passing notices. What must not be missed is a `Banner` in the page instead. */
export const notify = {
  /** Something is done, as the server has confirmed. */
  done(text: string, action?: Undo) {
    toast.success(text, { action });
  },
  /** Something failed: what, why, what to do. Stays until closed. */
  trouble(text: string, action?: Undo) {
    toast.error(text, { action, duration: Number.POSITIVE_INFINITY, closeButton: true });
  },
  /** Something changed elsewhere. */
  news(text: string, action?: Undo) {
    toast.info(text, { action });
  },
};
