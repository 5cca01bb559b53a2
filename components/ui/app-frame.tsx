"use client";

import { Menu as MenuIcon, WifiOff } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, Suspense, useState, useSyncExternalStore } from "react";
import { cx } from "./cx";
import { Mark } from "./mark";
import { Dialog } from "./overlay";
import { Toaster } from "./toast";

export type NavItem = { key: string; label: string; href: string; icon?: ReactNode; count?: number };
export type NavGroup = { key: "decision" | "management" | "operation"; items: NavItem[] };

type FrameProps = {
  /** Only what this person may use; a group without items is left out. */
  groups: NavGroup[];
  /** The four things of the phone's bottom bar. */
  phoneItems: NavItem[];
  homeHref?: string;
  /** Name of the open incident with its `LevelBadge`. */
  incident?: ReactNode;
  area?: ReactNode;
  /** The `CommandPalette`. */
  search?: ReactNode;
  notices?: ReactNode;
  language?: ReactNode;
  account?: ReactNode;
  /** The business clock, shown in the top bar and on the wall. */
  clock?: ReactNode;
  children: ReactNode;
};

/** The item whose address is the longest one that the path begins with. */
export function currentItem(items: NavItem[], path: string): string | undefined {
  const fitting = items.filter((item) => path === item.href || path.startsWith(`${item.href}/`));
  return fitting.sort((a, b) => b.href.length - a.href.length)[0]?.key;
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      addEventListener("online", changed);
      addEventListener("offline", changed);
      return () => {
        removeEventListener("online", changed);
        removeEventListener("offline", changed);
      };
    },
    () => navigator.onLine,
    () => true,
  );
}

function Navigation({ groups, current, onGo }: { groups: NavGroup[]; current?: string; onGo?: () => void }) {
  const t = useTranslations("ui.frame");
  return groups
    .filter((group) => group.items.length > 0)
    .map((group) => (
      <div key={group.key} className="mb-4">
        <p className="px-3 pb-1 text-sm font-medium text-ink-3">{t(group.key)}</p>
        <ul>
          {group.items.map((item) => (
            <li key={item.key}>
              <Link
                href={item.href}
                onClick={onGo}
                aria-current={item.key === current ? "page" : undefined}
                className={cx(
                  "flex min-h-9 items-center gap-2.5 rounded border-s-3 px-2.5 text-sm touch:min-h-11 touch:text-base [&_svg]:size-4 [&_svg]:shrink-0",
                  item.key === current
                    ? "border-accent bg-accent-soft font-semibold text-accent-ink"
                    : "border-transparent text-ink hover:bg-hover",
                )}
              >
                {item.icon}
                <span className="min-w-0 grow">{item.label}</span>
                {item.count ? <span className="text-sm text-ink-2 tabular-nums">{item.count}</span> : null}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    ));
}

/**
 * The frame of every page of the console: navigation in three groups at the side, top bar, on phones a bar of four things and
 * a sheet with the rest. `?wall=1` leaves all that out and shows the page dark and large.
 */
export function AppFrame(props: FrameProps) {
  // Search parameters are known only in the browser when a page was rendered ahead of time.
  return (
    <Suspense fallback={<Frame {...props} wall={false} />}>
      <FrameOfAddress {...props} />
    </Suspense>
  );
}

function FrameOfAddress(props: FrameProps) {
  return <Frame {...props} wall={useSearchParams().get("wall") === "1"} />;
}

function Frame({
  groups,
  phoneItems,
  homeHref = "/",
  incident,
  area,
  search,
  notices,
  language,
  account,
  clock,
  wall,
  children,
}: FrameProps & { wall: boolean }) {
  const t = useTranslations("ui.frame");
  const path = usePathname();
  const online = useOnline();
  const [sheet, setSheet] = useState(false);
  const current = currentItem(
    groups.flatMap((group) => group.items),
    path,
  );
  const brand = (
    <Link
      href={homeHref}
      aria-label={t("home")}
      className="flex min-h-9 items-center gap-2 rounded px-1 touch:min-h-11"
    >
      <Mark className="size-6 text-accent" />
      <span className="font-semibold max-md:sr-only">{t("product")}</span>
    </Link>
  );

  if (wall) {
    return (
      <div className="wall flex flex-col gap-3 p-5">
        <header className="flex items-center gap-5">
          {brand}
          <div className="flex min-w-0 grow items-center gap-3 text-lg">{incident}</div>
          {area}
          {clock}
        </header>
        <main id="main" tabIndex={-1} className="min-h-0 grow outline-none">
          {children}
        </main>
      </div>
    );
  }

  return (
    <div className="min-h-dvh [--frame-top:3.5rem] phone:[--frame-bottom:4rem]">
      <header className="no-print sticky top-0 z-20 flex h-14 items-center gap-2 border-b border-line bg-paper px-3 md:gap-3 md:px-4">
        <a
          href="#main"
          className="sr-only z-50 rounded bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:start-2 focus:top-2"
        >
          {t("skip")}
        </a>
        {brand}
        <div className="flex min-w-0 grow items-center gap-3">
          <div className="flex min-w-0 items-center gap-2">{incident}</div>
          <div className="text-sm text-ink-2 max-lg:hidden">{area}</div>
          <div className="text-sm text-ink-2 max-xl:hidden">{clock}</div>
        </div>
        {search}
        {notices}
        <span className="contents max-md:hidden">{language}</span>
        {account}
      </header>
      {online ? null : (
        <p role="status" className="no-print flex items-center gap-2 bg-ink px-4 py-1.5 text-sm text-paper">
          <WifiOff aria-hidden className="size-4" />
          {t("offline")}
        </p>
      )}
      <div className="md:grid md:grid-cols-[13.5rem_minmax(0,1fr)] print:block">
        <nav
          aria-label={t("navigation")}
          className="border-e border-line px-2 py-4 max-md:hidden md:sticky md:top-14 md:h-[calc(100dvh-3.5rem)] md:overflow-y-auto"
        >
          <Navigation groups={groups} current={current} />
        </nav>
        <main id="main" tabIndex={-1} className="min-w-0 px-4 py-4 outline-none md:px-6 md:py-5 phone:pb-24 print:p-0">
          {children}
        </main>
      </div>
      <nav
        aria-label={t("navigation")}
        className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        {phoneItems.slice(0, 4).map((item) => (
          <Link
            key={item.key}
            href={item.href}
            aria-current={item.key === current ? "page" : undefined}
            className={cx(
              "flex min-h-16 min-w-0 grow basis-0 flex-col items-center justify-center gap-0.5 border-t-3 text-sm [&_svg]:size-5",
              item.key === current ? "border-accent text-accent-ink" : "border-transparent text-ink-2",
            )}
          >
            {item.icon}
            <span className="max-w-full truncate px-1">{item.label}</span>
          </Link>
        ))}
        <button
          type="button"
          onClick={() => setSheet(true)}
          className="flex min-h-16 min-w-0 grow basis-0 flex-col items-center justify-center gap-0.5 border-t-3 border-transparent text-sm text-ink-2 [&_svg]:size-5"
        >
          <MenuIcon aria-hidden />
          {t("more")}
        </button>
      </nav>
      <Dialog open={sheet} onOpenChange={setSheet} title={t("more")}>
        <nav aria-label={t("navigation")}>
          <Navigation groups={groups} current={current} onGo={() => setSheet(false)} />
        </nav>
        <div className="flex flex-wrap items-center gap-3 border-t border-line pt-3 text-sm text-ink-2">
          {area}
          {clock}
          <span className="ms-auto">{language}</span>
        </div>
      </Dialog>
      <Toaster />
    </div>
  );
}
