import { zhCN } from "./messages/zh-CN";

function paths(node: object, prefix: string): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === "string" ? [`${prefix}${key}`] : paths(value as object, `${prefix}${key}.`),
  );
}

/** Every message key at run time, to tell a schema's own message from a library's English. */
export const MESSAGE_KEYS: ReadonlySet<string> = new Set(paths(zhCN, ""));
