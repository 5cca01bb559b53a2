/** Looks spellings up in an alias table: exact after normalisation, with the specification first where it decides. */
import { normalizeName } from "./normalize";

export interface GoodsAlias {
  text: string;
  /** Only for rows with this specification; `null` for any. */
  spec: string | null;
  goods: string;
}

/** A lookup from goods text and specification to a goods code; `null` means the spelling waits for a person. */
export function goodsAliasLookup(
  aliases: readonly GoodsAlias[],
): (goodsText: string, specText: string) => string | null {
  const byKey = new Map(aliases.map((alias) => [aliasKey(alias.text, alias.spec), alias.goods]));
  return (goodsText, specText) =>
    byKey.get(aliasKey(goodsText, specText)) ?? byKey.get(aliasKey(goodsText, null)) ?? null;
}

/** Key of an alias row: the normalised spelling, and the normalised specification where it decides. */
export function aliasKey(text: string, spec: string | null): string {
  const specKey = spec === null ? "" : normalizeName(spec);
  return specKey === "" ? normalizeName(text) : `${normalizeName(text)}|${specKey}`;
}
