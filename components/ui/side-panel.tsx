"use client";

import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { IconButton } from "./button";
import { cx } from "./cx";
import { Written } from "./written";

/** A list with, when there is one, a panel beside it; the list stays where it is. On a phone the panel covers it. */
export function WithSidePanel({ panel, children }: { panel: ReactNode | null; children: ReactNode }) {
  return (
    <div className={cx("min-w-0", panel != null && "lg:grid lg:grid-cols-[minmax(0,1fr)_minmax(22rem,34%)] lg:gap-5")}>
      <div className="min-w-0">{children}</div>
      {panel}
    </div>
  );
}

/**
 * The detail beside a list. Takes focus when it opens; Escape and the cross close it: by `closeHref` (the list's own address without
 * the open row) or `onClose`.
 */
export function SidePanel({
  title,
  actions,
  closeHref,
  onClose,
  children,
}: {
  title: ReactNode;
  actions?: ReactNode;
  closeHref?: string;
  onClose?: () => void;
  children: ReactNode;
}) {
  const t = useTranslations("ui.common");
  const router = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const close = () => (onClose ? onClose() : closeHref && router.push(closeHref, { scroll: false }));
  return (
    <aside
      aria-labelledby="side-panel-title"
      onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && close()}
      className="flex flex-col border-line bg-surface max-lg:fixed max-lg:inset-0 max-lg:z-40 lg:sticky lg:top-[calc(var(--frame-top,0px)+1rem)] lg:max-h-[calc(100dvh-var(--frame-top,0px)-2rem)] lg:self-start lg:rounded-lg lg:border"
    >
      <div className="flex items-start gap-2 border-b border-line px-4 py-2.5">
        <h2
          id="side-panel-title"
          ref={heading}
          tabIndex={-1}
          className="min-w-0 grow text-lg font-semibold outline-none"
        >
          <Written>{title}</Written>
        </h2>
        <IconButton label={t("close")} icon={<X aria-hidden />} onClick={close} />
      </div>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-labelledby="side-panel-title"
        className="min-h-0 grow overflow-y-auto px-4 py-3"
      >
        {children}
      </section>
      {actions != null ? <div className="flex flex-wrap gap-2 border-t border-line px-4 py-3">{actions}</div> : null}
    </aside>
  );
}
