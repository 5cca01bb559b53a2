"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as RadixDialog, Popover as RadixPopover, Tooltip as RadixTooltip } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { IconButton } from "./button";
import { cx } from "./cx";
import { usePortalHome } from "./portal-home";
import { Written } from "./written";

/**
 * A question that must be answered before going on. `trigger` opens it, or `open`/`onOpenChange` from outside; `description` says what
 * will happen. Buttons go in `footer`, the one that goes on last.
 */
export function Dialog({
  title,
  description,
  trigger,
  open,
  onOpenChange,
  footer,
  wide = false,
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  footer?: ReactNode;
  wide?: boolean;
  children?: ReactNode;
}) {
  const t = useTranslations("ui.common");
  // Radix gives the focus back to a trigger; a dialog opened from outside has none, and the keyboard would start from the top of the page.
  // What had the focus is read while the dialog is being drawn: once it stands, a field in it may already have taken the focus.
  const opener = useRef<Element | null>(null);
  const shown = useRef(false);
  if (typeof document !== "undefined" && open !== undefined) {
    if (open && !shown.current) opener.current = document.activeElement;
    shown.current = open;
  }
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      {trigger != null ? <RadixDialog.Trigger asChild>{trigger}</RadixDialog.Trigger> : null}
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 bg-[rgb(10_14_11/0.5)]" />
        <RadixDialog.Content
          {...(description == null ? { "aria-describedby": undefined } : {})}
          onCloseAutoFocus={(event) => {
            if (trigger != null || !(opener.current instanceof HTMLElement) || !opener.current.isConnected) return;
            event.preventDefault();
            opener.current.focus();
          }}
          className={cx(
            "fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[92dvh] flex-col rounded-t-lg border border-line bg-surface shadow-raised md:top-[12dvh] md:bottom-auto md:max-h-[76dvh] md:rounded-lg",
            wide ? "max-w-4xl" : "max-w-lg",
          )}
        >
          <div className="flex items-start gap-3 border-b border-line px-5 py-3">
            <div className="min-w-0 grow">
              <RadixDialog.Title className="text-lg font-semibold">
                <Written>{title}</Written>
              </RadixDialog.Title>
              {description != null ? (
                <RadixDialog.Description className="text-ink-2">{description}</RadixDialog.Description>
              ) : null}
            </div>
            <RadixDialog.Close asChild>
              <IconButton label={t("close")} icon={<X aria-hidden />} />
            </RadixDialog.Close>
          </div>
          {children != null ? <div className="min-h-0 grow overflow-y-auto px-5 py-4">{children}</div> : null}
          {footer != null ? (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 phone:[&>*]:grow">
              {footer}
            </div>
          ) : null}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** Closes the dialog around it; goes around a button in `footer`. */
export const DialogClose = RadixDialog.Close;

/** A small panel beside what opened it: the reason of a figure, a few settings. */
export function Popover({
  trigger,
  label,
  align = "start",
  children,
}: {
  trigger: ReactNode;
  /** Names the panel to screen readers. */
  label: string;
  align?: "start" | "center" | "end";
  children: ReactNode;
}) {
  return (
    <RadixPopover.Root>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={12}
          className="z-50 max-h-(--radix-popover-content-available-height) max-w-[min(26rem,92vw)] overflow-y-auto rounded-lg border border-line-strong bg-surface p-4 text-sm shadow-raised"
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}

/** A few words on hover and focus. Never the only place where something is said: phones do not hover. */
export function Tooltip({ text, children }: { text: ReactNode; children: ReactNode }) {
  const home = usePortalHome();
  return (
    <RadixTooltip.Provider delayDuration={300}>
      <RadixTooltip.Root>
        <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
        <RadixTooltip.Portal container={home}>
          <RadixTooltip.Content
            sideOffset={6}
            collisionPadding={8}
            className="z-50 max-w-80 rounded bg-ink px-2.5 py-1.5 text-sm text-paper"
          >
            {text}
          </RadixTooltip.Content>
        </RadixTooltip.Portal>
      </RadixTooltip.Root>
    </RadixTooltip.Provider>
  );
}
