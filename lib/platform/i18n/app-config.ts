import type { Locale } from "./locale";
import type { Messages as Texts } from "./messages";

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Texts;
  }
}
