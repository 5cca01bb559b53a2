import type { z } from "zod";
import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { businessClock } from "@/lib/platform/clock/queries";
import { valueText } from "@/lib/platform/exchange/write/columns";
import type { Locale } from "@/lib/platform/i18n/locale";
import type { indexSchema } from "../api/answers";
import { listRequest } from "../api/parameters";
import { Problem } from "../api/problems";
import { type ListRow, type Reader, readerOf } from "../export/list";
import { EXPORT_LISTS, EXPORT_NAMES, exportList } from "../export/lists";

/** Names in a language, but states and kinds as the codes they are stored under: what a program can rely on. */
const codesIn = (locale: Locale): Reader => ({ locale, say: (_key, otherwise = "") => otherwise });

export interface ApiPage {
  data: Record<string, string | number | boolean | null>[];
  next: string | null;
  previous: string | null;
}

/**
 * A page of a list as JSON, with the list's own filters, within the actor's reach.
 * @throws Problem listUnknown, listNotAllowed, parameterUnknown or parameterMalformed
 */
export async function apiPage(actor: Actor, name: string, asked: URLSearchParams): Promise<ApiPage> {
  const list = exportList(name);
  if (!list) throw new Problem("listUnknown", name);
  if (!canSomewhere(actor, list.permission)) throw new Problem("listNotAllowed", name);
  const { filter, cursor, limit, locale } = listRequest(list, asked);
  const page = await list.page(actor, filter, codesIn(locale), cursor, limit);
  const plain = (row: ListRow) =>
    Object.fromEntries(
      list.columns.map(({ name: column, type = "text" }) => {
        const value = row[column] ?? null;
        return [column, value instanceof Date || (type === "date" && value !== null) ? valueText(value, type) : value];
      }),
    );
  return { data: page.rows.map(plain), next: page.next, previous: page.previous };
}

/** What the actor may read, with where it is. */
export async function apiIndex(actor: Actor, locale: Locale): Promise<z.infer<typeof indexSchema>> {
  const { now, scenario } = await businessClock(actor);
  const reader = readerOf(locale);
  return {
    person: { username: actor.username, name: actor.name },
    businessTime: now.toISOString(),
    scenario,
    lists: EXPORT_NAMES.filter((name) => canSomewhere(actor, EXPORT_LISTS[name].permission)).map((name) => ({
      name,
      title: reader.say(`exchange.lists.${name}`),
      href: `/api/v1/${name}`,
    })),
    openapi: "/openapi.json",
  };
}
