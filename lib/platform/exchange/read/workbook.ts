/**
 * Reads an XLSX workbook into grids. Uploads are strangers' files, and the general workbook library expands merged
 * ranges, names and validations cell by cell (a file of one kilobyte can hold a server for minutes), so reading is
 * done here, part by part, under limits; writing uses the library.
 */
import { ExchangeError, type ExchangeLimits, type Grid } from "../model/file";
import { BoundedArchive } from "./archive";
import { walkMarkup } from "./markup";
import { normalizeUnit, unitKind } from "../values/units";
import { type NumberStyle, readSheetCells } from "./sheet-cells";

const DATE_FORMATS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/** Whether a number format shows a date: has year or day, or month beside them, outside quotes and brackets. */
function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, "").toLowerCase();
  return /[yd年月日]/.test(bare) && !/[#?]/.test(bare) && !/general/.test(bare);
}

/** The unit a number format shows behind the figure: `0"箱"` → "箱", `0"万只"` → "万只"; `""` for any other format. */
function suffixOf(code: string): string {
  const shown = /^(?:\[[^\]]*\])*[#,0 ]*0(?:\.0+)?(?:_.)?\s*(?:"([^"]{1,6})"|\\?(\p{Script=Han}))$/u.exec(
    code.split(";")[0] ?? "",
  );
  const text = (shown?.[1] ?? shown?.[2] ?? "").trim();
  const unit = text.replace(/^[万千亿]/, "");
  return text !== "" && (unit === "" || unitKind(normalizeUnit(unit)) !== "unknown") ? text : "";
}

async function readSharedStrings(archive: BoundedArchive, path: string): Promise<string[]> {
  const markup = await archive.text(path);
  const strings: string[] = [];
  if (markup === null) return strings;
  let text = "";
  let reading = false;
  let phonetic = false;
  walkMarkup(markup, {
    open(name) {
      if (name === "si") text = "";
      else if (name === "t") reading = true;
      else if (name === "rPh") phonetic = true;
    },
    text(part) {
      if (reading && !phonetic) text += part;
    },
    close(name) {
      if (name === "t") reading = false;
      else if (name === "rPh") phonetic = false;
      else if (name === "si") strings.push(text);
    },
  });
  return strings;
}

async function readStyles(archive: BoundedArchive, path: string): Promise<NumberStyle[]> {
  const markup = await archive.text(path);
  const formats = new Map<number, string>();
  const styles: NumberStyle[] = [];
  if (markup === null) return styles;
  let inCells = false;
  walkMarkup(markup, {
    open(name, attributes) {
      if (name === "numFmt") formats.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
      else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) {
        const id = Number(attributes.numFmtId ?? 0);
        const custom = formats.get(id);
        styles.push(
          custom === undefined
            ? { date: DATE_FORMATS.has(id), suffix: "" }
            : { date: isDateFormat(custom), suffix: suffixOf(custom) },
        );
      }
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
  });
  return styles;
}

/** Targets of a relationships part by id, as paths inside the archive. */
async function readRelationships(archive: BoundedArchive): Promise<Map<string, { target: string; type: string }>> {
  const markup = await archive.text("xl/_rels/workbook.xml.rels");
  const targets = new Map<string, { target: string; type: string }>();
  if (markup !== null)
    walkMarkup(markup, {
      open(name, attributes) {
        if (name !== "Relationship") return;
        const target = attributes.Target ?? "";
        targets.set(attributes.Id ?? "", {
          target: target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`,
          type: (attributes.Type ?? "").split("/").at(-1) ?? "",
        });
      },
    });
  return targets;
}

/**
 * Grids of the visible and hidden worksheets, in the workbook's order.
 * Throws `ExchangeError` with a named fault; never anything else for a strange file.
 */
export async function readWorkbook(bytes: Buffer, file: string, limits: ExchangeLimits): Promise<Grid[]> {
  const archive = new BoundedArchive(bytes, limits);
  if (archive.has("EncryptedPackage")) throw new ExchangeError("fileEncrypted");
  const book = await archive.text("xl/workbook.xml");
  if (book === null) throw new ExchangeError("fileNotRecognised", { file });
  const relationships = await readRelationships(archive);
  const sheets: { name: string; id: string }[] = [];
  let from1904 = false;
  walkMarkup(book, {
    open(name, attributes) {
      if (name === "sheet") sheets.push({ name: attributes.name ?? "", id: attributes.id ?? "" });
      else if (name === "workbookPr") from1904 = /^(?:1|true)$/.test(attributes.date1904 ?? "");
    },
  });
  if (sheets.length > limits.sheets)
    throw new ExchangeError("tooManySheets", { sheets: sheets.length, most: limits.sheets });
  const pathOf = (type: string, usual: string): string =>
    [...relationships.values()].find((entry) => entry.type === type)?.target ?? usual;
  const sharedStrings = await readSharedStrings(archive, pathOf("sharedStrings", "xl/sharedStrings.xml"));
  const styles = await readStyles(archive, pathOf("styles", "xl/styles.xml"));
  const grids: Grid[] = [];
  for (const [index, sheet] of sheets.entries()) {
    const target = relationships.get(sheet.id);
    if (target !== undefined && target.type !== "worksheet") continue;
    const markup = await archive.text(target?.target ?? `xl/worksheets/sheet${index + 1}.xml`);
    if (markup === null) throw new ExchangeError("fileDamaged", { detail: sheet.name });
    grids.push({
      file,
      sheet: sheet.name,
      rows: readSheetCells(markup, sheet.name, { sharedStrings, styles, from1904, limits }),
    });
  }
  return grids;
}
