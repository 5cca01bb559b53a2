/** Columns of an export: one definition serves CSV, XLSX and the humanitarian tag row. */

export type CellValue = string | number | boolean | Date | null | undefined;

export interface ExportColumn<Row> {
  /** Header as shown, in the reader's language. */
  header: string;
  /** Humanitarian exchange language tag ("#item+name"); blank columns stay blank in the tag row. */
  hxl?: string;
  /** How the value is typed in a workbook. `date` takes an ISO date or a Date (its UTC day), `dateTime` a Date. */
  type: "text" | "integer" | "decimal" | "date" | "dateTime" | "boolean";
  value(row: Row): CellValue;
  /** Width in characters in a workbook. */
  width?: number;
}

export interface ExportOptions {
  /** Adds the row of HXL tags under the headers. */
  hxl?: boolean;
  /** Name of the sheet in a workbook. */
  sheetName?: string;
}

const PLAIN_NUMBER = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?%?$/;

/**
 * A text made safe for programs that take a cell starting with `=`, `+`, `-`, `@`, tab or carriage return (also
 * full-width, also after blanks) for a formula: it gets an apostrophe in front. Plain numbers such as "-5" stay.
 */
export function withoutFormula(text: string): string {
  return /^'*[\s\u00a0\u3000]*[=+\-@＝＋－＠\t\r\n|%]/.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}

/** Undoes `withoutFormula` on reading, so that an export comes back as it was. */
export function withFormulaMark(text: string): string {
  return /^'+[\s\u00a0\u3000]*[=+\-@＝＋－＠|%]/.test(text) ? text.slice(1) : text;
}

/** A value as text of a CSV cell or of a text cell: dates ISO, numbers plain, blank for null. */
export function valueText(value: CellValue, type: ExportColumn<never>["type"]): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return "";
    return type === "date" ? value.toISOString().slice(0, 10) : value.toISOString();
  }
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  return String(value);
}
