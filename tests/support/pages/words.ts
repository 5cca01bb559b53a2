import type { Locale } from "@/lib/platform/i18n/locale";
import { MESSAGES, type MessageKey } from "@/lib/platform/i18n/messages";

/** Says a message of the product in one language, so that a story reads the same in every language and never repeats a text. */
export type Say = (key: MessageKey, values?: Record<string, string | number>) => string;

export const saying =
  (locale: Locale): Say =>
  (key, values = {}) => {
    let found: unknown = MESSAGES[locale];
    for (const step of key.split(".")) found = (found as Record<string, unknown>)[step];
    if (typeof found !== "string") throw new Error(`no message ${key}`);
    return found.replaceAll(/\{(\w+)(?:, number)?\}/g, (_whole, name: string) => String(values[name] ?? ""));
  };
