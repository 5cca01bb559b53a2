"use client";

import { Bell, CircleUserRound, Languages, Monitor, Moon, Sun } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { LOCALE_NAMES, LOCALES, type Locale } from "@/lib/platform/i18n/locale";
import { Button, IconButton } from "./button";
import { Menu, type MenuItem } from "./menu";
import { THEME_COOKIE, THEMES, type Theme, themeClass } from "./theme";

const BOX =
  "inline-flex min-h-9 min-w-9 items-center justify-center gap-0.5 rounded hover:bg-accent-soft touch:min-h-11 touch:min-w-11 [&_svg]:size-4.5";

/** The way to the notices, with how many are new. */
export function NoticesLink({ href, count }: { href: string; count: number }) {
  const t = useTranslations("ui.frame");
  return (
    <Link href={href} className={BOX} aria-label={count > 0 ? t("noticesNew", { count }) : t("notices")}>
      <Bell aria-hidden />
      {count > 0 ? (
        <span
          aria-hidden
          className="min-w-5 rounded-full bg-ink px-1 text-center text-sm leading-5 text-paper tabular-nums"
        >
          {count > 99 ? "99+" : count}
        </span>
      ) : null}
    </Link>
  );
}

/** The languages of the product, each by its own name. */
export function LanguageSwitch({ onLocale }: { onLocale: (locale: Locale) => void | Promise<void> }) {
  const t = useTranslations("ui.frame");
  const present = useLocale();
  return (
    <Menu
      trigger={<IconButton label={t("language")} icon={<Languages aria-hidden />} />}
      items={LOCALES.map((locale) => ({
        key: locale,
        label: <span lang={locale}>{LOCALE_NAMES[locale]}</span>,
        checked: locale === present,
        onSelect: () => void onLocale(locale),
      }))}
    />
  );
}

const THEME_ICON = { system: Monitor, light: Sun, dark: Moon };
const THEME_TEXT = { system: "themeSystem", light: "themeLight", dark: "themeDark" } as const;

/** Menu entries that set the theme at once and remember it in a cookie for a year. */
export function useThemeItems(initial: Theme): MenuItem[] {
  const t = useTranslations("ui.frame");
  const [theme, setTheme] = useState(initial);
  function choose(next: Theme) {
    setTheme(next);
    const root = document.documentElement;
    root.classList.remove("light", "dark");
    if (themeClass(next)) root.classList.add(themeClass(next));
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is not in every phone browser
    document.cookie = `${THEME_COOKIE}=${next}; path=/; max-age=31536000; samesite=lax`;
  }
  return [
    { key: "theme", heading: t("theme") },
    ...THEMES.map((entry) => {
      const Icon = THEME_ICON[entry];
      return {
        key: `theme-${entry}`,
        label: t(THEME_TEXT[entry]),
        icon: <Icon aria-hidden />,
        checked: entry === theme,
        onSelect: () => choose(entry),
      };
    }),
  ];
}

/** Who is signed in, with the theme and what the page adds (account, sign out). */
export function AccountMenu({
  name,
  role,
  theme,
  items,
}: {
  name: string;
  role: ReactNode;
  theme: Theme;
  items: MenuItem[];
}) {
  const t = useTranslations("ui.frame");
  const themes = useThemeItems(theme);
  return (
    <Menu
      trigger={
        <Button
          variant="quiet"
          aria-label={`${t("account")}: ${name}`}
          className="max-w-48 xl:max-w-72 text-ink! touch:min-w-11 max-lg:px-1.5!"
          icon={<CircleUserRound aria-hidden className="size-4.5!" />}
        >
          <span className="truncate max-lg:hidden">{name}</span>
        </Button>
      }
      items={[
        { key: "who", heading: <span className="font-semibold text-ink">{name}</span> },
        { key: "role", heading: role },
        { key: "line-1", separator: true },
        ...themes,
        { key: "line-2", separator: true },
        ...items,
      ]}
    />
  );
}
