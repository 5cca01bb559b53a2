/** Looking at one row of a sheet: its texts, what in it is its own, whether it is a title. */
import type { GridRow } from "../model/file";
import { foldText } from "../values/text";

/** Text of a cell, `""` where there is none. */
export const cellText = (row: GridRow, column: number | undefined): string =>
  column === undefined ? "" : (row.cells[column]?.text ?? "");

/** Cells of a row with something of their own: those filled from a merged range count once, at its first cell in this row. */
export function ownCells(row: GridRow): { column: number; text: string }[] {
  const seen = new Set<string>();
  return row.cells.flatMap((cell, column) => {
    if (cell === null) return [];
    const origin = cell.mergedFrom;
    if (origin !== undefined && (seen.has(origin) || seen.has(`text:${cell.text}`))) return [];
    seen.add(origin ?? `text:${cell.text}`);
    return [{ column, text: cell.text }];
  });
}

const TITLE =
  /一览表|统计表|登记表|公示|汇总|(?:明细表?|情况|清单|发放表|接收表|情况表|分配表|领用表|出库单|入库单|领用单|领料单|调拨单|签收单|交接单)(?:\s*[(（].*[)）])?$/;

const TOTAL =
  /^(?:(?:本|当|今|昨|以上|全部)?[日页月周]?\s*(?:合计|小计|总计|共计|累计|总和)数?|total|subtotal|sub-total|grandtotal|sum)(?:[:：(（]|$|\d)/i;
const TOTAL_AT_END = /(?:合计|小计|总计|共计)[:：]?$/;
const NOTE =
  /^(?:(?:备注|说明)(?:[:：\d]|$)|注[:：]|注\d|填表|制表|制单|审核|审批|经办|经手|负责人|主管(?:领导|[:：(（])|保管(?:员|人|[:：(（])|发放人|接收人|领用人|领取人|签收人|签字(?:[:：(（]|$)|联系(?:人|电话|方式|[:：])|统计人|数据来源|以上|本表|此表|上述|以下空白|单位[:：(（]|note|remark|prepared by|source[:：])/i;

/** Whether a cell says that its row adds up others: 合计, 小计：, 本日合计, 甲医院小计. */
export function saysTotal(text: string): boolean {
  const bare = foldText(text).replace(/\s/g, "");
  return TOTAL.test(bare) || (bare.length <= 20 && TOTAL_AT_END.test(bare));
}

/** Whether a row that begins with this text is a note or a line of signatures. */
export const saysNote = (text: string): boolean => NOTE.test(foldText(text).replace(/\s/g, ""));

/** A title: one text over several columns, or alone in its row outside any table and telling a date or a heading. */
export function isTitle(row: GridRow): boolean {
  const own = ownCells(row);
  const only = own[0];
  if (own.length !== 1 || only === undefined) return false;
  const span = row.cells.filter((cell) => cell !== null).length;
  return span >= 2 || TITLE.test(only.text);
}
