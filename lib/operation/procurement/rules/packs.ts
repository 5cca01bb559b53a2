/** A pack of the catalogue, as receiving sees it. */
export interface KnownPack {
  unit: string;
  baseUnits: bigint | null;
  label: string;
  active: boolean;
}

/**
 * Base units in one unit of a line: 1 for the base unit itself; a pack's size when the catalogue leaves no doubt: the pack labelled as
 * the line's specification, or the only active pack of that unit with a known size. A pack of another label than the specification the line
 * states is another pack, also when it is the only one.
 * @returns null when it is not known; it is never guessed
 */
export function baseUnitsIn(
  line: { unit: string; spec: string },
  goods: { baseUnit: string; packs: readonly KnownPack[] },
): bigint | null {
  if (line.unit === goods.baseUnit) return 1n;
  const known = goods.packs.filter((pack) => pack.active && pack.unit === line.unit && pack.baseUnits !== null);
  const labelled = known.find((pack) => pack.label !== "" && pack.label === line.spec);
  if (labelled) return labelled.baseUnits;
  const possible = known.filter((pack) => pack.label === "" || line.spec === "");
  return possible.length === 1 ? (possible[0] as KnownPack).baseUnits : null;
}

/** How a counted line enters the ledger: base units when the size of its unit is known, else whole units of the pack itself. */
export function stockedAs(
  line: { unit: string; baseUnitsPerUnit: bigint | null },
  baseUnit: string,
): { unit: string; each: bigint; packSize: bigint | null } {
  if (line.baseUnitsPerUnit === null) return { unit: line.unit, each: 1n, packSize: null };
  return {
    unit: baseUnit,
    each: line.baseUnitsPerUnit,
    packSize: line.baseUnitsPerUnit > 1n ? line.baseUnitsPerUnit : null,
  };
}
