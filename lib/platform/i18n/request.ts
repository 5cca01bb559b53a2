import { cookies } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { asLocale, LOCALE_COOKIE, TIME_ZONE } from "./locale";
import { MESSAGES } from "./messages";

/** next-intl asks this once a request: the language comes from a cookie, which the account page keeps equal to the person's setting. */
export default getRequestConfig(async () => {
  const locale = asLocale((await cookies()).get(LOCALE_COOKIE)?.value);
  return { locale, messages: MESSAGES[locale], timeZone: TIME_ZONE };
});
