/** Tables with a quantity in every cell: hospitals by goods, goods by hospitals, goods by days. */
import type { GridRow } from "../model/file";
import type { ColumnMapping, CrossedColumns, ImportKind } from "../model/table";
import { readDate } from "../values/dates";
import { readQuantity } from "../values/quantity";
import { foldText, textOrBlank } from "../values/text";
import { cellText } from "./cells";
import { countsRows } from "./contents";
import { NEEDED_MARK } from "./goods-row";
import { headerKey, isCaption, matchHeader } from "./headers";

/** Rows looked at to tell what a column holds. */
const SAMPLE_ROWS = 200;

/**
 * Columns that are each one goods, one other end or one day, at least two of them, under headers that name no field and over quantities
 * or marks. `null` if this is no such table.
 * @param told columns the headers did name
 * @param rows what stands under the headers
 */
export function findCrossed(
  headers: readonly string[],
  rows: readonly GridRow[],
  told: ColumnMapping,
  kind: ImportKind,
  businessDate: string,
): CrossedColumns | null {
  const under = rows.filter((row) => row.cells.some((cell, column) => cell !== null && cell.text !== headers[column]));
  const holds = (column: number): boolean => holdsQuantities(column, under, kind);
  const weak = (field: "party" | "goods" | "quantity"): boolean => {
    const column = told[field];
    return column !== undefined && matchHeader(headers[column] ?? "", kind).strength < 2 && holds(column);
  };
  // A header that names a field by a part of it only ("模拟医院", "口罩数量") may as well be one of many over quantities.
  const party = weak("party") ? undefined : told.party;
  const goods = weak("goods") ? undefined : told.goods;
  if (told.quantity !== undefined && !(goods === undefined && weak("quantity"))) return null;
  const taken = new Set(
    Object.entries(told).flatMap(([field, column]) =>
      (field === "party" && party === undefined) || (field === "goods" && goods === undefined) || field === "quantity"
        ? []
        : [column],
    ),
  );
  const free = headers.flatMap((header, column) => (taken.has(column) || header === "" ? [] : [column]));
  const isDay = (column: number): boolean => readDate(headers[column] ?? "", businessDate) !== null;
  if (goods !== undefined && told.date === undefined) {
    const days = free.filter((column) => isDay(column) && holds(column));
    if (days.length >= 2) return { field: "date", columns: days };
  }
  const named = free.filter((column) => {
    const header = headers[column] ?? "";
    return (
      /\p{L}{2,}/u.test(header) &&
      !isCaption(header) &&
      !isDay(column) &&
      headerKey(header).length <= 30 &&
      holds(column)
    );
  });
  if (named.length < 2) return null;
  if (party !== undefined && goods === undefined) return { field: "goods", columns: named };
  if (goods !== undefined && party === undefined) {
    // A header like 现有 or 缺口 may be some figure about the goods: only what is called like people or places divides them.
    const parties = named.filter((column) => {
      const header = headers[column] ?? "";
      return matchHeader(header, kind).field === "party" || PLACE.test(headerKey(header));
    });
    if (parties.length >= 2 && parties.length >= named.length / 2) return { field: "party", columns: named };
  }
  return null;
}

const PLACE =
  /医院|卫生|中心|[市区县镇乡村街道]$|社区|学校|大学|学院|公司|集团|局$|所$|站$|院$|队$|部$|办$|会$|仓|库|hospital|clinic|center|centre/;

function holdsQuantities(column: number, rows: readonly GridRow[], kind: ImportKind): boolean {
  const texts = rows
    .slice(0, SAMPLE_ROWS)
    .map((row) => textOrBlank(cellText(row, column)))
    .filter((text) => text !== "");
  const fitting = texts.filter((text) => {
    const { quantity, missing } = readQuantity(text);
    const figure = quantity !== null || missing === "negative" || missing === "notWhole" || missing === "tooLarge";
    return figure || missing === "unspecified" || (kind === "needs" && NEEDED_MARK.test(foldText(text)));
  });
  return (
    texts.length > 0 &&
    fitting.length / texts.length > 0.7 &&
    !(texts.length > 2 && texts[0] === "1" && countsRows(texts))
  );
}
