import type { ComboboxOption } from "@/components/ui/combobox";
import { findGoodsAction } from "@/lib/operation/procurement/actions";
import { unitText } from "@/components/ui/unit-text";
import { nameIn } from "@/lib/platform/i18n/names";

/** Goods as a line of a delivery knows them: name, base unit, and packs with their sizes. */
export interface GoodsWithUnits {
  id: string;
  name: string;
  baseUnit: string;
  packs: { unit: string; baseUnits: number | null; label: string }[];
}

/**
 * A search for goods that remembers what it found, so that choosing one tells its units.
 * @returns `search` for a Combobox, and `known` by goods id
 */
export function goodsSearch(locale: string) {
  const known = new Map<string, GoodsWithUnits>();
  const search = async (query: string): Promise<ComboboxOption[]> => {
    const rows = await findGoodsAction(query);
    return rows.map((row) => {
      const name = nameIn(row, locale);
      known.set(row.id, {
        id: row.id,
        name,
        baseUnit: row.baseUnit,
        packs: row.packs.map((pack) => ({
          ...pack,
          baseUnits: pack.baseUnits === null ? null : Number(pack.baseUnits),
        })),
      });
      return {
        value: row.id,
        label: name,
        hint: [row.standard, unitText(row.baseUnit, locale), row.code].filter(Boolean).join(" · "),
      };
    });
  };
  return { search, known };
}

/** Units a line may be counted in: the base unit, the goods' packs, then every other packaging unit. */
export function unitsOf(
  goods: GoodsWithUnits | null,
  packaging: readonly string[],
  locale: string,
): { value: string; label: string }[] {
  if (!goods) return [];
  const packs = [...new Set(goods.packs.map((pack) => pack.unit))];
  const sized = (unit: string) => {
    const sizes = goods.packs.filter((pack) => pack.unit === unit && pack.baseUnits !== null);
    const own = unitText(unit, locale);
    const [size] = sizes;
    if (sizes.length !== 1 || !size) return own;
    const content = `${size.baseUnits} ${unitText(goods.baseUnit, locale, size.baseUnits)}`;
    return locale === "en" ? `${own} (${content})` : `${own}（${content}）`;
  };
  return [
    goods.baseUnit,
    ...packs,
    ...packaging.filter((unit) => unit !== goods.baseUnit && !packs.includes(unit)),
  ].map((unit) => ({ value: unit, label: sized(unit) }));
}
