/** Reads CSV and its relatives: encoding and delimiter found by looking, never asked for. */
import { CsvError, parse } from "csv-parse/sync";
import { ExchangeError, type ExchangeLimits, type Grid, type GridCell, type ReadFile } from "../model/file";
import { cleanText } from "../values/text";
import { withFormulaMark } from "../write/columns";

type Encoding = NonNullable<ReadFile["encoding"]>;

function decodeStrictly(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * UTF-16 by where its zero bytes stand, for a file without a mark: digits, commas and line ends of such a text each have one, all in the
 * same half. `null` if the zeros stand in both halves or there are none: some binary, or another encoding.
 */
export function unmarkedUtf16(bytes: Uint8Array): Encoding | null {
  const sample = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (bytes.length % 2 === 1 || even + odd < sample.length / 20) return null;
  return even === 0 ? "utf-16le" : odd === 0 ? "utf-16be" : null;
}

/**
 * Text of a file: UTF-8 or UTF-16 by byte-order mark, else UTF-8 if it is valid, else GB 18030 (what Chinese Excel
 * writes). Throws `encodingNotRecognised`.
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const marked: Encoding | null =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : unmarkedUtf16(bytes);
  const candidates: Encoding[] = marked === null ? ["utf-8", "gb18030"] : [marked];
  for (const encoding of candidates) {
    const text = decodeStrictly(bytes, encoding);
    // A text file has no zero characters; with them it is some binary that happens to decode.
    if (text !== null && !text.includes("\u0000")) return { text: text.replace(/^\ufeff/, ""), encoding };
  }
  throw new ExchangeError("encodingNotRecognised");
}

const DELIMITERS = [",", "\t", ";", "|", "，"] as const;

/** The delimiter that cuts the first lines into most columns most evenly; comma if none does. */
export function sniffDelimiter(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .replace(/"(?:[^"]|"")*"/g, "x")
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "")
    .slice(0, 30);
  let best = ",";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const usual = Math.max(...counts, 0);
    const score = counts.filter((count) => count === usual && count > 0).length * 10 + usual;
    // The full-width comma is also punctuation, so it must be the only candidate.
    if (usual > 0 && score > bestScore && !(delimiter === "，" && bestScore > 0)) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** One grid with an empty sheet name; row numbers are record numbers, blank records counted. */
export function readDelimited(
  bytes: Uint8Array,
  file: string,
  limits: ExchangeLimits,
): { grid: Grid; encoding: Encoding; delimiter: string } {
  const { text, encoding } = decodeText(bytes);
  const stated = /^sep=(.)\r?\n/i.exec(text);
  const delimiter = stated?.[1] ?? sniffDelimiter(text);
  let records: string[][];
  try {
    records = parse(stated ? text.slice(stated[0].length) : text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      to: limits.rows + 1,
    });
  } catch (error) {
    // A quote that never closes swallows the file: read the lines as they stand, so that no row is lost.
    if (!(error instanceof CsvError)) throw error;
    records = text
      .split(/\r\n|\n|\r/)
      .slice(0, limits.rows + 1)
      .map((line) => line.split(delimiter));
  }
  if (records.length > limits.rows) throw new ExchangeError("tooManyRows", { sheet: "", most: limits.rows });
  const rows = records.flatMap((record, index) => {
    const cells: (GridCell | null)[] = [];
    record.forEach((value, column) => {
      const clean = withFormulaMark(cleanText(value));
      if (clean === "") return;
      if (column >= limits.columns) throw new ExchangeError("tooManyColumns", { sheet: "", most: limits.columns });
      if (clean.length > limits.cellCharacters)
        throw new ExchangeError("cellTooLong", {
          row: index + 1,
          characters: clean.length,
          most: limits.cellCharacters,
        });
      while (cells.length <= column) cells.push(null);
      cells[column] = { text: clean, type: /^-?\d+(?:\.\d+)?$/.test(clean) ? "number" : "text" };
    });
    return cells.length === 0 ? [] : [{ row: index + 1 + (stated ? 1 : 0), cells }];
  });
  return { grid: { file, sheet: "", rows }, encoding, delimiter };
}
