"use client";

import { unitText } from "@/components/ui/unit-text";
import { useLocale, useTranslations } from "next-intl";
import type { Failure, Message } from "@/lib/platform/errors";
import type { MessageKey } from "@/lib/platform/i18n/messages";

type Values = Record<string, string | number | Date>;

/**
 * Turns messages named by key into sentences of the reader's language; numbers are grouped, bigints too, unless the sentence counts by them. Where
 * a name came in both languages (`goods` and `goodsEn`), an English sentence has the English one.
 */
export function useMessage(): (message: Message) => string {
  const t = useTranslations();
  const locale = useLocale();
  return ({ key, params = {} }) => {
    const values: Values = {};
    const text = String(t.raw(key as MessageKey));
    for (const [name, value] of Object.entries(params))
      values[name] = text.includes(`{${name}, plural`)
        ? Number(value)
        : locale === "en" && params[`${name}En`]
          ? String(params[`${name}En`])
          : typeof value === "bigint" || typeof value === "number"
            ? new Intl.NumberFormat(locale).format(value)
            : name === "unit" && typeof value === "string"
              ? unitText(value, locale)
              : value;
    return t(key as MessageKey, values);
  };
}

/** A failure in words: the reason, and line by line what it concerns. */
export function FailureText({ failure }: { failure: Failure }) {
  const say = useMessage();
  return (
    <>
      <p>{say(failure.reason)}</p>
      {failure.items && failure.items.length > 0 ? (
        <ul className="mt-1 list-disc ps-5">
          {failure.items.map((item) => (
            <li
              key={`${item.key}${JSON.stringify(item.params, (_k, v: unknown) => (typeof v === "bigint" ? `${v}` : v))}`}
            >
              {say(item)}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
