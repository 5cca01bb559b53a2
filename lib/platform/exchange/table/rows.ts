import type { GridRow } from "../model/file";
import type { ReadingContext } from "../model/reading";
import type { ParsedRow, SetAsideRow } from "../model/row";
import type { ImportField, ImportKind } from "../model/table";
import { readDate } from "../values/dates";
import { readQuantity } from "../values/quantity";
import { foldText, textOrBlank } from "../values/text";
import { cellText, isTitle, ownCells, saysNote, saysTotal } from "./cells";
import { type Carried, readGoodsRow } from "./goods-row";
import type { TableRows } from "./tables";

/** Running text: no name of goods is a sentence. */
const SENTENCE = /[。!！;；]/;
const OFFICE = /(?:红十字会|慈善总会|指挥部|委员会|办公室|物资组|保障组)$/;

/**
 * Goods rows and set-aside rows of one table. `carried` holds over from the table above it in the same sheet only
 * when that is the same table cut in two by a title.
 */
export function readRows(
  entry: TableRows,
  file: string,
  contentSha256: string,
  kind: ImportKind,
  context: ReadingContext,
): { rows: ParsedRow[]; setAside: SetAsideRow[] } {
  const { table } = entry;
  const { mapping } = table;
  const rows: ParsedRow[] = [];
  const setAside: SetAsideRow[] = [];
  const carried: Carried = { party: "", date: null, goods: "", spec: "", unit: "" };
  let runningTotal = 0;
  const put = (row: GridRow, why: SetAsideRow["why"]): void => {
    setAside.push({
      sheet: table.sheet,
      row: row.row,
      why,
      text: ownCells(row)
        .map((cell) => cell.text)
        .join(" "),
    });
  };
  for (const row of entry.rows) {
    const own = ownCells(row);
    if (isTitle(row)) {
      carried.party = kind === "stock" ? "" : (own[0]?.text ?? "");
      put(row, "title");
      continue;
    }
    const at = (field: ImportField): string => textOrBlank(cellText(row, mapping[field]));
    const goodsMerged = mapping.goods !== undefined && row.cells[mapping.goods]?.mergedFrom !== undefined;
    const first = own[0]?.text ?? "";
    const quantityText = at("quantity");
    const goods = at("goods");
    const isTotal = own.some(
      ({ column, text }) => column !== mapping.spec && column !== mapping.note && saysTotal(text),
    );
    if (isTotal && (goods === "" || saysTotal(goods) || saysTotal(first))) {
      put(row, "total");
      continue;
    }
    if (saysNote(first) && readQuantity(quantityText).quantity === null) {
      put(row, "note");
      continue;
    }
    if (own.length === 1) {
      const only = own[0] as { column: number; text: string };
      // Running text that happens to stand under the quantity is a note.
      if (
        SENTENCE.test(only.text) ||
        (only.column === mapping.quantity && readQuantity(only.text).missing === "notANumber")
      ) {
        put(row, "note");
        continue;
      }
      // A bare number under the column that adds it up is a total without the word.
      if (only.column === mapping.quantity && readQuantity(only.text).quantity === runningTotal && rows.length > 1) {
        put(row, "total");
        continue;
      }
    }
    // A name or a date alone under the goods, after the total or of an office, is the foot of the sheet.
    if (own.length === 1 && own[0]?.column === mapping.goods && !goodsMerged) {
      const alone = own[0]?.text ?? "";
      const afterTotal = setAside.some((aside) => aside.why === "total" && aside.row > (rows.at(-1)?.source.row ?? 0));
      if (afterTotal || OFFICE.test(foldText(alone)) || readDate(alone, context.businessDate) !== null) {
        put(row, "note");
        continue;
      }
    }
    const told = (table.crossed?.columns ?? []).filter(
      (column) => !/^0*$/.test(foldText(textOrBlank(cellText(row, column)))),
    );
    if (told.length > 0) {
      for (const column of told)
        rows.push(readGoodsRow(row, entry, file, contentSha256, kind, context, carried, goodsMerged, column));
      continue;
    }
    const tellsGoods = goods !== "" || quantityText !== "" || at("spec") !== "" || at("needed") !== "";
    if (!tellsGoods) {
      // A recipient alone heads the rows below it that name nobody; a date alone dates them.
      if (at("party") !== "" && kind !== "stock") carried.party = at("party");
      if (at("date") !== "") carried.date = readDate(at("date"), context.businessDate) ?? carried.date;
      put(row, "note");
      continue;
    }
    const parsed = readGoodsRow(row, entry, file, contentSha256, kind, context, carried, goodsMerged);
    rows.push(parsed);
    runningTotal += parsed.quantity ?? 0;
  }
  for (let index = setAside.length - 1, last = rows.at(-1)?.source.row ?? 0; index >= 0; index--) {
    const entryAside = setAside[index] as SetAsideRow;
    if (entryAside.row > last && entryAside.why === "note") entryAside.why = "footer";
  }
  return { rows, setAside };
}
