/** The person's choice of theme. The layout reads the cookie and puts `light` or `dark` on `<html>`; `system` puts neither. */
export const THEME_COOKIE = "changping-theme";
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export function asTheme(value: unknown): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** The class of `<html>` for a theme. */
export function themeClass(theme: Theme): string {
  return theme === "system" ? "" : theme;
}
