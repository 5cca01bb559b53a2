export const LOCALES = ["zh-CN", "en"] as const;
export type Locale = (typeof LOCALES)[number];
/** Each language by its own name, as its readers look for it. */
export const LOCALE_NAMES: Record<Locale, string> = { "zh-CN": "中文", en: "English" };
export const DEFAULT_LOCALE: Locale = "zh-CN";
/** Cookie that carries the language before sign-in; after it the person's own setting is written here too. */
export const LOCALE_COOKIE = "changping-locale";
/** Goods move in Wuhan: all times are shown there, whatever zone the server stands in. */
export const TIME_ZONE = "Asia/Shanghai";

export function asLocale(value: unknown): Locale {
  return LOCALES.find((locale) => locale === value) ?? DEFAULT_LOCALE;
}
