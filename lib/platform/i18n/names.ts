/** What a thing is called: goods and incidents in both languages, places and people perhaps in Chinese only. */
export type Named = { name: string; nameEn: string | null } | { nameZh: string; nameEn: string | null };

/** The name in the reader's language; without an English one the Chinese stands. */
export function nameIn(thing: Named, locale: string): string {
  const zh = "nameZh" in thing ? thing.nameZh : thing.name;
  return locale === "en" ? thing.nameEn || zh : zh;
}
