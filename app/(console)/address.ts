export type Params = Record<string, string | string[] | undefined>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A text parameter of the address, trimmed and short; absent when empty. */
export function textOf(params: Params, name: string): string | undefined {
  const value = params[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, 60) : undefined;
}

/** An id parameter; anything else is ignored. */
export function idOf(params: Params, name: string): string | undefined {
  const value = textOf(params, name);
  return value && UUID.test(value) ? value : undefined;
}

/** One of a few words; anything else is ignored. */
export function oneOf<Word extends string>(params: Params, name: string, words: readonly Word[]): Word | undefined {
  return words.find((word) => word === params[name]);
}

/** A calendar day `YYYY-MM-DD`; anything else is ignored. */
export function dayParam(params: Params, name: string): string | undefined {
  const value = textOf(params, name);
  return value && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

/** A day and a time `YYYY-MM-DDTHH:MM`, as the local time of the scenario; anything else is ignored. */
export function momentParam(params: Params, name: string): string | undefined {
  const value = textOf(params, name);
  return value && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value) && !Number.isNaN(Date.parse(`${value}Z`))
    ? value
    : undefined;
}

/** A path with the parameters that are set. */
export function addressOf(path: string, params: Record<string, string | undefined>): string {
  const query = new URLSearchParams(
    Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ).toString();
  return query ? `${path}?${query}` : path;
}

/** The steps of a key-paged list, for `Pager`. */
export function pagerOf(
  path: string,
  params: Record<string, string | undefined>,
  page: { next: string | null; previous: string | null },
) {
  return {
    firstHref: page.previous ? addressOf(path, params) : undefined,
    previousHref: page.previous ? addressOf(path, { ...params, before: page.previous }) : undefined,
    nextHref: page.next ? addressOf(path, { ...params, after: page.next }) : undefined,
  };
}
