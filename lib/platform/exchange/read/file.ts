/** Reads an uploaded file of any accepted format into grids, by what it is and not by what it is called. */
import { createHash } from "node:crypto";
import { defaultLimits, ExchangeError, type ExchangeLimits, type ReadFile } from "../model/file";
import { readDelimited, unmarkedUtf16 } from "./delimited";
import { readWorkbook } from "./workbook";

const TEXT_EXTENSIONS = new Set(["csv", "tsv", "txt", "tab"]);
const WORKBOOK_EXTENSIONS = new Set(["xlsx", "xlsm"]);

/** Lower-case hex SHA-256. */
export function sha256Hex(data: Uint8Array | string): string {
  return createHash("sha256").update(data).digest("hex");
}

/**
 * Grids of a CSV, TSV or XLSX file. `file` is the name the user knows it by; its extension must agree with what the
 * bytes are. Throws `ExchangeError` with a named fault.
 */
export async function readFile(
  data: Uint8Array,
  file: string,
  limits: Partial<ExchangeLimits> = {},
): Promise<ReadFile> {
  const bounds = { ...defaultLimits, ...limits };
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (bytes.length === 0) throw new ExchangeError("fileEmpty", { file });
  if (bytes.length > bounds.fileBytes)
    throw new ExchangeError("fileTooLarge", { file, bytes: bytes.length, most: bounds.fileBytes });
  const extension = /\.([a-z0-9]{1,8})$/i.exec(file)?.[1]?.toLowerCase() ?? "";
  const contentSha256 = sha256Hex(bytes);
  if (bytes.subarray(0, 8).equals(Buffer.from("d0cf11e0a1b11ae1", "hex"))) {
    // The same container holds old .xls files and password-protected .xlsx ones; only the latter name this stream.
    const encrypted = bytes.includes(Buffer.from("EncryptedPackage", "utf16le"));
    throw new ExchangeError(encrypted ? "fileEncrypted" : "fileIsLegacyXls", { file });
  }
  if (bytes.length > 3 && bytes.readUInt16BE(0) === 0x504b) {
    if (TEXT_EXTENSIONS.has(extension)) throw new ExchangeError("fileExtensionMismatch", { file, found: "xlsx" });
    const grids = await readWorkbook(bytes, file, bounds);
    return { file, contentSha256, format: "xlsx", encoding: null, delimiter: null, grids };
  }
  if (looksBinary(bytes)) throw new ExchangeError("fileNotRecognised", { file });
  if (WORKBOOK_EXTENSIONS.has(extension)) throw new ExchangeError("fileExtensionMismatch", { file, found: "csv" });
  const { grid, encoding, delimiter } = readDelimited(bytes, file, bounds);
  if (grid.rows.length === 0) throw new ExchangeError("fileEmpty", { file });
  return { file, contentSha256, format: "csv", encoding, delimiter, grids: [grid] };
}

/** Known binary formats people upload by mistake: PDF, images, archives, old Office. */
function looksBinary(bytes: Buffer): boolean {
  const starts = ["25504446", "89504e47", "47494638", "ffd8ff", "52617221", "377abcaf", "1f8b", "7f454c46"];
  const known = starts.some((hex) => bytes.subarray(0, hex.length / 2).toString("hex") === hex);
  const marked = bytes[0] === 0xff || bytes[0] === 0xfe;
  return known || (!marked && unmarkedUtf16(bytes) === null && bytes.subarray(0, 1024).includes(0));
}
