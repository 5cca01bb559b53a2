/** Writes CSV: UTF-8 with a byte-order mark (spreadsheet programs need it for Chinese), quoted where needed, safe from formulas. */
import { type ExportColumn, type ExportOptions, valueText, withoutFormula } from "./columns";

const quoted = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const line = (cells: readonly string[]): string => `${cells.map(quoted).join(",")}\r\n`;

async function* linesOf<Row>(
  columns: readonly ExportColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
  options: ExportOptions,
): AsyncGenerator<string> {
  yield `\ufeff${line(columns.map((column) => withoutFormula(column.header)))}`;
  if (options.hxl) yield line(columns.map((column) => column.hxl ?? ""));
  for await (const row of rows)
    yield line(
      columns.map((column) => {
        const value = column.value(row);
        const text = valueText(value, column.type);
        // Numbers and dates cannot be formulas; only what people typed can.
        return typeof value === "string" ? withoutFormula(text) : text;
      }),
    );
}

/** A CSV file as a byte stream, rows taken one by one as the reader asks for them. */
export function toCsv<Row>(
  columns: readonly ExportColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
  options: ExportOptions = {},
): ReadableStream<Uint8Array> {
  const lines = linesOf(columns, rows, options);
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      let chunk = "";
      // A few hundred lines a chunk: one line a chunk would cost more in calls than in bytes.
      while (chunk.length < 16_384) {
        const next = await lines.next();
        if (next.done) {
          if (chunk !== "") controller.enqueue(encoder.encode(chunk));
          controller.close();
          return;
        }
        chunk += next.value;
      }
      controller.enqueue(encoder.encode(chunk));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}
