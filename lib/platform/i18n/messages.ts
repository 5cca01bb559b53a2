import { en } from "./messages/en";
import { zhCN } from "./messages/zh-CN";
import type { Locale } from "./locale";

/** The shape every language must have: the keys of zh-CN with any text. */
export type Shape<T> = { readonly [K in keyof T]: T[K] extends object ? Shape<T[K]> : string };

type Leaves<T, Prefix extends string = ""> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

export type Messages = Shape<typeof zhCN>;
/** Every message by its full path, e.g. `errors.notFound`. A key that zh-CN lacks does not compile. */
export type MessageKey = Leaves<typeof zhCN>;

export const MESSAGES: Record<Locale, Messages> = { "zh-CN": zhCN, en };
